"""The first administrator of an installation, or one more when the others cannot sign in any more."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.core.ledger import service as ledger
from prasan.foundation.errors import Conflict, Invalid

from ..models import Account, Role
from .memberships import join_unit


def make_administrator(username: str, password: str, agency: str) -> Account:
    """Make an account that administers from the head unit of `agency`. Runs under `scope.system`.

    Raises NotFound (no such agency), Invalid (the password is too weak), Conflict (the name is taken).
    """
    unit = directory.head_unit(directory.agency(agency))
    if Account.objects.filter(username=username.lower()).exists():
        raise Conflict(_("This name is taken."), code="name-taken")
    account = Account(username=username.lower(), given_th=username)
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), fields={"password": " ".join(error.messages)}) from error
    account.set_password(password)
    account.save()
    join_unit(account, unit, [Role.ADMINISTRATOR])
    ledger.record(
        "admin", actor="prasan administrator", agency=agency, unit="", action="make-administrator",
        subjects=[account.subject],
    )  # fmt: skip
    return account
