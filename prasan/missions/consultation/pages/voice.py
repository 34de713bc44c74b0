"""Who answers without signing in: a random cookie, of which only a keyed hash is kept."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "consultation"
_KEPT = timedelta(days=366)  # as long as a consultation lasts at most
_GOOD = re.compile(r"[0-9a-f]{64}")


def key_of(request: HttpRequest) -> str:
    """The key of the browser's voice, or ""."""
    token = request.COOKIES.get(COOKIE, "")
    return key_of_token(token) if _GOOD.fullmatch(token) else ""


def new_token() -> str:
    """A voice for a browser that has none."""
    return secrets.token_hex(32)


def key_of_token(token: str) -> str:
    """What is kept of a token."""
    return salted_hmac("prasan.consultation.voice", token, algorithm="sha256").hexdigest()


def keep(response: HttpResponse, token: str) -> None:
    """Let the browser hold its voice."""
    response.set_cookie(
        COOKIE, token, max_age=_KEPT, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )  # fmt: skip
