"""What is drawn of the measures, registered by the room that counts; and the names of what they are of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.foundation.errors import NotFound

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
Namer = Callable[[Iterable[str]], dict[str, str]]


class Drawing(StrEnum):
    """How a chart is drawn: columns and line by month, bars by rank."""

    COLUMNS = "columns"
    LINE = "line"
    BARS = "bars"


@dataclass(frozen=True)
class Chart:
    """A chart. by: "month", or the dimension it compares. measures: what it tells, two at most.

    inside: the measures it reads when it is narrowed to agencies, where they are others. top: how many of the
    first are drawn (all are in its table); 0: all. most: where its scale ends, where that is fixed.
    """

    slug: str
    title: Words
    measures: tuple[str, ...]
    by: str
    drawing: Drawing
    inside: tuple[str, ...] = ()
    top: int = 0
    most: float | None = None


@dataclass(frozen=True)
class Further:
    """Figures of another kind elsewhere in the portal. address: the name of their page's address."""

    title: Words
    text: Words
    address: str


_further: list[Further] = []
_charts: dict[str, Chart] = {}
_headlines: dict[str, bool] = {}
_dims: dict[str, tuple[Words, Namer]] = {}


def show(chart: Chart) -> None:
    """Put a chart on the page of figures, after those before it. Raises ValueError for a slug that is taken."""
    if chart.slug in _charts:
        raise ValueError(f"the chart {chart.slug} is shown already")
    _charts[chart.slug] = chart


def see_also(title: Words, text: Words, address: str) -> None:
    """Lead from the page of figures to one of a mission."""
    found = Further(title, text, address)
    if found not in _further:
        _further.append(found)


def further() -> list[Further]:
    """What the page of figures leads to."""
    return list(_further)


def charts() -> list[Chart]:
    """Every chart, in the order they were registered."""
    return list(_charts.values())


def headline(name: str, *, now: bool = False) -> None:
    """Tell a measure as one number over the charts: of the whole period, or as it is `now`."""
    _headlines[name] = now


def headlines() -> list[tuple[str, bool]]:
    """The measures told as one number, in the order they were registered, and whether as they are now."""
    return list(_headlines.items())


def name_dim(dim: str, title: Words, names: Namer) -> None:
    """Say what a dimension is called, and its values: codes -> the names of those that are known."""
    _dims[dim] = (title, names)


def title_of(dim: str) -> Words:
    """What the dimension is called."""
    return _dims[dim][0]


def names_of(dim: str, codes: Iterable[str]) -> dict[str, str]:
    """The names of the codes in the reader's language; a code that nobody knows is its own name."""
    wanted = list(codes)
    known = _dims[dim][1](wanted)
    return {code: known.get(code, code) for code in wanted}


def _agencies(codes: Iterable[str]) -> dict[str, str]:
    found = {}
    for code in codes:
        try:
            found[code] = directory.agency(code).name
        except NotFound:
            continue
    return found


def _provinces(codes: Iterable[str]) -> dict[str, str]:
    return {place.code: place.name for place in directory.places()}


name_dim("agency", _("Agency"), _agencies)
name_dim("province", _("Province"), _provinces)
