"""Reads of identity that other rooms ask for. They run as the program: accounts are nobody else's to read."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from prasan.core.notices import service as notices
from prasan.foundation import scope

from .models import Account, Membership


def person_facts(account_id: int) -> dict[str, Any]:
    """What is known of a person: `person` in service files, and what their forms are filled in with.

    Dates are ISO 8601; `age` is in full years; unknown facts are absent.
    """
    own = scope.current().person == account_id  # one's own row needs no other scope
    with nullcontext() if own else scope.system("person-facts"):
        account = Account.objects.select_related("person").filter(pk=account_id).first()
    if account is None:
        return {}
    person = getattr(account, "person", None)
    born: date | None = person.birth_date if person else None
    facts = {
        "subject": str(account.subject),
        "name": account.name_th,
        "name_en": account.name_en,
        "phone": account.phone,
        "email": account.email,
        "birth_date": born.isoformat() if born else "",
        "age": _age(born) if born else None,
        "address": person.address if person else {},
        "ial": account.ial,
        "language": account.language,
    }
    return {name: value for name, value in facts.items() if value not in ("", None, {})}


def works_in(account_id: int, unit_id: int) -> bool:
    """Whether the account is an officer of the unit now."""
    with scope.system("colleagues"):
        return Membership.objects.filter(account_id=account_id, unit_id=unit_id, ends_at=None).exists()


def people_in(*, role: str, unit: int | None = None, agency: int | None = None) -> list[int]:
    """Account ids of those who hold `role` in the unit, or anywhere in the agency."""
    where: dict[str, Any] = {"unit_id": unit} if unit else {"unit__agency_id": agency}
    with scope.system("colleagues"):
        found = Membership.objects.filter(ends_at=None, roles__contains=[role], **where)
        return list(found.order_by("account_id").values_list("account_id", flat=True).distinct())


def colleagues(unit_id: int) -> list[tuple[int, str]]:
    """Account id and name of everyone who works in the unit, by name."""
    with scope.system("colleagues"):
        found = Membership.objects.filter(unit_id=unit_id, ends_at=None).select_related("account")
        return sorted(((m.account_id, m.account.name_th) for m in found), key=lambda pair: pair[1])


def officer_names(account_ids: set[int]) -> dict[int, str]:
    """Names of officers by account id, for timelines; whoever never was an officer is left out."""
    if not account_ids:
        return {}
    with scope.system("colleagues"):
        found = Account.objects.filter(pk__in=account_ids, memberships__isnull=False).distinct()
        return {account.pk: account.name_th for account in found}


def notice_address(account_id: int) -> tuple[notices.Address, str]:
    """Where letters to the account go, and in which language."""
    with scope.system("notices"):
        account = Account.objects.get(pk=account_id)
    to = notices.Address(person=account.pk, phone=account.phone, email=account.email)
    return to, account.language


def in_language(th: str, en: str) -> str:
    """The one of two texts that is in the language of the request."""
    return en if get_language() == "en" else th


def _age(born: date) -> int:
    today = timezone.localdate()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
