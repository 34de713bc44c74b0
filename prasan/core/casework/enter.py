"""What taking a step changes in a case's row."""

from __future__ import annotations

from datetime import datetime

from prasan.core.directory import service as directory
from prasan.foundation import worktime

from .format.definition import Definition, Outcome, StateKind, Transition
from .models import Case


def enter(case: Case, definition: Definition, row: Transition, actor: int | None, now: datetime) -> None:
    """Put the case into the state that `row` leads to; clocks are brought in step by `clocks.follow_move`."""
    assert definition.workflow is not None  # noqa: S101
    entered = definition.workflow.states[row.to]
    case.state, case.kind = row.to, entered.kind.value
    case.outcome = entered.outcome.value if entered.outcome else ""
    case.closed_at = now if entered.kind == StateKind.CLOSED else None
    if row.do == "claim":
        case.assignee_id = actor
    if row.do == "refuse" and definition.appeal:
        span = definition.appeal.within
        case.appeal_until = worktime.due(now, span.amount, span.unit.value, directory.calendar())
    elif case.outcome != Outcome.REFUSED:
        case.appeal_until = None
