"""Reads of identity that other rooms ask for. They run as the program: accounts are nobody else's to read."""

from __future__ import annotations

import uuid
from contextlib import nullcontext
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from prasan.core.notices import service as notices
from prasan.foundation import scope, thai
from prasan.foundation.ids import bare_id, citizen_id_valid

from .citizen_id import keyed_hash, opened
from .models import IN_USE, Account, Contact, ContactChannel, Membership, Person, Role


def person_facts(account_id: int) -> dict[str, Any]:
    """What is known of a person: `person` in service files, and what their forms are filled in with.

    subject, name, name_en, prefix, given, family, phone (E.164), email, citizen_id (13 digits), birth_date
    (ISO 8601), age (full years), address (parts by name), ial, language. Unknown facts are absent.
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
        "prefix": account.prefix_th,
        "given": account.given_th,
        "family": account.family_th,
        "phone": account.phone,
        "email": account.email,
        "citizen_id": opened(person.citizen_id_sealed, account.subject) if person else "",
        "birth_date": born.isoformat() if born else "",
        "age": _age(born) if born else None,
        "address": person.address if person else {},
        "ial": account.ial,
        "language": account.language,
    }
    return {name: value for name, value in facts.items() if value not in ("", None, {})}


def works_in(account_id: int, unit_id: int) -> bool:
    """Whether the account is an officer or supervisor of the unit now."""
    with scope.system("colleagues"):
        return _officers(unit_id).filter(account_id=account_id).exists()


def officers_of(*units: int) -> list[tuple[int, str]]:
    """Account id and name of everyone for whom `works_in` says yes in one of the units, by name; for officers,
    who may read who works where."""
    found = {m.account_id: str(m.account) for m in _officers(*units).select_related("account")}
    return sorted(found.items(), key=lambda pair: (thai.sort_key(pair[1]), pair[0]))


def _officers(*units: int) -> QuerySet[Membership]:
    """The seats in these units in which one works on cases."""
    seats = Membership.objects.filter(unit_id__in=units, ends_at=None)
    return seats.filter(roles__overlap=[Role.OFFICER, Role.SUPERVISOR])


def people_in(*, role: str, unit: int | None = None, agency: int | None = None) -> list[int]:
    """Account ids of those who hold `role` in the unit, or anywhere in the agency."""
    where: dict[str, Any] = {"unit_id": unit} if unit else {"unit__agency_id": agency}
    with scope.system("colleagues"):
        found = Membership.objects.filter(ends_at=None, roles__contains=[role], **where)
        return list(found.order_by("account_id").values_list("account_id", flat=True).distinct())


def officer_names(account_ids: set[int]) -> dict[int, str]:
    """Names of officers by account id, in the reader's language, for timelines; whoever never was an officer
    is left out."""
    if not account_ids:
        return {}
    with scope.system("colleagues"):
        found = Account.objects.filter(pk__in=account_ids, memberships__isnull=False).distinct()
        return {account.pk: account.name for account in found}


def notice_address(account_id: int) -> tuple[notices.Address, str]:
    """Where letters to the account go (the portal, and what is proven and wanted), and in which language."""
    wanted = Contact.objects.filter(IN_USE, account=OuterRef("pk"), wanted=True)
    there = ArraySubquery(wanted.values(pair=JSONObject(channel="channel", address="address")))
    own = scope.current().person == account_id  # one's own rows need no other scope
    with nullcontext() if own else scope.system("notices"):
        found = Account.objects.annotate(there=there).values_list("language", "there")
        language, pairs = found.get(pk=account_id)
    by_channel = {pair["channel"]: pair["address"] for pair in pairs}
    to = notices.Address(
        person=account_id,
        phone=by_channel.get(ContactChannel.SMS, ""),
        email=by_channel.get(ContactChannel.EMAIL, ""),
        line=by_channel.get(ContactChannel.LINE, ""),
    )
    return to, language


def contacts_of(account_id: int) -> list[dict[str, Any]]:
    """The addresses that an account has proven, as plain data."""
    with scope.system("notices"):
        found = Contact.objects.filter(account=account_id).order_by("channel")
        return [
            {
                "channel": c.channel,
                "address": c.address,
                "proven_at": c.proven_at.isoformat(),
                "wanted": c.wanted,
            }
            for c in found
        ]


def officers_by_unit() -> dict[int, list[int]]:
    """Account ids of the officers of every unit, by unit id."""
    with scope.system("colleagues"):
        found = Membership.objects.filter(ends_at=None, roles__contains=["officer"]).order_by("account_id")
        by_unit: dict[int, list[int]] = {}
        for unit, account in found.values_list("unit_id", "account_id"):
            by_unit.setdefault(unit, []).append(account)
        return by_unit


def anybody_administers() -> bool:
    """Whether the installation has an administrator."""
    with scope.system("installation"):
        return Membership.objects.filter(ends_at=None, roles__contains=["administrator"]).exists()


def _age(born: date) -> int:
    today = timezone.localdate()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def find_person(citizen_id: str) -> Account | None:
    """The account verified with this citizen id, for the counter; None for none, or a wrong number."""
    if not citizen_id_valid(citizen_id):
        return None
    with scope.system("counter"):
        found = Person.objects.filter(citizen_id_hash=keyed_hash(bare_id(citizen_id)))
        person = found.select_related("account").first()
    return person.account if person else None


def account_of(subject: uuid.UUID | str) -> Account | None:
    """The account that the ledger and other rooms know by this id."""
    with scope.system("identity"):
        return Account.objects.filter(subject=subject).first()


def memberships_of(account: Account) -> list[Membership]:
    """Active memberships of an account with unit and agency."""
    active = Membership.objects.filter(account=account, ends_at=None)
    return list(active.select_related("unit__agency").order_by("id"))
