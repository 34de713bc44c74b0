"""Ask another unit for a part of the work (ประสานดำเนินการร่วม), and answer such a request."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from prasan.core.casework import rules, search_words
from prasan.core.casework.format.definition import Span
from prasan.core.casework.models import Case, CaseEvent, CaseReader, Part
from prasan.core.directory import service as directory
from prasan.foundation import scope, worktime
from prasan.foundation.errors import Conflict, Invalid, NotFound

from .again import asked_once
from .base import lock_for, record, written
from .files import share_files
from .held import Held
from .tell import case_values, tell_account


def ask_unit(
    number: str, unit_code: str, question: str, *, within: Span | None = None, shown: int | None = None
) -> Part:
    """Ask the unit; it may read the whole case until it answers, and from then on all but later notes of others.

    shown: the revision of the page it was asked on; asked the same from there again, it is SaidAlready.
    """
    held = lock_for("ask_unit", number)
    asked_once(held, directory.unit(unit_code).pk, written(question, name="question"), shown)
    return ask_part(held, unit_code, question, within)


def ask_part(held: Held, unit_code: str, question: str, within: Span | None) -> Part:
    """Like `ask_unit`, on a case that is locked already (an effect asks as the program)."""
    case = held.case
    unit = directory.unit(unit_code)
    if unit.pk == case.unit_id or unit.closed:
        message = _("Choose another unit that takes cases.")
        raise Invalid(message, fields={"unit": message})
    body = written(question, name="question")
    due = worktime.due(held.now, within.amount, within.unit.value, directory.calendar()) if within else None
    with scope.system("ask-unit"):
        CaseReader.objects.update_or_create(case=case, unit=unit, defaults={"until": None})
        part = Part.objects.create(
            case=case, unit=unit, asked_by_id=held.actor.person, question=body, asked_at=held.now, due_at=due
        )
        share_files(case, [unit.pk])
        search_words.refresh(case)
        record(held, "ask_unit", {"part": part.pk, "asked_unit": unit.pk})
    return part


def answer_part(part_id: int, answer: str) -> CaseEvent:
    """Answer a part that one of the person's units was asked for. Raises Conflict when it is answered."""
    part = Part.objects.select_related("case").filter(pk=part_id).first()
    if part is None or part.unit_id not in rules.desk_units(scope.current()):
        raise NotFound(_("There is no such request, or it was not made to your unit."))
    held = lock_for("answer_part", part.case.number)
    part = Part.objects.select_for_update().get(pk=part_id)
    if part.answered_at:
        raise Conflict(_("This request has been answered already."))
    part.answer, part.answered_at, part.answered_by_id = (
        written(answer, name="answer"),
        held.now,
        held.actor.person,
    )
    part.save()
    event = record(held, "answer_part", {"part": part.pk, "asked_unit": part.unit_id})
    with scope.system("ask-unit"):
        reads_no_further(held.case, part.unit_id, event.seq)
    if held.case.assignee_id:
        tell_account(
            held.case.assignee_id,
            "case_part_answered",
            case_values(held.case, held.definition),
            f"{held.case.number}:{event.seq}",
        )
    return event


def reads_no_further(case: Case, unit: int, seq: int) -> None:
    """Notes after event `seq` are not for a unit that is done with the case. Runs under `scope.system`."""
    if not Part.objects.filter(case=case, unit_id=unit, answered_at=None).exists():
        CaseReader.objects.filter(case=case, unit_id=unit).update(until=seq)
