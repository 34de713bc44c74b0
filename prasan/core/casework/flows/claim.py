"""Take a case from the queue (รับเรื่องไว้ดำเนินการ)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from prasan.core.casework import rules
from prasan.core.casework.models import CaseEvent
from prasan.foundation import scope
from prasan.foundation.errors import Conflict

from .assign import assign
from .base import lock
from .move import take


def claim(number: str, *, revision: int | None = None) -> CaseEvent:
    """Claim the case: by its workflow's own step where the state has one, else by assigning it to oneself.

    Who names the revision has seen who has the case, and may take it over from a colleague; otherwise a case
    that somebody else has raises Conflict.
    """
    held = lock(number, revision)
    if revision is None and held.case.assignee_id not in (None, scope.current().person):
        raise Conflict(_("Somebody has taken this case already."))
    workflow = held.definition.workflow
    assert workflow is not None  # noqa: S101
    rows = rules.transitions_for(workflow, held.case.state, held.roles)
    if any(row.do == "claim" for row in rows):
        return take(held, "claim")
    return assign(number, scope.current().person, revision=revision)
