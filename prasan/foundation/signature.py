"""Signed messages between two that share a key, in the form of Standard Webhooks (symmetric, version v1).

Headers: webhook-id, webhook-timestamp (seconds), webhook-signature ("v1," and the base64 of the
HMAC-SHA256 over "id.timestamp.body"; several parted by blanks while a key is being changed).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from .errors import NotAllowed

TOLERANCE = 300  # seconds a clock may be off; an older message is a replay
LONGEST_STAMP = 15  # digits; more is no time, and too much for a clock to be held against


def sign(key: bytes, message_id: str, body: bytes, at: int | None = None) -> dict[str, str]:
    """The headers that prove `body` comes from who holds `key`."""
    stamp = str(int(time.time()) if at is None else at)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": "v1," + _code(key, message_id, stamp, body),
    }


def verify(keys: Iterable[bytes], headers: Mapping[str, str], body: bytes) -> str:
    """The message's id. Raises NotAllowed when it was signed by nobody known, or too long ago."""
    message_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    given = [
        s.removeprefix("v1,") for s in headers.get("webhook-signature", "").split() if s.startswith("v1,")
    ]
    if not message_id or not (stamp.isascii() and stamp.isdigit() and len(stamp) <= LONGEST_STAMP):
        raise _refused()
    if abs(time.time() - int(stamp)) > TOLERANCE:
        raise NotAllowed(_("This message is too old."), code="stale-message")
    wanted = [_code(key, message_id, stamp, body) for key in keys]
    if not any(hmac.compare_digest(w.encode(), g.encode()) for w in wanted for g in given):
        raise _refused()
    return message_id


def _code(key: bytes, message_id: str, stamp: str, body: bytes) -> str:
    signed = f"{message_id}.{stamp}.".encode() + body
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def _refused() -> NotAllowed:
    return NotAllowed(_("The signature is wrong."), code="wrong-signature")
