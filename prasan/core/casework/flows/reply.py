"""Write to the other side: the officer to the citizen, or the citizen to the officer."""

from __future__ import annotations

from collections.abc import Sequence

from prasan.core.casework.models import CaseEvent

from .again import once
from .base import lock_for, record, written
from .tell import tell_reply


def reply(number: str, text: str, *, files: Sequence[str] = (), shown: int | None = None) -> CaseEvent:
    """Send the message; the state and the clocks stay as they are.

    shown: the revision of the page it was written on; the same words sent from there again are SaidAlready.
    """
    held, body = lock_for("reply", number), written(text)
    once(held, "reply", body, shown)
    event = record(held, "reply", body=body, files=files)
    tell_reply(held, event)
    return event
