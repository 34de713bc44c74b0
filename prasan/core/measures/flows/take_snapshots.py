"""Keep the figures of a day, or of a past that was never counted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from prasan.foundation import scope
from prasan.foundation.dates import day_of

from ..models import Snapshot
from ..registry import Figure, Measure, measures

YEAR = 396  # days: twelve full months and the one that runs
_INSERT = """
INSERT INTO measures_snapshot (name, day, dims, value, people)
SELECT %s, day, dims, value, people
FROM unnest(%s::date[], %s::text[]::jsonb[], %s::float8[], %s::int[]) AS kept (day, dims, value, people)
"""


def take_snapshots(day: date | None = None, only: Iterable[str] = ()) -> int:
    """Keep every measure's figures for `day` (default: yesterday), or those of `only`; how many were kept.

    Safe to repeat: the day's figures are replaced. Counts over everybody's rows, as the program itself.
    """
    day = day or _yesterday()
    wanted = set(only)
    with scope.system("measures"):
        return sum(
            _keep(found, day, day, [(day, figure) for figure in found.query(day)])
            for found in measures()
            if not wanted or found.name in wanted
        )


def fill_past(days: int = YEAR) -> int:
    """Keep the figures of the last `days` up to yesterday, unless a past is kept already; how many were kept.

    One statement a measure; what can only be counted as it is now is kept for yesterday alone.
    """
    until = _yesterday()
    since = until - timedelta(days=days - 1)
    with scope.system("measures"):
        if Snapshot.objects.filter(day__lt=until).exists():
            return 0
        spans = sum(_keep(m, since, until, m.span(since, until)) for m in measures() if m.span)
        return spans + sum(take_snapshots(until, [m.name]) for m in measures() if not m.span)


def _keep(measure: Measure, since: date, until: date, figures: Iterable[tuple[date, Figure]]) -> int:
    """Replace what is kept of the measure for those days. One statement, for a past has many figures."""
    rows = [(day, figure) for day, figure in figures if figure.value is not None]
    with transaction.atomic(), connection.cursor() as cursor:
        Snapshot.objects.filter(name=measure.name, day__range=(since, until)).delete()
        cursor.execute(
            _INSERT,
            [
                measure.name,
                [day for day, _figure in rows],
                [json.dumps(dict(figure.dims), ensure_ascii=False) for _day, figure in rows],
                [figure.value for _day, figure in rows],
                [figure.people for _day, figure in rows],
            ],
        )
    return len(rows)


def _yesterday() -> date:
    return day_of(timezone.now()) - timedelta(days=1)
