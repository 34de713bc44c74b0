"""What happens to an invented case: opened, claimed, perhaps asked about, decided, rated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import takewhile
from random import Random
from typing import Any
from uuid import UUID

from django.utils import timezone

from prasan.core.casework import clocks
from prasan.core.casework.build import NewCase, Opening, build, row_facts, unit_for
from prasan.core.casework.channels import Channel
from prasan.core.casework.definitions import definition_of
from prasan.core.casework.enter import enter
from prasan.core.casework.flows.held import names_from
from prasan.core.casework.format.definition import StateKind, Transition
from prasan.core.casework.models import CaseEvent, CaseMessage, Rating
from prasan.core.casework.names import names_for
from prasan.core.casework.remember import remembered
from prasan.core.search import service as search
from prasan.foundation.errors import Invalid

from .answers import invent, invent_fields, samples, theme
from .pace import acted_at, opened_at, overdue, state_after

TOUCHED = 0.97  # how many cases an officer has begun with
LATE = 0.4  # how many of those that lie beyond their deadline are left so
FORGOTTEN = 2  # times its clock that nobody leaves a case lying
RATED = 0.6  # how many people say how content they are
ASKING = ("ask", "incomplete")
LIKELY = {
    "approve": 10.0,
    "settle": 10.0,
    "step": 8.0,
    "ask": 2.0,
    "refuse": 0.8,
    "give_up": 0.6,
    "refer": 0.5,
    "set_aside": 0.5,
    "hear_third_party": 0.5,
    "withdraw": 0.2,
}


@dataclass(frozen=True)
class Applicant:
    """Someone invented: account, subject and facts."""

    account: int
    subject: UUID
    facts: dict[str, Any]


@dataclass(frozen=True)
class Staff:
    """Who decides in a unit: an officer's account."""

    unit: int
    officer: int


@dataclass(frozen=True)
class Act:
    """One step: the verb, who takes it (None: the citizen), when, what they write and answer."""

    verb: str
    at: datetime
    officer: int | None
    text: str = ""
    stars: int = 0
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass
class Story:
    """A case from its opening through its acts."""

    opening: Opening
    at: datetime
    acts: list[Act] = field(default_factory=list)


@dataclass
class Played:
    """The rows of a case after its story."""

    new: NewCase
    events: list[CaseEvent]
    messages: list[CaseMessage]
    rating: Rating | None


def stories(
    count: int,
    versions: Sequence[tuple[int, int]],
    people: Sequence[Applicant],
    staff: dict[int, list[int]],
    *,
    seed: int,
    now: datetime,
    days: int = 365,
) -> Iterator[Story]:
    """`count` stories over the last `days`, more of them lately, the same for the same seed.

    versions: (version, service) of services with a workflow, the first ones more often. staff: officers by
    unit id; a case of a unit without any stays in its queue.
    """
    rng = Random(seed)  # noqa: S311 - invention, not security
    weights = [1 / (rank + 1) for rank in range(len(versions))]
    while count:
        at = opened_at(now, days * rng.random() ** 1.3, rng)
        version, service = rng.choices(versions, weights)[0]
        try:
            story = make_story(version, service, rng.choice(people), staff, rng, at, now)
        except Invalid:
            continue  # nobody takes what was invented, or it lay for too long
        count -= 1
        yield story


def make_story(
    version: int,
    service: int,
    person: Applicant,
    staff: dict[int, list[int]],
    rng: Random,
    at: datetime,
    now: datetime,
) -> Story:
    """One story that begins at `at` and has not gone past `now`. Raises Invalid for one that nobody believes."""
    about = theme(version, rng)
    opening = Opening(
        version_id=version,
        service_id=service,
        answers=invent(version, person.facts, about, rng, timezone.localdate(at)),
        facts=person.facts,
        applicant=person.account,
        subject=person.subject,
        opened_by=person.account,
        channel=rng.choices([Channel.WEB, Channel.COUNTER, Channel.PHONE], [8, 1, 1])[0],
    )
    story = Story(opening, at)
    names = names_for(version, form=opening.answers, person=person.facts, at=at)
    officers = staff.get(unit_for(definition_of(version), names).pk, [])
    if officers and rng.random() < TOUCHED:
        acts = _acts(version, rng.choice(officers), about, rng, at)
        story.acts = list(takewhile(lambda act: act.at < now, acts))
    state = state_after(version, [act.verb for act in story.acts])
    age = now - at
    if overdue(version, state, age / FORGOTTEN) or (overdue(version, state, age) and rng.random() > LATE):
        raise Invalid("left lying for too long")
    return story


