"""The figures there are: each registered by the room that can count it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from prasan.foundation.errors import NotFound

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Unit(StrEnum):
    """What a figure's value counts."""

    COUNT = "count"
    DAYS = "days"
    MINUTES = "minutes"
    HOURS = "hours"
    PERCENT = "percent"  # 0 to 100
    STARS = "stars"  # 1 to 5
    SATANG = "satang"


# Lengths of time, of which the median is taken.
LENGTHS = (Unit.DAYS, Unit.MINUTES)


@dataclass(frozen=True)
class Figure:
    """One value. dims: what it is of, such as {"service": "complaint", "province": "50"}.

    people: how many people's matters it is made of, for the rule of small counts; None where it is not made
    of people's matters. value: None where it is not told because of that rule.
    """

    value: float | None
    dims: Mapping[str, str] = field(default_factory=dict)
    people: int | None = None


Query = Callable[[date], Iterable[Figure]]
Span = Callable[[date, date], Iterable[tuple[date, Figure]]]


@dataclass(frozen=True)
class Measure:
    """A registered figure. query: a day in Thailand -> its figures for (or at the end of) that day.

    span: the figures of many days at once, for a past that is counted later; None where only the present
    can be counted.

    How days are put together depends on the unit: counts and sums of money are added; percentages and stars
    are means, weighted by `people`; of days and minutes the median is taken, so each length is a figure of its own,
    with that length as its value, `people` cases, and "days" or "minutes" among its dims.

    level: the figures are how it stands at the end of a day, so a month is as its last kept day; else each day
    tells what that day held.
    """

    name: str
    title: str | _StrPromise
    unit: Unit
    query: Query
    dims: tuple[str, ...]
    span: Span | None = None
    level: bool = False


_measures: dict[str, Measure] = {}


def register(
    name: str,
    *,
    title: str | _StrPromise,
    unit: Unit | str,
    query: Query,
    dims: Iterable[str] = (),
    span: Span | None = None,
    level: bool = False,
) -> None:
    """Register a measure, from a room's `AppConfig.ready()`.

    name: dotted and stable, such as "casework.opened". title: lazy translation. Registering the same name
    again raises ValueError, as does a unit that is none.
    """
    if name in _measures:
        raise ValueError(f"the measure {name} is registered already")
    _measures[name] = Measure(name, title, Unit(unit), query, tuple(dims), span, level)


def unregister(name: str) -> None:
    """Take a measure away again (tests)."""
    _measures.pop(name, None)


def measure(name: str) -> Measure:
    """The measure of this name. Raises NotFound."""
    try:
        return _measures[name]
    except KeyError:
        raise NotFound(code="no-such-measure") from None


def measures() -> list[Measure]:
    """Every registered measure, by name."""
    return [_measures[name] for name in sorted(_measures)]
