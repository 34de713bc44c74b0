"""One case with everything in it, read in one query."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.errors import NotFound

from . import rules
from .definitions import definition_of, questions_of
from .format.definition import Definition, Transition
from .identifying import identifying
from .models import Case, CaseAnswers, CaseApplicant, CaseEvent, CaseMessage, Clock, Part, Rating, Service
from .queries import listed, read_number, record_looks

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Happening:
    """An event with the words that came with it."""

    event: CaseEvent
    message: CaseMessage | None


@dataclass
class CaseView:
    """One case with everything that the person who looks may see and do."""

    case: Case
    definition: Definition
    roles: frozenset[str]
    answers: dict[str, Any]
    person: dict[str, Any]
    hidden_person: bool  # the applicant asked for confidentiality and this unit may not know them
    happenings: list[Happening]
    clocks: list[Clock]
    parts: list[Part]
    children: list[Case]
    rating: Rating | None
    told_by: dict[int, dict[str, Any]] = field(default_factory=dict)  # what children (id) tell their parent
    steps: list[Transition] = field(default_factory=list)
    acts: frozenset[str] = frozenset()


def case_view(number: str, *, look: bool = True) -> CaseView:
    """Everything of the case `number`, in one query, and up to two more where it has children. Raises NotFound.

    look: whether it is shown to the person, which the ledger then hears of.
    """
    who = scope.current()
    rest = _read(read_number(number), rules.desk_units(who))
    if rest is None:
        raise NotFound(_("There is no such case, or you may not see it."))
    case = _case(rest)
    definition = definition_of(case.version_id)
    assert definition.workflow is not None  # noqa: S101
    roles = rules.roles_on(who, case, reads=rest["reads"])
    identity = next(iter(_made(CaseApplicant, rest["who"])), None)
    children = list(listed(Case.objects.filter(parent=case)).order_by("id")) if rest["children"] else []
    messages = {message.seq: message for message in _made(CaseMessage, rest["messages"])}
    told_by = _told_by(children)
    if look:
        record_looks([case], data=("answers", "person") if identity else ("answers",))
        record_looks((child for child in children if told_by.get(child.pk)), data=("answers",))
    return CaseView(
        case=case,
        definition=definition,
        roles=roles,
        answers={**(rest["said"] or {}), **(identity.answers if identity else {})},
        person=identity.facts if identity else {},
        hidden_person=identity is None and case.confidential,  # there is none of who was erased
        happenings=[
            Happening(event, messages.get(event.seq)) for event in _of_units(_made(CaseEvent, rest["events"]))
        ],
        clocks=_made(Clock, rest["clocks"]),
        parts=_of_units(_made(Part, rest["parts"])),
        children=children,
        told_by=told_by,
        rating=next(iter(_made(Rating, rest["rating"])), None),
        steps=rules.transitions_for(definition.workflow, case.state, roles),
        acts=frozenset(act for act in rules.ACTS if rules.may_act(act, roles, case.kind)),
    )


def _told_by(children: list[Case]) -> dict[int, dict[str, Any]]:
    """Of each child the answers that its service tells the parent; answers about who somebody is never are."""
    telling = {
        child.pk: {name for name, q in questions_of(child.version_id).items() if q.tell_parent}
        - identifying(child.version_id)
        for child in children
    }
    wanted = [key for key, names in telling.items() if names]
    if not wanted:
        return {}
    return {
        said.case_id: {name: value for name, value in said.answers.items() if name in telling[said.case_id]}
        for said in CaseAnswers.objects.filter(case_id__in=wanted)
    }


def _read(number: str, units: tuple[int, ...]) -> dict[str, Any] | None:
    """The case and the rows that belong to it, as far as row-level security lets the scope see them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_whole(%s, %s::bigint[])", [number, list(units)])
        found = cursor.fetchone()[0]
    return json.loads(found) if found else None


def _case(rest: dict[str, Any]) -> Case:
    """The case with what every page shows of it."""
    case = _of_units(_made(Case, [rest["case"]]))[0]
    case.service = _made(Service, [rest["service"]])[0]
    case.parent = _made(Case, [rest["parent"]])[0] if rest["parent"] else None
    case.place = directory.place(case.place_id) if case.place_id else None
    return case


def _made(model: type[Row], rows: list[dict[str, Any]]) -> list[Row]:
    fields = {column.attname: column.to_python for column in model._meta.concrete_fields}
    return [
        model.from_db(connection.alias, list(fields), [read(row[name]) for name, read in fields.items()])
        for row in rows
    ]


_OfUnit = TypeVar("_OfUnit", Case, CaseEvent, Part)


def _of_units(rows: list[_OfUnit]) -> list[_OfUnit]:
    """With their units, which every process knows by heart."""
    for row in rows:
        if row.unit_id is not None:
            row.unit = directory.unit_by_id(row.unit_id)
    return rows
