"""Write one leaf with its record and subject rows, in the caller's transaction, in one round trip."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from ..commitments import Purpose, commitment, leaf_body, new_salt, record_value, subject_value

MOST_SUBJECTS = 1000  # keeps the longest leaf within an entry bundle's 65,535 bytes


@dataclass(frozen=True)
class About:
    """One person whom an entry concerns: which data, in which case, for what purpose, on what basis."""

    subject: uuid.UUID
    data: Sequence[str] = ()
    case: str = ""
    purpose: Purpose = ""
    basis: str = ""


def record(
    kind: str,
    *,
    actor: str,
    agency: str,
    unit: str,
    action: str,
    subjects: Iterable[uuid.UUID] = (),
    role: str = "",
    case: str = "",
    data: Sequence[str] = (),
    purpose: Purpose = "",
    basis: str = "",
) -> int:
    """Record that something was done; returns the leaf's id.

    kind: "decision", "look", "submission", "payment", "admin"... action: a verb such as "approve".
    agency, unit: codes. subjects: opaque ids of the persons concerned, at most 1,000. purpose: a text, or
    one in each language {"th": ..., "en": ...}. basis: a lawful basis by its name in the service format.
    Raises ValueError for too many subjects.
    """
    about = [About(s, data, case, purpose, basis) for s in dict.fromkeys(subjects)]
    return write(
        kind, actor=actor, role=role, agency=agency, unit=unit, action=action, case=case, data=data,
        purpose=purpose, basis=basis, about=about,
    )  # fmt: skip


def write(
    kind: str, *, actor: str, role: str, agency: str, unit: str, action: str, case: str, data: Sequence[str],
    purpose: Purpose, basis: str, about: Sequence[About],
) -> int:  # fmt: skip
    """`record` where each person has their own case, data, purpose and basis."""
    if len(about) > MOST_SUBJECTS:
        raise ValueError(f"one entry concerns at most {MOST_SUBJECTS} persons")
    at = timezone.now()
    value = record_value(
        at=at, kind=kind, actor=actor, role=role, agency=agency, unit=unit, action=action, case_number=case,
        data=data, purpose=purpose, basis=basis,
    )  # fmt: skip
    salt = new_salt()
    rows, commitments = [], []
    for one in about:
        mine, my_salt = _value(one), new_salt()
        rows.append({**mine, "salt": my_salt.hex()})
        commitments.append(commitment(my_salt, mine))
    body = leaf_body(at=at, kind=kind, agency=agency, record=commitment(salt, value), subjects=commitments)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_append(%s, %s::jsonb, %s, %s::jsonb)",
            [body, json.dumps(value), salt, json.dumps(rows)],
        )
        return int(cursor.fetchone()[0])


def _value(one: About) -> dict[str, object]:
    return subject_value(
        subject=one.subject, case_number=one.case, data=one.data, purpose=one.purpose, basis=one.basis
    )
