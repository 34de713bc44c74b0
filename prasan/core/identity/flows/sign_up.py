"""A citizen makes an account."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid

from ..models import Account
from .remember_person import remember_person


def sign_up(answers: dict[str, Any], language: str) -> Account:
    """Make the account from checked answers (`sign_up_questions`). Runs under `scope.system`.

    Raises Invalid (field "username") when somebody took the name after the answers were checked.
    """
    names = ("prefix_th", "given_th", "family_th", "phone", "email")
    try:
        with transaction.atomic():
            account = Account.objects.create_user(
                answers["username"],
                answers["password"],
                language=language,
                **{name: answers.get(name) or "" for name in names},
            )
    except IntegrityError as error:
        raise Invalid(fields={"username": _("This user name is taken. Choose another.")}) from error
    if answers.get("citizen_id"):
        remember_person(account, citizen_id=answers["citizen_id"])
    return account
