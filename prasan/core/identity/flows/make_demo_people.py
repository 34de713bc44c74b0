"""The invented people of the demonstration: citizens, and officers of every role."""

from __future__ import annotations

import csv
import datetime
import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from prasan.core.directory import service as directory
from prasan.foundation.ids import citizen_check_digit

from ..models import Account, Contact, ContactChannel, Membership
from .memberships import join_unit
from .remember_person import verify_person

FILE = Path(__file__).parents[1] / "data" / "demo_people.csv"
IAL = "2.3"


def make_demo_people() -> list[Account]:
    """Make those that are missing, in the order of the file; safe to repeat. Runs under `scope.system`.

    Their citizen ids have a right check digit and a district code (0000) that nobody has; the line in the
    file gives the number, so new people go to its end. They have no
    password: the chooser of demo people signs them in, and exists only in a demonstration.
    """
    rows = demo_people()
    made = {a.username: a for a in Account.objects.filter(username__in=[r["username"] for r in rows])}
    people = []
    for number, row in enumerate(rows, 1):
        account = made.get(row["username"]) or _make(row, number)
        if not account.is_demo:
            continue  # somebody else's name, not ours to touch
        _seat(account, row)
        people.append(account)
    return people


def demo_people() -> list[dict[str, str]]:
    """The rows of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def demo_citizen_id(number: int) -> str:
    """A citizen id nobody has: valid check digit, district 0000."""
    digits = f"10000{number:07d}"
    return digits + citizen_check_digit(digits)


def _make(row: dict[str, str], number: int) -> Account:
    names = ("username", "prefix_th", "given_th", "family_th", "given_en", "family_en")
    account = Account(
        **{name: row[name] for name in names},
        phone=f"+6680000{number:04d}",
        email=f"{row['username']}@example.com",
        is_demo=True,
        large_text=row["username"] == "boonmee",
    )
    account.set_unusable_password()
    account.save()
    verify_person(account, demo_citizen_id(number), ial=IAL)
    line = (
        "U" + hashlib.sha256(f"demonstration {account.username}".encode()).hexdigest()[:32]
    )  # as LINE's ids are
    for channel, address in (
        (ContactChannel.EMAIL, account.email),
        (ContactChannel.SMS, account.phone),
        (ContactChannel.LINE, line),
    ):
        Contact.objects.create(account=account, channel=channel, address=address, proven_at=timezone.now())
    person = account.person
    person.birth_date = datetime.date.fromisoformat(row["birth_date"])
    person.address = _address(row["place"], number) if row["place"] else {}
    person.save()
    return account


def _address(code: str, number: int) -> dict[str, str]:
    place = directory.place(code)
    return {"no": f"{number}/99", "moo": str(number), "place": code, "postcode": place.postcodes[0]}


def _seat(account: Account, row: dict[str, str]) -> None:
    there = set(Membership.objects.filter(account=account).values_list("unit_id", flat=True))
    for unit, roles in _seats(row["seats"]):
        if unit.pk not in there:
            join_unit(account, unit, roles, title_th=row["title_th"], title_en=row["title_en"])


def _seats(text: str) -> Iterable[tuple[directory.Unit, list[str]]]:
    for seat in text.split():
        address, _colon, roles = seat.partition(":")
        yield directory.unit(address), roles.split("|")
