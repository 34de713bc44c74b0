"""Hand a case over to another unit or agency, with everything in it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from prasan.core.casework import search_words
from prasan.core.casework.models import CaseEvent, CaseReader
from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.errors import Invalid

from .ask_unit import reads_no_further
from .base import lock_for, record, written
from .files import share_files


def hand_over(number: str, unit_code: str, reason: str, *, revision: int | None = None) -> CaseEvent:
    """Move the case to the queue of `unit_code` ("agency/unit"); nothing is typed again, no clock restarts.

    The unit that gives it away keeps the right to read it, but for notes made from then on.
    Raises Invalid for an unknown, closed or the same unit.
    """
    held = lock_for("hand_over", number, revision)
    case, from_unit, from_agency = held.case, held.case.unit_id, held.case.agency.code
    body = written(reason, name="reason")
    target = directory.unit(unit_code)
    if target.pk == from_unit or target.closed:
        message = _("Choose another unit that takes cases.")
        raise Invalid(message, fields={"unit": message})
    with scope.system("hand-over"):
        CaseReader.objects.get_or_create(case=case, unit_id=from_unit)
        CaseReader.objects.filter(case=case, unit=target).delete()
        case.unit, case.agency, case.assignee_id = target, target.agency, None
        event = record(
            held,
            "hand_over",
            {"from_unit": from_unit, "unit": target.pk, "agency": target.agency_id, "assignee": None},
            body=body,
            also=[from_agency] if from_agency != target.agency.code else [],
        )
        reads_no_further(case, from_unit, event.seq)
        share_files(case, [target.pk])
        search_words.refresh(case)
    return event