def _acts(version: int, officer: int, about: dict[str, Any], rng: Random, at: datetime) -> Iterator[Act]:
    workflow = definition_of(version).workflow
    assert workflow is not None  # noqa: S101
    state, texts = workflow.start, samples() | about.get("texts", {})
    claimed = asked = False
    for _ in range(8):
        row = _choose(_rows(version)[state], rng, claimed=claimed, asked=asked)
        if row is None:
            return
        at = acted_at(version, state, row, at, rng)
        claimed, asked = claimed or row.do == "claim", asked or row.do in ASKING
        by = None if row.do in ("answer", "withdraw") else officer
        told = rng.choice(texts[row.do]) if row.do in texts else ""
        fields = invent_fields(version, row.fields, about, rng, timezone.localdate(at)) if row.fields else {}
        yield Act(row.do, at, by, told, fields=fields)
        state = row.to
        if workflow.states[state].kind == StateKind.CLOSED:
            if rng.random() < RATED:
                stars = rng.choices([1, 2, 3, 4, 5], [4, 5, 14, 35, 42])[0]
                yield Act("rate", at + timedelta(hours=rng.lognormvariate(2, 1)), None, stars=stars)
            return


@remembered
def _rows(version: int) -> dict[str, dict[str, Transition]]:
    """By state, the steps that can be told of: not those that open other cases or hang on a condition."""
    workflow = definition_of(version).workflow
    assert workflow is not None  # noqa: S101
    return {
        state: {
            row.do: row
            for row in workflow.transitions
            if state in row.from_
            and row.to != state
            and not row.when
            and not any(effect.effect == "open_case" for effect in row.effects)
        }
        for state in workflow.states
    }


def _choose(rows: dict[str, Transition], rng: Random, *, claimed: bool, asked: bool) -> Transition | None:
    if "claim" in rows and not claimed:
        return rows["claim"]
    if "answer" in rows:
        return rows["answer"]
    likely = {verb: _likely(row, asked=asked) for verb, row in rows.items()}
    possible = [verb for verb, weight in likely.items() if weight]
    return rows[rng.choices(possible, [likely[verb] for verb in possible])[0]] if possible else None


def _likely(row: Transition, *, asked: bool) -> float:
    """How likely a step is beside the others of its state."""
    if row.do in ASKING:
        return 0 if asked else LIKELY["ask"]
    if row.do in ("claim", "lapse", "reopen", "rematch", "appeal"):
        return 0
    usual = LIKELY["step"] if {"officer", "supervisor"} & set(row.by) else 0
    return LIKELY.get(row.do, usual)


@lru_cache(maxsize=20_000)
def _tokens(text: str) -> list[str]:
    return search.case_tokens(text)


def play(story: Story, case_id: int) -> Played:
    """Work the story out to rows, with the same functions that the flows use, writing nothing."""
    new = build(story.opening, case_id, story.at, _tokens)
    case, definition = new.case, definition_of(story.opening.version_id)
    assert definition.workflow is not None  # noqa: S101
    played = Played(new, [new.event], [], None)
    for act in story.acts:
        data: dict[str, Any] = {"stars": act.stars}
        if act.verb == "rate":
            played.rating = Rating(case_id=case_id, stars=act.stars, comment="", at=act.at)
        else:
            row = next(
                r for r in definition.workflow.transitions if r.do == act.verb and case.state in r.from_
            )
            before = case.state
            case.missing_listed = case.missing_listed or act.verb == "incomplete"
            new.said.answers = {**new.said.answers, **act.fields}
            enter(case, definition, row, act.officer, act.at)
            running = [clock for clock in new.clocks if clock.met_at is None]
            _changed, fresh = clocks.moved(
                case, running, definition, act.verb, names_from(case, new.said, new.who, act.at), act.at
            )
            new.clocks += fresh
            data = {"from": before, **row_facts(case)}
        case.revision += 1
        case.updated_at = act.at
        played.events.append(
            CaseEvent(
                case_id=case_id,
                seq=case.revision,
                kind=act.verb,
                at=act.at,
                actor_id=act.officer or case.applicant_id,
                unit_id=case.unit_id if act.officer else None,
                data=data,
            )
        )
        if act.text and act.verb != "claim":
            played.messages.append(CaseMessage(case_id=case_id, seq=case.revision, body=act.text, files=[]))
    return played
