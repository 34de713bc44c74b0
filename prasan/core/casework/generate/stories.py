"""What happens to an invented case: opened, claimed, perhaps asked about, decided, rated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
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
from prasan.core.casework.format.definition import Definition, StateKind, TimeUnit, Transition
from prasan.core.casework.models import CaseEvent, CaseMessage, Rating
from prasan.core.casework.names import names_for
from prasan.core.search import service as search
from prasan.foundation.errors import Invalid

from .answers import invent, samples

USUAL = timedelta(days=3)  # within which a service without a clock is done
LATE = 0.05  # how many of those that would lie beyond their deadline are left so
SPANS = {
    TimeUnit.MINUTES: "minutes",
    TimeUnit.HOURS: "hours",
    TimeUnit.DAYS: "days",
    TimeUnit.WORKING_DAYS: "days",
}
ENDS = ("approve", "settle", "refuse")


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
    """One step: the verb, who takes it (None: the citizen), when, and what they write."""

    verb: str
    at: datetime
    officer: int | None
    text: str = ""
    stars: int = 0


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
        at = now - timedelta(days=days * rng.random() ** 1.3, minutes=rng.randrange(1440))
        version, service = rng.choices(versions, weights)[0]
        try:
            story = make_story(version, service, rng.choice(people), staff, rng, at, now)
        except Invalid:
            continue  # nobody takes what was invented
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
    """One story that begins at `at` and has not gone past `now`."""
    opening = Opening(
        version_id=version,
        service_id=service,
        answers=invent(version, person.facts, rng, timezone.localdate(at)),
        facts=person.facts,
        applicant=person.account,
        subject=person.subject,
        opened_by=person.account,
        channel=rng.choices([Channel.WEB, Channel.COUNTER, Channel.PHONE], [8, 1, 1])[0],
    )
    story = Story(opening, at)
    names = names_for(version, form=opening.answers, person=person.facts, at=at)
    definition = definition_of(version)
    officers, time = staff.get(unit_for(definition, names).pk, []), _time_of(definition)
    closed = False
    if officers and (rng.random() < 0.97 or now - at > time):
        acts = list(_acts(version, rng.choice(officers), rng, at, time))
        story.acts = [act for act in acts if act.at < now]
        closed = bool(story.acts) and _closes(definition, story.acts)
    if not closed and now - at > time and rng.random() > LATE:
        raise Invalid("left lying for too long")
    return story


def _time_of(definition: Definition) -> timedelta:
    """How long a case of the service may take: the shortest clock that starts with it."""
    first = [deadline.within for deadline in definition.deadlines if not deadline.starts]
    return min((timedelta(**{SPANS[span.unit]: span.amount}) for span in first), default=USUAL)


def _closes(definition: Definition, acts: Sequence[Act]) -> bool:
    """Whether the acts lead to a closed state."""
    workflow = definition.workflow
    assert workflow is not None  # noqa: S101
    state = workflow.start
    for act in acts:
        state = next((r.to for r in workflow.transitions if r.do == act.verb and state in r.from_), state)
    return workflow.states[state].kind == StateKind.CLOSED


def _acts(version: int, officer: int, rng: Random, at: datetime, time: timedelta) -> Iterator[Act]:
    workflow = definition_of(version).workflow
    assert workflow is not None  # noqa: S101
    state, texts = workflow.start, samples()
    claimed = asked = False
    for _ in range(6):
        rows = {
            row.do: row
            for row in workflow.transitions
            if state in row.from_ and not row.when and (not row.fields or row.do in ENDS)
        }
        at += time / 8 * rng.lognormvariate(0, 0.7)
        row = _choose(rows, rng, claimed=claimed, asked=asked)
        if row is None:
            return
        claimed, asked = claimed or row.do == "claim", asked or row.do in ("ask", "incomplete")
        citizen = row.do in ("answer", "withdraw")
        yield Act(row.do, at, None if citizen else officer, rng.choice(texts.get(row.do, texts["any"])))
        state = row.to
        if workflow.states[state].kind == StateKind.CLOSED:
            if rng.random() < 0.6:
                stars = rng.choices([1, 2, 3, 4, 5], [4, 5, 14, 35, 42])[0]
                yield Act("rate", at + timedelta(hours=rng.lognormvariate(2, 1)), None, stars=stars)
            return


def _choose(rows: dict[str, Transition], rng: Random, *, claimed: bool, asked: bool) -> Transition | None:
    if "claim" in rows and not claimed:
        return rows["claim"]
    if "answer" in rows:
        return rows["answer"]
    if not asked and "ask" in rows and rng.random() < 0.15:
        return rows["ask"]
    ends = [verb for verb in ENDS if verb in rows]
    if ends:
        return rows[rng.choices(ends, [1 if verb == "refuse" else 9 for verb in ends])[0]]
    others = [row for verb, row in rows.items() if "officer" in row.by and verb not in ("lapse", "reopen")]
    return rng.choice(others) if others else None


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
