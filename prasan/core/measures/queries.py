"""Reads: a measure now, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from prasan.foundation.dates import day_of

from .models import Snapshot
from .registry import Figure, measure
from .small_counts import LEAST, hide_small


@dataclass(frozen=True)
class DayFigure:
    """A figure of a past day."""

    day: date
    figure: Figure


def read(name: str, day: date | None = None, **dims: str) -> list[Figure]:
    """The figures of a measure for `day` (default: today) as the present scope sees its rows.

    dims: only figures with these values. Raises NotFound for an unknown measure.
    """
    found = measure(name).query(day or day_of(timezone.now()))
    return [f for f in found if all(f.dims.get(key) == value for key, value in dims.items())]


def history(
    name: str, since: date, until: date, *, public: bool = True, least: int = LEAST, **dims: str
) -> list[DayFigure]:
    """The kept figures of a measure from `since` to `until`, both included, by day.

    public: small counts are hidden, each day for itself, as they must be on pages everybody sees. One query.
    Raises NotFound for an unknown measure.
    """
    measure(name)
    rows = Snapshot.objects.filter(name=name, day__range=(since, until)).order_by("day", "id")
    days: dict[date, list[Figure]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(Figure(row.value, row.dims, row.people))
    return [
        DayFigure(day, figure)
        for day, figures in days.items()
        # Hidden over all figures of the day, before the choice: a choice must not reveal what all hide.
        for figure in (hide_small(figures, least) if public else figures)
        if all(figure.dims.get(key) == value for key, value in dims.items())
    ]
