"""What a leaf says, and how it commits to rows that can be erased: SHA-256(salt || canonical JSON)."""

from __future__ import annotations

import base64
import hashlib
import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from prasan.foundation.canonical import canonical_json

VERSION = 1
SALT_BYTES = 16
Purpose = str | Mapping[str, str]


def new_salt() -> bytes:
    """A salt of 128 random bits."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, value: Mapping[str, Any]) -> str:
    """The commitment to `value`, in base64."""
    return base64.b64encode(hashlib.sha256(salt + canonical_json(value)).digest()).decode()


def instant(at: datetime) -> str:
    """RFC 3339 in UTC with microseconds, as leaves and records write time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def record_value(
    *, at: datetime, kind: str, actor: str, role: str, agency: str, unit: str, action: str,
    case_number: str, data: Sequence[str], purpose: Purpose, basis: str,
) -> dict[str, Any]:  # fmt: skip
    """The readable record as the leaf commits to it."""
    return {
        "at": instant(at), "kind": kind, "actor": actor, "role": role, "agency": agency, "unit": unit,
        "action": action, "case": case_number, "data": list(data), "purpose": _plain(purpose), "basis": basis,
    }  # fmt: skip


def subject_value(
    *, subject: uuid.UUID, case_number: str, data: Sequence[str], purpose: Purpose, basis: str
) -> dict[str, Any]:
    """One person's row as the leaf commits to it."""
    return {
        "subject": str(subject), "case": case_number, "data": list(data), "purpose": _plain(purpose),
        "basis": basis,
    }  # fmt: skip


def leaf_body(*, at: datetime, kind: str, agency: str, record: str, subjects: Sequence[str]) -> str:
    """The leaf: canonical JSON without personal data. `record`, `subjects`: commitments."""
    leaf = {
        "v": VERSION, "at": instant(at), "kind": kind, "agency": agency, "record": record,
        "subjects": sorted(subjects),
    }  # fmt: skip
    return canonical_json(leaf).decode()


def _plain(purpose: Purpose) -> str | dict[str, str]:
    return dict(purpose) if isinstance(purpose, Mapping) else purpose
