"""Tell the right people when a deadline nears or has passed, step by step."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from prasan.core.casework import clocks, rules
from prasan.core.casework.definitions import definition_of
from prasan.core.casework.format.definition import Escalation
from prasan.core.casework.models import Clock
from prasan.core.identity import service as identity
from prasan.foundation import scope

from .base import lock, record
from .held import Held
from .tell import case_values, tell_account, tell_applicant
from .tell_delay import told_since

BATCH = 200
LATER = timedelta(minutes=10)  # before what failed is tried again
log = logging.getLogger(__name__)


def escalate_due(now: datetime | None = None) -> int:
    """Take every escalation step that is due; returns how many. Run by every worker all 20 seconds.

    Each step is one transaction of its own, so a crash between two loses and doubles nothing.
    """
    now = now or timezone.now()
    with scope.system("deadlines"):
        due = list(
            Clock.objects.filter(met_at=None, paused=False, next_at__lte=now)
            .order_by("next_at")
            .values_list("pk", "case__number")[:BATCH]
        )
    return sum(_try(pk, number, now) for pk, number in due)


def _try(clock_id: int, number: str, now: datetime) -> int:
    """One step that fails must not keep the others waiting; it is tried again, behind them, a while later."""
    try:
        return _step(clock_id, number, now)
    except Exception:
        log.exception("a deadline could not be escalated")
    with scope.system("deadlines"):
        Clock.objects.filter(pk=clock_id, met_at=None, next_at__lte=now).update(next_at=now + LATER)
    return 0


def _step(clock_id: int, number: str, now: datetime) -> int:
    with scope.system("deadlines"):
        held = lock(number)
        clock = Clock.objects.select_for_update().get(pk=clock_id)
        if clock.met_at or clock.paused or clock.next_at is None or clock.next_at > now:
            return 0
        deadline = next(d for d in definition_of(held.case.version_id).deadlines if d.id == clock.deadline)
        upcoming = clocks.step_at(clock, deadline, clock.step)
        clock.step += 1
        clocks.set_next(clock, deadline)
        clock.save()
        if upcoming is None:
            return 0
        if not _in_vain(clock, *upcoming, now):
            _tell(held, clock, upcoming[1], deadline.copies)
        return 1


def _in_vain(clock: Clock, at: datetime, escalation: Escalation, now: datetime) -> bool:
    """Whether it has nothing new to say: that a deadline nears which has passed, or that work takes longer
    when an officer has just told the citizen so, with the reason."""
    span = escalation.after
    if escalation.before:
        return clock.due_at <= now
    return escalation.to == "citizen" and span is not None and told_since(clock, at, span)


def _tell(held: Held, clock: Clock, escalation: Escalation, copies: Sequence[str]) -> None:
    case = held.case
    late = escalation.before is None
    event = record(
        held,
        "overdue" if late else "due_soon",
        {"deadline": clock.deadline, "to": escalation.to, "step": clock.step},
        also=copies if escalation.to == "citizen" else (),
    )
    values = {**case_values(case, held.definition), "due_at": clock.due_at.isoformat()}
    template, key = ("case_overdue" if late else "case_due_soon"), f"{case.number}:{event.seq}"
    if escalation.to == "citizen":
        tell_applicant(case, "case_delayed" if late else "case_remind", values, key)
        return
    for account_id in _people(held, escalation.to):
        tell_account(account_id, template, values, key)


def _people(held: Held, to: str) -> list[int]:
    case = held.case
    if to == "assignee" and case.assignee_id:
        return [case.assignee_id]
    if to == "supervisor":
        return identity.people_in(unit=case.unit_id, role=rules.SUPERVISOR) or identity.people_in(
            agency=case.agency_id, role=rules.SUPERVISOR
        )
    if to == "agency_head":
        return identity.people_in(agency=case.agency_id, role=rules.SUPERVISOR)
    return identity.people_in(unit=case.unit_id, role=rules.OFFICER)
