"""Write a note for colleagues; the citizen never sees it."""

from __future__ import annotations

from collections.abc import Sequence

from prasan.core.casework.models import CaseEvent

from .base import lock_for, record, written


def note(number: str, text: str, *, files: Sequence[str] = ()) -> CaseEvent:
    """Add the note. Raises NotAllowed for anyone but the units that have or read the case."""
    return record(lock_for("note", number), "note", body=written(text), files=files, internal=True)
