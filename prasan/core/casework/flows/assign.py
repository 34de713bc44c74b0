"""Give a case to an officer of the unit that has it, or take it oneself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from prasan.core.casework.models import CaseEvent
from prasan.core.identity import service as identity
from prasan.foundation.errors import Invalid

from .base import lock_for, record
from .tell import case_values, tell_account


def assign(number: str, assignee: int | None, *, revision: int | None = None) -> CaseEvent:
    """Assign the case to the account `assignee`, an officer of its unit; None gives it back to the queue."""
    held = lock_for("assign", number, revision)
    if assignee is not None and not identity.works_in(assignee, held.case.unit_id):
        message = _("Choose someone who works in the unit that has the case.")
        raise Invalid(message, fields={"assignee": message})
    held.case.assignee_id = assignee
    event = record(held, "assign", {"assignee": assignee})
    if assignee is not None and assignee != held.actor.person:
        tell_account(
            assignee, "case_assigned", case_values(held.case, held.definition), f"{number}:{event.seq}"
        )
    return event
