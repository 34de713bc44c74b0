"""Tell the citizen, with the reason, that a case takes longer than announced (Licensing Facilitation Act 2558 s. 10)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from prasan.core.casework import clocks
from prasan.core.casework.format.definition import Span
from prasan.core.casework.models import CaseEvent, Clock
from prasan.core.directory import service as directory
from prasan.foundation import worktime
from prasan.foundation.errors import Conflict

from .base import lock_for, record, written
from .held import Held
from .tell import case_values, tell_applicant

KIND = "tell_delay"


def tell_delay(
    number: str, reason: str, *, within: Span | None = None, revision: int | None = None
) -> CaseEvent:
    """Send the notice, which takes the place of the next one that goes out by itself. No clock changes.

    within: how much longer it will take, counted from now. Raises Conflict when no deadline runs.
    """
    held = lock_for("tell_delay", number, revision)
    running, body = held.case.due_at, written(reason)
    if running is None:
        raise Conflict(_("No deadline runs in this case now."))
    data = {"due_at": running.isoformat()}
    if within:
        data["until_at"] = _until(held.now, within).isoformat()
    event = record(held, KIND, data, body=body, also=_copies(held))
    values = {**case_values(held.case, held.definition), "message": {"th": body, "en": body}, **data}
    template = "case_delay_until" if within else "case_delay_told"
    tell_applicant(held.case, template, values, f"{number}:{event.seq}")
    return event


def told_since(clock: Clock, at: datetime, span: Span) -> bool:
    """Whether an officer has told of the delay within the span before `at`."""
    told = CaseEvent.objects.filter(case_id=clock.case_id, kind=KIND, at__gt=clocks.before(at, span))
    return told.exists()


def _copies(held: Held) -> list[str]:
    """Codes of the agencies that get a copy of the notice, as the deadlines that run say."""
    running = set(Clock.objects.filter(case=held.case, met_at=None).values_list("deadline", flat=True))
    given = [
        code for deadline in held.definition.deadlines if deadline.id in running for code in deadline.copies
    ]
    return list(dict.fromkeys(given))


def _until(now: datetime, within: Span) -> datetime:
    return worktime.due(now, within.amount, within.unit.value, directory.calendar())
