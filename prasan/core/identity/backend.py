"""How a person is recognised: by name, telephone number or e-mail and a password, or by the session."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Case, Q, When
from django.http import HttpRequest
from django.utils import timezone

from prasan.foundation import scope
from prasan.foundation.ids import normal_phone
from prasan.foundation.thai import to_arabic

from .models import Account
from .passwords import LONGEST

# Accounts that share a telephone number or e-mail (a family), each tried with the password given. Which come
# first is not who came last: an account made with another's number takes nothing from them.
_MOST_CANDIDATES = 10


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """The only authentication backend; allauth and Django both ask it."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        """The active account that `username` (user name, telephone number or e-mail) and `password` open."""
        name, password = credentials.get("username"), credentials.get("password")
        if not name or not password or len(password) > LONGEST:
            return None
        with scope.system("sign-in"):
            found = Account.objects.filter(called(name), is_active=True).annotate(
                exact=Case(When(username=to_arabic(name).strip().lower(), then=0), default=1)
            )
            candidates = list(found.order_by("exact", "-ial", "id")[:_MOST_CANDIDATES])
        if not candidates:
            make_password(password)  # as long as a real check, so that time does not tell who exists
        return next((a for a in candidates if check_password(password, a.password)), None)

    def get_user(self, user_id: int) -> Account | None:
        """The active account of a session, with its seats, in one query (see `identity_signed_in`)."""
        found = Account.objects.raw(
            "SELECT (account).*, seats::text AS told FROM identity_signed_in(%s)", [user_id]
        )
        for account in found:
            account.seats = json.loads(getattr(account, "told"))  # noqa: B009
            return account if account.is_active else None
        return None


def called(name: str) -> Q:
    """Accounts with exactly this user name, telephone number or e-mail."""
    # Both are kept in small letters: under row-level security PostgreSQL uses no index on upper(name).
    name = to_arabic(name).strip().lower()
    called = Q(username=name)
    if "@" in name:
        called |= Q(email=name)
    with contextlib.suppress(ValueError):
        called |= Q(phone=normal_phone(name))
    return called


def remember_sign_in(user: Account, **_told: Any) -> None:
    """Keep when somebody was last signed in."""
    with scope.system("sign-in"):
        Account.objects.filter(pk=user.pk).update(last_login=timezone.now())
