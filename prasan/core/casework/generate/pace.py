"""How fast the people of an invented case act: within its clocks mostly, in office hours where nobody hurries."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random

from prasan.core.casework.clocks import is_met
from prasan.core.casework.definitions import definition_of
from prasan.core.casework.format.definition import StateKind, TimeUnit, Transition
from prasan.core.casework.remember import remembered
from prasan.foundation.dates import BANGKOK

USUAL = timedelta(days=3)  # within which a state without a clock is left
ANSWERED = timedelta(days=4)  # within which people answer, mostly
SPANS = {
    TimeUnit.MINUTES: "minutes",
    TimeUnit.HOURS: "hours",
    TimeUnit.DAYS: "days",
    TimeUnit.WORKING_DAYS: "days",
}
DAY = timedelta(days=1)
OPENS, SHUTS = timedelta(hours=8, minutes=30), timedelta(hours=16, minutes=30)


def opened_at(now: datetime, days: float, rng: Random) -> datetime:
    """A moment about `days` before `now`; few people write at night."""
    day = (now - days * DAY).astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
    at = day + timedelta(minutes=rng.triangular(5 * 60, 24 * 60, 11 * 60))
    return at if at < now else at - DAY


def acted_at(version: int, state: str, row: Transition, at: datetime, rng: Random) -> datetime:
    """When the step `row` out of `state` is taken, the one before it having been taken at `at`."""
    workflow = definition_of(version).workflow
    assert workflow is not None  # noqa: S101
    if workflow.states[state].kind == StateKind.WAITING or row.do == "withdraw":
        return at + ANSWERED * 0.3 * rng.lognormvariate(0, 0.8)
    time = _time_in(version, state)
    share = 0.26 if workflow.states[row.to].kind == StateKind.CLOSED and time >= DAY else 0.15
    then = at + time * share * _season(version, at) * rng.lognormvariate(0, 0.5)
    return _in_office(then, rng) if time >= DAY else then


def state_after(version: int, verbs: Iterable[str]) -> str:
    """The state that the steps lead to from the start."""
    workflow = definition_of(version).workflow
    assert workflow is not None  # noqa: S101
    state = workflow.start
    for verb in verbs:
        state = next((r.to for r in workflow.transitions if r.do == verb and state in r.from_), state)
    return state


def overdue(version: int, state: str, age: timedelta) -> bool:
    """Whether a case of that age is beyond a clock that began with it and still runs in `state`."""
    definition = definition_of(version)
    assert definition.workflow is not None  # noqa: S101
    kind = definition.workflow.states[state].kind
    first = [d for d in definition.deadlines if not d.starts and not is_met(d, state, kind)]
    return kind == StateKind.OPEN and any(age > _length(d.within.amount, d.within.unit) for d in first)


def _length(amount: int, unit: TimeUnit) -> timedelta:
    return timedelta(**{SPANS[unit]: amount})


@remembered
def _time_in(version: int, state: str) -> timedelta:
    """The shortest clock that runs in the state."""
    definition = definition_of(version)
    assert definition.workflow is not None  # noqa: S101
    kind = definition.workflow.states[state].kind
    running = [
        deadline.within
        for deadline in definition.deadlines
        if (not deadline.starts or state in deadline.starts) and not is_met(deadline, state, kind)
    ]
    return min((_length(span.amount, span.unit) for span in running), default=USUAL)


def _season(version: int, at: datetime) -> float:
    """Some services are quicker than others, and each has its busy months."""
    usual, phase = _manner(definition_of(version).service)
    return usual * (1 + 0.25 * math.sin(2 * math.pi * at.timetuple().tm_yday / 365 + phase))


@lru_cache
def _manner(service: str) -> tuple[float, float]:
    rng = Random(service)  # noqa: S311 - invention, not security
    return rng.uniform(0.6, 1.2), rng.uniform(0, 2 * math.pi)


def _in_office(at: datetime, rng: Random) -> datetime:
    """`at`, or the next hours in which offices are open."""
    local = at.astimezone(BANGKOK)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    if local.weekday() < 5 and OPENS <= local - midnight <= SHUTS:
        return at
    if local - midnight > SHUTS or local.weekday() >= 5:
        midnight += DAY
    while midnight.weekday() >= 5:
        midnight += DAY
    return midnight + OPENS + timedelta(minutes=min(450.0, rng.expovariate(1 / 90)))
