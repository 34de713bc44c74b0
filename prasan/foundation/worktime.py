"""When something is due: working days, calendar days, hours, minutes, by the Thai rules of computing time.

Sources: Civil and Commercial Code s. 193/3 (hours and minutes start at once; of days the first is not
counted), s. 193/4 (in official business a day means its office hours), s. 193/8 and Administrative
Procedure Act s. 64 (a last day that is a holiday moves to the next working day).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from .dates import BANGKOK

Pause = tuple[datetime, datetime]  # from, until (aware)
_DAY = timedelta(days=1)


class Unit(StrEnum):
    """Units of a span; the same words as in service files."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"


@dataclass(frozen=True)
class Calendar:
    """Office hours and holidays. `names` gives holidays their names, for explanations only."""

    holidays: frozenset[date] = frozenset()
    open: time = time(8, 30)
    close: time = time(16, 30)
    tz: ZoneInfo = BANGKOK
    weekend: frozenset[int] = frozenset({5, 6})  # Monday is 0
    names: Mapping[date, str] = field(default_factory=dict, compare=False)

    def working(self, day: date) -> bool:
        """Whether offices are open on this day."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def next_working(self, day: date) -> date:
        """This day if offices are open on it, else the next one on which they are."""
        while not self.working(day):
            day += _DAY
        return day

    def day(self, moment: datetime) -> date:
        """The local day of an aware moment. Raises ValueError for a naive one."""
        if moment.tzinfo is None:
            raise ValueError("a naive datetime has no place in time")
        return moment.astimezone(self.tz).date()

    def closing(self, day: date) -> datetime:
        """The moment offices close on this day, UTC."""
        return datetime.combine(day, self.close, self.tz).astimezone(UTC)


def due(
    start: datetime,
    amount: int,
    unit: Unit | str,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
) -> datetime:
    """The moment (UTC) at which `amount` of `unit` from `start` has run out.

    working_days: the end of office hours of the last working day. days: the same of the last calendar
    day, or of the next working day when that day is off. hours, minutes: on the minute, day and night.
    `amount` 0 of days means before offices close that day. `pauses` are the times the clock stood still, in
    any order: days are given back whole (from the day after the clock stopped to the day it went on), a
    pause that begins after the due time changes nothing.
    Raises ValueError for a negative amount, an unknown unit, or naive times.
    """
    return _compute(start, amount, Unit(unit), calendar, pauses).end


def working_days_between(first: datetime | date, last: datetime | date, calendar: Calendar) -> int:
    """Working days after the day of `first` up to and with the day of `last`; 0 when `last` is not later."""
    day = calendar.day(first) if isinstance(first, datetime) else first
    until = calendar.day(last) if isinstance(last, datetime) else last
    count = 0
    while day < until:
        day += _DAY
        count += calendar.working(day)
    return count


class StepKind(StrEnum):
    """What one step of an explanation says; `worktime_words.sentence` puts it into words."""

    STARTED = "started"  # at: when the clock started
    FIRST_DAY = "first_day"  # day: counting starts on this day, the day of the start is not counted
    SPAN = "span"  # count, unit: how long it may take
    WEEKEND = "weekend"  # count: weekend days not counted
    HOLIDAY = "holiday"  # day, name: a public holiday that is not counted
    PAUSED = "paused"  # at, until, count, unit: the clock stood still
    MOVED = "moved"  # day -> to: the last day was no working day
    DUE = "due"  # at: the end


@dataclass(frozen=True)
class Step:
    """One step of an explanation; which fields are set depends on `kind`."""

    kind: StepKind
    at: datetime | None = None
    until: datetime | None = None
    day: date | None = None
    to: date | None = None
    count: int = 0
    unit: Unit | None = None
    name: str = ""


def explain(
    start: datetime,
    amount: int,
    unit: Unit | str,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
) -> list[Step]:
    """Why it is due then: the steps of `due` with the same arguments, the last one its result."""
    unit = Unit(unit)
    result = _compute(start, amount, unit, calendar, pauses)
    steps = [Step(StepKind.STARTED, at=start), Step(StepKind.SPAN, count=amount, unit=unit)]
    if unit in (Unit.WORKING_DAYS, Unit.DAYS) and amount:
        steps.append(Step(StepKind.FIRST_DAY, day=result.first))
    steps += [
        Step(StepKind.PAUSED, at=begin, until=end, count=count, unit=unit)
        for begin, end, count in result.paused
    ]
    if weekends := sum(day not in calendar.holidays for day in result.skipped):
        steps.append(Step(StepKind.WEEKEND, count=weekends))
    steps += [
        Step(StepKind.HOLIDAY, day=day, name=calendar.names.get(day, ""))
        for day in result.skipped
        if day in calendar.holidays
    ]
    if result.moved:
        steps.append(Step(StepKind.MOVED, day=result.moved[0], to=result.moved[1]))
    return [*steps, Step(StepKind.DUE, at=result.end)]


@dataclass
class _Computed:
    end: datetime
    first: date | None = None
    skipped: list[date] = field(default_factory=list)
    moved: tuple[date, date] | None = None
    paused: list[tuple[datetime, datetime, int]] = field(default_factory=list)


def _compute(
    start: datetime, amount: int, unit: Unit, calendar: Calendar, pauses: Sequence[Pause]
) -> _Computed:
    if amount < 0:
        raise ValueError("a span of time is not negative")
    if start.tzinfo is None:
        raise ValueError("a naive datetime has no place in time")
    compute = _by_the_clock if unit in (Unit.HOURS, Unit.MINUTES) else _by_the_day
    counted: list[Pause] = []
    result = compute(start, amount, unit, calendar, counted)
    for pause in _merge(start, pauses):
        if pause[0] >= result.end:
            break  # what was overdue already does not become timely again
        counted.append(pause)
        result = compute(start, amount, unit, calendar, counted)
    return result


def _by_the_day(
    start: datetime, amount: int, unit: Unit, calendar: Calendar, pauses: Sequence[Pause]
) -> _Computed:
    begun = calendar.day(start)
    result = _Computed(end=start, first=begun + _DAY)
    for begin, end in pauses:
        first, last = calendar.day(begin), calendar.day(end)
        whole = unit is Unit.DAYS
        count = (last - first).days if whole else working_days_between(first, last, calendar)
        result.paused.append((begin, end, count))
        amount += count
    day = begun
    if unit is Unit.DAYS:
        day += timedelta(days=amount)
    else:
        for _ in range(amount):
            day += _DAY
            while not calendar.working(day):
                result.skipped.append(day)
                day += _DAY
    last = calendar.next_working(day)
    if not amount and calendar.closing(last) < start:
        last = calendar.next_working(last + _DAY)
    if last != day:
        result.moved = (day, last)
    result.end = calendar.closing(last)
    return result


def _by_the_clock(
    start: datetime, amount: int, unit: Unit, calendar: Calendar, pauses: Sequence[Pause]
) -> _Computed:
    length = timedelta(hours=amount) if unit is Unit.HOURS else timedelta(minutes=amount)
    result = _Computed(end=start.astimezone(UTC) + length)
    for begin, end in pauses:
        result.paused.append((begin, end, int((end - begin).total_seconds() // 60)))
        result.end += end - begin
    return result


def _merge(start: datetime, pauses: Sequence[Pause]) -> list[Pause]:
    """The pauses in order, overlaps joined, what lies before the start cut off."""
    merged: list[Pause] = []
    for begin, end in sorted(pauses):
        begin = max(begin, start)
        if end <= begin:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged
