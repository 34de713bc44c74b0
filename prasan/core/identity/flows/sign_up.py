"""A citizen makes an account."""

from __future__ import annotations

from typing import Any

from ..models import Account
from .remember_person import remember_person


def sign_up(answers: dict[str, Any], language: str) -> Account:
    """Make the account from checked answers (`sign_up_questions`). Runs under `scope.system`."""
    names = ("prefix_th", "given_th", "family_th", "phone", "email")
    account = Account.objects.create_user(
        answers["username"],
        answers["password"],
        language=language,
        **{name: answers.get(name) or "" for name in names},
    )
    if answers.get("citizen_id"):
        remember_person(account, citizen_id=answers["citizen_id"])
    return account
