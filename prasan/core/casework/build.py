"""A new case as rows, worked out without writing anything: the same for one case and for a million."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.core.search import service as search
from prasan.foundation import expressions, ids, money
from prasan.foundation.errors import Invalid, NotFound

from . import clocks, search_words
from .channels import Channel
from .definitions import definition_of, questions_of
from .format.definition import Definition, Question
from .identifying import identifying
from .kept_facts import kept
from .models import Case, CaseAnswers, CaseApplicant, CaseEvent, Clock
from .names import names_for


@dataclass(frozen=True)
class Opening:
    """What is needed to open a case.

    answers: checked answers by question. facts: what is known of the applicant (`person` in expressions).
    applicant: account id and subject of the person it is for; None for someone without an account.
    opened_by: account that filed it; None for the program.
    confidential: whether the matter is, whatever the answers say. received_by: the unit (id) that may know who
    the applicant is then; None for the unit that gets the case. identifying: answers that are kept with who
    the applicant is, beside those that the form fills in.
    """

    version_id: int
    service_id: int
    answers: dict[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)
    applicant: int | None = None
    subject: UUID | None = None
    channel: Channel = Channel.WEB
    draft: UUID | None = None
    parent: int | None = None
    payment: str = ""
    opened_by: int | None = None
    confidential: bool = False
    received_by: int | None = None
    identifying: frozenset[str] = frozenset()


@dataclass
class NewCase:
    """The rows of a case that has just opened."""

    case: Case
    said: CaseAnswers
    who: CaseApplicant
    event: CaseEvent
    clocks: list[Clock]
    words: list[str]


def build(
    opening: Opening, case_id: int, now: datetime, tokens: search_words.Tokens = search.case_tokens
) -> NewCase:
    """The rows of the case. Raises Invalid when the service cannot say which unit gets it."""
    definition = definition_of(opening.version_id)
    assert definition.workflow is not None  # noqa: S101
    local = timezone.localtime(now)
    apart = identifying(opening.version_id) | opening.identifying
    said = {key: value for key, value in opening.answers.items() if key not in apart}
    who = {key: value for key, value in opening.answers.items() if key in apart}
    confidential = opening.confidential or (
        definition.applicant.confidential and bool(opening.answers.get("confidential"))
    )
    shown = said if confidential else opening.answers
    case = Case(
        id=case_id,
        number=ids.case_number(local.year + 543, local.month, case_id % ids.RUNNING),
        service_id=opening.service_id,
        version_id=opening.version_id,
        applicant_id=opening.applicant,
        subject=opening.subject,
        opened_by_id=opening.opened_by,
        parent_id=opening.parent,
        place_id=_place_of(opening.version_id, shown),
        channel=opening.channel,
        state=definition.workflow.start,
        kind=definition.workflow.states[definition.workflow.start].kind.value,
        title=_title_of(opening.version_id, shown),
        confidential=confidential,
        payment=opening.payment,
        draft=opening.draft,
        opened_at=now,
        updated_at=now,
    )
    names = names_for(opening.version_id, form=opening.answers, person=opening.facts, at=now, case=case)
    unit = unit_for(definition, names)
    case.unit, case.agency = unit, unit.agency
    started = clocks.new_clocks(definition, case.state, names, now, opening=True)
    for clock in started:
        clock.case_id = case_id
    case.due_at = clocks.nearest(started)
    received_by = opening.received_by or unit.pk
    return NewCase(
        case,
        CaseAnswers(case_id=case_id, answers=said),
        CaseApplicant(
            case_id=case_id,
            received_by_id=received_by,
            facts=kept(opening.version_id, opening.facts),
            answers=who,
        ),
        CaseEvent(
            case_id=case_id,
            seq=1,
            kind="opened",
            at=now,
            actor_id=opening.opened_by,
            data=_opened_facts(case),
        ),
        started,
        search_words.of_case(case, search_words.searchable(case, said, who), tokens=tokens),
    )


def row_facts(case: Case) -> dict[str, Any]:
    """What an event that changes the state says of the row, so that events alone can rebuild it."""
    return {
        "to": case.state,
        "kind": case.kind,
        "outcome": case.outcome,
        "assignee": case.assignee_id,
        "due_at": case.due_at.isoformat() if case.due_at else None,
    }


def _opened_facts(case: Case) -> dict[str, Any]:
    return {
        **row_facts(case),
        "unit": case.unit_id,
        "agency": case.agency_id,
        "version": case.version_id,
        "channel": str(case.channel),
    }


def _title_of(version_id: int, answers: dict[str, Any]) -> str:
    """The form's own title and the answers that name the case, or the service's title."""
    definition = definition_of(version_id)
    own = definition.form.title if definition.form else None
    named = [
        _named(question, answers[name])
        for name, question in questions_of(version_id).items()
        if question.title_of_case and answers.get(name)
    ]
    return (" · ".join([own.th, *named] if own else named) or definition.title.th)[:200]


def _named(question: Question, value: Any) -> str:
    if question.format == "satang":
        return money.baht(int(value))
    if question.format == "agency":
        return directory.agency(str(value)).name_th
    return str(next((c.label.th for c in question.one_of if c.const == value), value))


def _place_of(version_id: int, answers: dict[str, Any]) -> str | None:
    """The code of the place where the case belongs, when its form asks for one."""
    for name, question in questions_of(version_id).items():
        if question.place_of_case and answers.get(name):
            value = answers[name]
            return str(value.get("place") if isinstance(value, dict) else value) or None
    return None


def unit_for(definition: Definition, names: dict[str, Any]) -> directory.Unit:
    """The unit whose queue gets a new case. Raises Invalid when no route holds."""
    for route in definition.route:
        if route.when is None or expressions.holds(route.when, names):
            code = expressions.evaluate(route.unit[1:], names) if route.unit.startswith("=") else route.unit
            try:
                return directory.unit(str(code))
            except NotFound:
                continue  # an agency named in an answer may have no such unit
    if definition.route:
        raise Invalid(_("No office takes this matter yet. Call 1111 for help."))
    return directory.unit(f"{definition.agency}/intake")
