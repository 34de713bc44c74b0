"""Write to the other side: the officer to the citizen, or the citizen to the officer."""

from __future__ import annotations

from collections.abc import Sequence

from prasan.core.casework.models import CaseEvent

from .base import lock_for, record, written
from .tell import tell_reply


def reply(number: str, text: str, *, files: Sequence[str] = ()) -> CaseEvent:
    """Send the message; the state and the clocks stay as they are."""
    held = lock_for("reply", number)
    event = record(held, "reply", body=written(text), files=files)
    tell_reply(held, event)
    return event
