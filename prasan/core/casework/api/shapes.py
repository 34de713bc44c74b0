"""The shapes of cases in the API, and how a case is put into them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from prasan.core.casework import queries, rules
from prasan.core.casework.definitions import definition_of, state_of
from prasan.core.casework.format.definition import Definition, Transition
from prasan.core.casework.format.verbs import button, needs_words, say
from prasan.core.casework.kept_facts import told_answers, told_person
from prasan.core.casework.models import Case, Part
from prasan.core.casework.possible import steps_now
from prasan.core.casework.timeline import timeline
from prasan.core.casework.whole import CaseView
from prasan.foundation import scope
from prasan.foundation.api import Listed


class Trial(Schema):
    """Answers to be checked."""

    answers: dict[str, Any] = Field(description="By question, as the service's schema says.")
    citizen_id: str = Field(
        "", max_length=20, description="Of the person; with an account here the case is theirs to follow."
    )


class Application(Trial):
    """An application for a person."""

    consent: bool = Field(description="The person agreed that this system applies for them.")


class Checked(Schema):
    """The answers are right."""

    fee: int = Field(description="In satang; 0 for none.")


class Applied(Schema):
    """The number of the new case; or, where a fee is due first, the payment to follow."""

    case: str | None
    payment: uuid.UUID | None


class StateOut(Schema):
    """How a case stands."""

    number: str
    service: str
    state: str = Field(description="As people read it, in the language asked for.")
    kind: str = Field(description="open, waiting or closed")
    outcome: str
    next: str = Field(description="What comes next.")
    due_at: datetime | None


class CaseRow(Schema):
    """A case as lists show it."""

    number: str
    service: str
    title: str
    state: str = Field(description="Name of the state in the service's workflow.")
    state_label: str
    kind: str = Field(description="open, waiting or closed")
    outcome: str
    unit: str = Field(description='"agency/unit"')
    place: str | None
    due_at: datetime | None
    due: str = Field(description="none, running, soon or overdue")
    opened_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    revision: int


class Cases(Listed):
    """A page of cases."""

    items: list[CaseRow]


class EventOut(Schema):
    """Something that happened."""

    kind: str
    title: str
    who: str
    at: datetime
    text: str
    files: list[str]
    internal: bool


class StepOut(Schema):
    """A step that can be taken now."""

    verb: str
    label: str
    to: str
    reason: bool = Field(description="Whether words have to go with it.")
    fields: list[str] = Field(description="Answers that go with it.")


class PartOut(Schema):
    """A part of the work asked of another unit."""

    id: int
    unit: str
    question: str
    answer: str
    asked_at: datetime
    due_at: datetime | None
    answered_at: datetime | None


class PartAsked(PartOut):
    """A part that the client's unit was asked for."""

    case: str


class Parts(Listed):
    """A page of parts."""

    items: list[PartAsked]


class RatingOut(Schema):
    """What the applicant thought of it."""

    stars: int = Field(description="1 to 5")
    comment: str


class CaseOut(CaseRow):
    """Everything of a case that one may see."""

    channel: str
    parent: str | None
    children: list[str]
    answers: dict[str, Any]
    person: dict[str, Any] = Field(
        description="Name, telephone, e-mail and what the form fills in; the ID number masked. Empty to the"
        " client that filed the case for somebody with an account."
    )
    hidden_person: bool = Field(description="The person asked not to be known to this unit.")
    events: list[EventOut]
    parts: list[PartOut]
    rating: RatingOut | None
    steps: list[StepOut]
    acts: list[str] = Field(description="What else may be done: reply, note, hand_over, ask_unit ...")


class Figures(Schema):
    """Open cases of the client's units, by view."""

    mine: int
    queue: int
    unclaimed: int
    overdue: int
    soon: int
    waiting: int
    parts: int


def row(case: Case) -> dict[str, Any]:
    """A case of a list."""
    names = ("number", "title", "state", "kind", "outcome", "due_at", "opened_at", "updated_at", "closed_at",
             "revision")  # fmt: skip
    return {
        **{name: getattr(case, name) for name in names},
        "service": definition_of(case.version_id).service,
        "state_label": say(state_of(case.version_id, case.state).label),
        "unit": case.unit.address,
        "place": case.place_id,
        "due": queries.due_word(case),
    }


def whole(seen: CaseView) -> dict[str, Any]:
    """A case with everything in it."""
    case = seen.case
    works = rules.works_on(seen.roles)  # else it is whose matter it is, or who opened it for them
    viewer = scope.current().person
    lines = timeline(seen, for_citizen=not works)
    return {
        **row(case),
        "channel": str(case.channel),
        "parent": case.parent.number if case.parent else None,
        "children": [child.number for child in seen.children],
        "answers": told_answers(seen, viewer),
        "person": told_person(seen, viewer),
        "hidden_person": seen.hidden_person,
        "events": [
            {"kind": line.kind, "title": str(line.title), "who": str(line.who), "at": line.at,
             "text": line.body, "files": line.files, "internal": line.internal}
            for line in lines
        ],
        "parts": [part(each) for each in seen.parts] if works else [],
        "rating": {"stars": seen.rating.stars, "comment": seen.rating.comment} if seen.rating else None,
        "steps": [_step(each) for each in steps_now(seen)],
        "acts": sorted(seen.acts),
    }  # fmt: skip


def part(of: Part) -> dict[str, Any]:
    """A part of the work."""
    names = ("id", "question", "answer", "asked_at", "due_at", "answered_at")
    return {**{name: getattr(of, name) for name in names}, "unit": of.unit.address}


def part_asked(of: Part) -> dict[str, Any]:
    """A part of the work, for the unit that was asked."""
    return {**part(of), "case": of.case.number}


def state(case: Case, definition: Definition) -> dict[str, Any]:
    """How a case stands, without anything about the person."""
    now = state_of(case.version_id, case.state)
    return {
        "number": case.number,
        "service": say(definition.title),
        "state": say(now.label),
        "kind": case.kind,
        "outcome": case.outcome,
        "next": say(now.public),
        "due_at": case.due_at,
    }


def _step(of: Transition) -> dict[str, Any]:
    return {
        "verb": of.do,
        "label": str(button(of)),
        "to": of.to,
        "reason": needs_words(of),
        "fields": list(of.fields),
    }
