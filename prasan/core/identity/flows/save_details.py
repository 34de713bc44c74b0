"""A person corrects what is known about them."""

from __future__ import annotations

import datetime
from typing import Any

from ..models import Account
from .remember_person import remember_person

_TEXTS = ("prefix_th", "given_th", "family_th", "given_en", "family_en", "phone", "email", "language")


def save_details(account: Account, answers: dict[str, Any], *, asked: set[str]) -> None:
    """Keep checked answers to `asked` (`details_questions`); what was asked and left empty becomes empty.

    Names and date of birth of a verified person come from their card and are not asked.
    """
    texts = [name for name in _TEXTS if name in asked]
    for name in texts:
        setattr(account, name, answers.get(name) or "")
    account.large_text = bool(answers.get("large_text"))
    account.save(update_fields=[*texts, "large_text"])
    born = answers.get("birth_date")
    remember_person(
        account,
        birth_date=datetime.date.fromisoformat(born) if born else None,
        address=answers.get("address") or {},
    )


def is_verified(account: Account) -> bool:
    """Whether somebody compared the person with their card."""
    return account.ial >= "2"
