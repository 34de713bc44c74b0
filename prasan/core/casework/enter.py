"""What taking a step changes in a case's row."""

from __future__ import annotations

from datetime import datetime

from prasan.core.directory import service as directory
from prasan.foundation import worktime

from .format.definition import Definition, StateKind, Transition
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
    if definition.appeal and row.do != "uphold" and _may_be_appealed(definition, row.to):
        span = definition.appeal.within
        case.appeal_until = worktime.due(now, span.amount, span.unit.value, directory.calendar())
    else:  # also after an appeal was dismissed: the office has had its second look
        case.appeal_until = None


def _may_be_appealed(definition: Definition, state: str) -> bool:
    """Whether the service lets people appeal from this state."""
    assert definition.workflow is not None  # noqa: S101
    return any(row.do == "appeal" and state in row.from_ for row in definition.workflow.transitions)
