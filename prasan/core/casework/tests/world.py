"""A small world for tests: people, seats, and the shipped complaint service published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prasan.core.casework import service as casework
from prasan.core.casework.models import ServiceVersion
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.foundation import scope

MISSIONS = Path(__file__).parents[3] / "missions"
COMPLAINT = MISSIONS / "hotline/services/complaint.yaml"

ANSWERS = {
    "kind": "road",
    "subject": "ไฟทางดับหน้าหมู่บ้าน",
    "detail": "ไฟทางดับมาสามสัปดาห์ เดินกลางคืนอันตราย",
    "happened_on": "2026-11-01",
    "place": "570701",
    "name": "สมใจ ใจดี",
    "phone": "0812345678",
}

# What handing over to 1441 asks of the officer.
TO_1441: dict[str, Any] = {
    "text": "เป็นการหลอกลวงออนไลน์",
    "fields": {"money_sent": "yes"},
}


def publish(path: Path = COMPLAINT) -> ServiceVersion:
    """Publish a shipped file as the program."""
    with scope.system("test"):
        return casework.publish_service(path.read_bytes())


def citizen(username: str = "somjai") -> identity.Account:
    """A citizen with an account."""
    with scope.system("test"):
        return identity.Account.objects.create_user(
            username, given_th="สมใจ", family_th="ใจดี", phone="+66812345678", email="somjai@example.org"
        )


def officer(unit: str, *roles: str, username: str = "") -> identity.Account:
    """An officer with `roles` (default: officer) in `unit`."""
    with scope.system("test"):
        account = identity.Account.objects.create_user(
            username or f"{'-'.join(roles)}@{unit}", given_th="เจ้าหน้าที่", family_th=unit, is_officer=True
        )
        identity.Membership.objects.create(
            account=account, unit=directory.unit(unit), roles=list(roles or ("officer",))
        )
    return account


@contextmanager
def acting(account: identity.Account) -> Iterator[scope.Scope]:
    """Act as the account, with the scope its memberships give."""
    with scope.system("test"):
        memberships = list(
            identity.Membership.objects.filter(account=account, ends_at=None).select_related("unit")
        )
        who = identity.scope_of_memberships(account, memberships)
    with scope.activate(who):
        yield who


def complaint(person: identity.Account, **changes: object) -> str:
    """File a complaint as the person; returns the case number."""
    with acting(person):
        draft = casework.start_draft("complaint")
        answers = {**ANSWERS, **changes}
        for page in ("matter", "where", "evidence", "you"):
            assert casework.save_page(draft.pk, page, {**draft.answers, **answers}) == {}
        return casework.submit(draft.pk).number
