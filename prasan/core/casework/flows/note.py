"""Write a note for colleagues; the citizen never sees it."""

from __future__ import annotations

from collections.abc import Sequence

from prasan.core.casework.models import CaseEvent

from .again import once
from .base import lock_for, record, written


def note(number: str, text: str, *, files: Sequence[str] = (), shown: int | None = None) -> CaseEvent:
    """Add the note. Raises NotAllowed for anyone but the units that have or read the case.

    shown: the revision of the page it was written on; the same words sent from there again are SaidAlready.
    """
    held, body = lock_for("note", number), written(text)
    once(held, "note", body, shown)
    return record(held, "note", body=body, files=files, internal=True)
