"""The stores of the rooms below, which cannot know this one."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.core.events import service as events
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.core.notices import service as notices

from .stores import register_store


def register_below() -> None:
    """The rooms below; what is named first is erased last."""
    register_store(
        "events", lambda s: events.answers_to(str(s)), lambda s: events.erase_answers(str(s)),
        title=_("Answers kept for a day"),
    )  # fmt: skip
    register_store("ledger", _ledger, ledger.erase, title=_("Who looked, and decisions"))
    register_store("identity", _identity, identity.erase_person, title=_("Account and identity"))
    register_store("notices", _letters, _erase_letters, title=_("Letters to you"))


def _ledger(subject: uuid.UUID) -> list[dict[str, Any]]:
    lines, cursor = [], ""
    while True:
        page = ledger.entries_of(subject, cursor, limit=200)
        lines += [
            {
                "leaf": line.leaf, "at": line.at.isoformat(), "kind": line.kind, "agency": line.agency,
                "unit": line.unit, "role": line.role, "action": line.action, "case": line.case,
                "data": list(line.data), "purpose": line.purpose, "basis": line.basis,
            }
            for line in page
        ]  # fmt: skip
        cursor = page.next_cursor
        if not cursor:
            return lines


def _identity(subject: uuid.UUID) -> dict[str, Any]:
    account = identity.account_of(subject)
    if account is None:
        return {}
    return {**identity.person_facts(account.pk), "contacts": identity.contacts_of(account.pk)}


def _letters(subject: uuid.UUID) -> list[dict[str, Any]]:
    account = identity.account_of(subject)
    return notices.letters_of(account.pk) if account else []


def _erase_letters(subject: uuid.UUID) -> int:
    account = identity.account_of(subject)
    return notices.erase_letters(account.pk) if account else 0
