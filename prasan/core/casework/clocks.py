"""Deadlines of a case: started, paused, met and escalated as its service file says.

A due time is always computed anew from the start, the span, the holidays and the pauses, so that it can be
explained from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from prasan.core.directory import service as directory
from prasan.foundation import expressions, worktime

from .format.definition import Deadline, Definition, Escalation, Span, StateKind, TimeUnit
from .format.verbs import verb_of
from .models import Case, Clock


def new_clocks(
    definition: Definition, state: str, names: dict[str, Any], now: datetime, *, opening: bool
) -> list[Clock]:
    """Clocks (unsaved, without a case) that start when a case enters `state`; `opening`: its first one."""
    assert definition.workflow is not None  # noqa: S101
    started = []
    for deadline in definition.deadlines:
        starts = state in deadline.starts if deadline.starts else opening
        if not starts or (deadline.when and not expressions.evaluate(deadline.when, names)):
            continue
        clock = Clock(deadline=deadline.id, started_at=now)
        clock.due_at = due_of(clock, deadline)
        clock.paused = False
        set_next(clock, deadline)
        started.append(clock)
    return started


def follow_move(case: Case, definition: Definition, verb: str, names: dict[str, Any], now: datetime) -> None:
    """Bring the case's clocks in step with the state it has just entered, and set its nearest due time."""
    running = list(Clock.objects.select_for_update().filter(case=case, met_at=None))
    changed, fresh = moved(case, running, definition, verb, names, now)
    for clock in changed:
        clock.save()
    if fresh:
        Clock.objects.bulk_create(fresh)


def moved(
    case: Case,
    running: list[Clock],
    definition: Definition,
    verb: str,
    names: dict[str, Any],
    now: datetime,
) -> tuple[list[Clock], list[Clock]]:
    """Work out what a move by `verb` does to the clocks, writing nothing: those that changed, and those that start."""
    assert definition.workflow is not None  # noqa: S101
    kind = definition.workflow.states[case.state].kind
    deadlines = {deadline.id: deadline for deadline in definition.deadlines}
    changed = [clock for clock in running if _follow(clock, deadlines[clock.deadline], case.state, kind, now)]
    still = [clock for clock in running if clock.met_at is None]
    busy = {clock.deadline for clock in still}
    fresh = [
        clock
        for clock in new_clocks(definition, case.state, names, now, opening=verb_of(verb).anew)
        if clock.deadline not in busy and not is_met(deadlines[clock.deadline], case.state, kind)
    ]
    for clock in fresh:
        clock.case_id = case.pk
    case.due_at = nearest([*still, *fresh])
    return changed, fresh


def _follow(clock: Clock, deadline: Deadline, state: str, kind: StateKind, now: datetime) -> bool:
    if is_met(deadline, state, kind):
        _resume(clock, now)
        clock.met_at, clock.next_at = now, None
    elif kind == StateKind.WAITING and deadline.pauses and not clock.paused:
        clock.paused = True
        clock.pauses = [*clock.pauses, [now.isoformat(), None]]
    elif kind == StateKind.OPEN and clock.paused:
        _resume(clock, now)
        clock.due_at = due_of(clock, deadline)
        set_next(clock, deadline)
    else:
        return False
    return True


def still_to_come(clocks: Iterable[Clock], definition: Definition, state: str, now: datetime) -> bool:
    """Whether a deadline that began with `state` has not passed yet: nothing can lapse before it."""
    of_state = {deadline.id for deadline in definition.deadlines if state in deadline.starts}
    return any(clock.met_at is None and clock.due_at > now and clock.deadline in of_state for clock in clocks)


def was_late(clock: Clock, now: datetime) -> bool:
    """Whether it was met after it was due, or is not met and due already."""
    return not clock.paused and (clock.met_at or now) > clock.due_at


def nearest(clocks: Iterable[Clock]) -> datetime | None:
    """The nearest due time among clocks that run; None when none does."""
    return min((clock.due_at for clock in clocks if clock.met_at is None and not clock.paused), default=None)


def due_of(clock: Clock, deadline: Deadline) -> datetime:
    """When the clock is due: its span from its start, lengthened by its pauses."""
    span = deadline.within
    return worktime.due(
        clock.started_at, span.amount, span.unit.value, directory.calendar(), pauses_of(clock)
    )


def pauses_of(clock: Clock) -> list[worktime.Pause]:
    """The finished times during which the clock stood still."""
    return [
        (datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in clock.pauses if end
    ]


def explain(clock: Clock, deadline: Deadline) -> list[worktime.Step]:
    """Why the clock is due when it is, step by step."""
    span = deadline.within
    return worktime.explain(
        clock.started_at, span.amount, span.unit.value, directory.calendar(), pauses_of(clock)
    )


def set_next(clock: Clock, deadline: Deadline) -> None:
    """Set when the clock's next escalation step is to be taken; None when there is none left."""
    upcoming = step_at(clock, deadline, clock.step)
    clock.next_at = upcoming[0] if upcoming else None


def step_at(clock: Clock, deadline: Deadline, step: int) -> tuple[datetime, Escalation] | None:
    """The time and content of an escalation step; repeating steps go on after the last one for ever."""
    calendar = directory.calendar()
    timed = []
    for escalation in deadline.escalate:
        if escalation.before:
            timed.append((before(clock.due_at, escalation.before), escalation))
        elif escalation.after:
            span = escalation.after
            timed.append((worktime.due(clock.due_at, span.amount, span.unit.value, calendar), escalation))
    timed.sort(key=lambda pair: pair[0])
    if step < len(timed):
        return timed[step]
    repeating = [pair for pair in timed if pair[1].repeat and pair[1].after]
    if not repeating:
        return None
    at, escalation = repeating[-1]
    assert escalation.after is not None  # noqa: S101
    for _ in range(step - len(timed) + 1):
        at = worktime.due(at, escalation.after.amount, escalation.after.unit.value, calendar)
    return at, escalation


def is_met(deadline: Deadline, state: str, kind: StateKind) -> bool:
    """Whether entering the state, which is of that kind, meets the deadline."""
    return state in deadline.met_in if deadline.met_in else kind == StateKind.CLOSED


def _resume(clock: Clock, now: datetime) -> None:
    if clock.paused:
        clock.paused = False
        clock.pauses = [*clock.pauses[:-1], [clock.pauses[-1][0], now.isoformat()]]


def before(moment: datetime, span: Span) -> datetime:
    """The moment a span before another; working days are counted back over days on which offices are shut."""
    if span.unit in (TimeUnit.HOURS, TimeUnit.MINUTES):
        return moment - timedelta(**{span.unit.value: span.amount})
    calendar, left = directory.calendar(), span.amount
    while left > 0:
        moment -= timedelta(days=1)
        if span.unit == TimeUnit.DAYS or calendar.working(calendar.day(moment)):
            left -= 1
    return moment
