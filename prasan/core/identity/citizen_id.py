"""The citizen id at rest: sealed to be read, a keyed hash to be found."""

from __future__ import annotations

import base64
import uuid

from django.utils.crypto import salted_hmac

from prasan.foundation import seal


def sealed(digits: str, subject: uuid.UUID) -> str:
    """The 13 digits as stored; they open only for the same person."""
    return base64.b64encode(seal.seal(digits.encode(), context=_context(subject))).decode()


def opened(stored: str, subject: uuid.UUID) -> str:
    """The 13 digits, or "" where none are stored. Raises seal.Broken."""
    if not stored:
        return ""
    return seal.unseal(base64.b64decode(stored), context=_context(subject)).decode()


def keyed_hash(digits: str) -> str:
    """What a verified id is found by. Keyed, because 13 digits could be tried out one by one."""
    return salted_hmac("prasan.identity.citizen_id", digits, algorithm="sha256").hexdigest()


def _context(subject: uuid.UUID) -> str:
    return f"citizen-id:{subject}"
