"""Keep facts of the person behind an account."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Conflict, Invalid
from prasan.foundation.ids import bare_id, citizen_id_valid

from ..citizen_id import keyed_hash, sealed
from ..models import Account, Person

VERIFIED = "2.1"  # from this level on somebody compared the person with their card


def remember_person(
    account: Account,
    *,
    citizen_id: str | None = None,
    birth_date: datetime.date | None = None,
    address: dict[str, Any] | None = None,
) -> Person:
    """Keep what is given, leave the rest as it is.

    A citizen id is found by others (`find_person`) only once it is verified: anybody can type any number.
    Raises Invalid for a number with a wrong check digit.
    """
    person = Person.objects.filter(account=account).first() or Person(account=account)
    if citizen_id is not None:
        person.citizen_id_sealed = sealed(_checked(citizen_id), account.subject) if citizen_id else ""
    if birth_date is not None:
        person.birth_date = birth_date
    if address is not None:
        person.address = address
    person.save()
    return person


def verify_person(account: Account, citizen_id: str, *, ial: str = VERIFIED) -> None:
    """Record that somebody compared the person with their ID card (or a register answered for them).

    From then on the account is found by the number, and services of that level are open to it. Runs under
    `scope.system`. Raises Invalid for a wrong number, Conflict when another account holds it.
    """
    digits = _checked(citizen_id)
    mark = keyed_hash(digits)
    taken = Conflict(_("Another account is verified with this citizen ID."), code="citizen-id-taken")
    if Person.objects.filter(citizen_id_hash=mark).exclude(account=account).exists():
        raise taken
    person = remember_person(account, citizen_id=digits)
    person.citizen_id_hash = mark
    try:
        with transaction.atomic():
            person.save(update_fields=["citizen_id_hash"])
    except IntegrityError:  # somebody else was verified with it at the same moment
        raise taken from None
    account.ial = max(account.ial, ial, key=_level)
    account.save(update_fields=["ial"])


def _checked(citizen_id: str) -> str:
    if not citizen_id_valid(citizen_id):
        raise Invalid(fields={"citizen_id": _("This is not a valid citizen ID. Check the 13 digits.")})
    return bare_id(citizen_id)


def _level(ial: str) -> tuple[int, ...]:
    return tuple(int(part) for part in ial.split("."))
