"""Take a step of the workflow: the one way a case's state changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.core.casework import clocks, effects, rules
from prasan.core.casework.build import row_facts
from prasan.core.casework.enter import enter
from prasan.core.casework.format.definition import Span, Transition
from prasan.core.casework.format.verbs import needs_words
from prasan.core.casework.models import Case, CaseEvent, Clock
from prasan.foundation import expressions, scope
from prasan.foundation.errors import Conflict, NotAllowed

from .answers import add_answers, step_answers
from .base import lock, record, written
from .held import Held
from .missing import list_paper
from .tell import tell_citizen


def move(
    number: str,
    verb: str,
    *,
    revision: int | None = None,
    text: str = "",
    files: Sequence[str] = (),
    fields: dict[str, Any] | None = None,
    within: Span | None = None,
) -> CaseEvent:
    """Take the step `verb` on the case.

    text: the question, answer or reason; files: ids of documents that go with it; fields: answers that the
    step asks of its doer; within: how long the applicant has for what an `incomplete` lists. Raises NotFound,
    NotAllowed, Conflict (the state has no such step now) or Invalid.
    """
    return take(lock(number, revision), verb, text=text, files=files, fields=fields, within=within)


def take(
    held: Held,
    verb: str,
    *,
    text: str = "",
    files: Sequence[str] = (),
    fields: dict[str, Any] | None = None,
    within: Span | None = None,
) -> CaseEvent:
    """Like `move`, on a case that is locked already."""
    case = held.case
    row = find_row(held, verb)
    body = written(text, required=needs_words(row))
    if why := _not_now(held, verb):
        raise Conflict(why)
    if verb == "incomplete":
        case.missing_listed = True
    before = case.state
    answers = step_answers(held, row, fields or {})
    with held.writing():
        if answers:
            add_answers(held, row, answers)
        enter(case, held.definition, row, held.actor.person, held.now)
        clocks.follow_move(case, held.definition, verb, held.names, held.now)
    data = {"from": before, **row_facts(case)}
    if verb == "incomplete":
        paper = list_paper(held, body, within)
        files, data = [*files, paper.file], data | paper.data
    event = record(held, verb, data, body=body, files=files)
    tell_citizen(held, row, event)
    effects.run(row.effects, case, held.names)
    if case.parent_id:
        _tell_parent(held, event)
    return event


def find_row(held: Held, verb: str) -> Transition:
    """The row of the table for `verb` in the case's state that the actor may take and whose guard holds."""
    workflow = held.definition.workflow
    assert workflow is not None  # noqa: S101
    state = held.case.state
    if not any(row.do == verb and state in row.from_ for row in workflow.transitions):
        raise Conflict(_("This step is not possible in the state the case is in now."))
    if rules.decides_own_filing(verb, held.roles):
        raise NotAllowed(_("Who filed a case for somebody does not decide it. Ask a colleague to."))
    for row in rules.transitions_for(workflow, state, held.roles):
        if row.do == verb and (row.when is None or expressions.holds(row.when, held.names)):
            return row
    raise NotAllowed(_("You may not do this with this case."))


def _not_now(held: Held, verb: str) -> str:
    """Why it is not the time for the step; reads no more than its verb asks for."""
    case = held.case
    upheld = verb == "appeal" and CaseEvent.objects.filter(case=case, kind="uphold").exists()
    running = Clock.objects.filter(case=case) if verb == "lapse" else ()
    to_come = clocks.still_to_come(running, held.definition, case.state, held.now)
    return rules.not_now(verb, case, upheld=upheld, to_come=to_come, now=held.now)


def _tell_parent(held: Held, event: CaseEvent) -> None:
    """The case that this one grew out of records what became of it."""
    with scope.system("child-case"):
        number = Case.objects.values_list("number", flat=True).get(children=held.case.pk)
        record(
            lock(number),
            "child_moved",
            {"child": held.case.number, "to": held.case.state, "verb": event.kind},
        )
