"""Take a case from the queue (รับเรื่องไว้ดำเนินการ)."""

from __future__ import annotations

from prasan.core.casework import rules
from prasan.core.casework.models import CaseEvent
from prasan.foundation import scope

from .assign import assign
from .base import lock
from .move import take


def claim(number: str, *, revision: int | None = None) -> CaseEvent:
    """Claim the case: by its workflow's own step where the state has one, else by assigning it to oneself."""
    held = lock(number, revision)
    workflow = held.definition.workflow
    assert workflow is not None  # noqa: S101
    rows = rules.transitions_for(workflow, held.case.state, held.roles)
    if any(row.do == "claim" for row in rows):
        return take(held, "claim")
    return assign(number, scope.current().person, revision=revision)
