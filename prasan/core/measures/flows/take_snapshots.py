"""Keep the figures of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from prasan.foundation import scope
from prasan.foundation.dates import day_of

from ..models import Snapshot
from ..registry import Measure, measures


def take_snapshots(day: date | None = None, only: Iterable[str] = ()) -> int:
    """Keep every measure's figures for `day` (default: yesterday), or those of `only`; how many were kept.

    Safe to repeat: the day's figures are replaced. Counts over everybody's rows, as the program itself.
    """
    day = day or day_of(timezone.now()) - timedelta(days=1)
    wanted = set(only)
    with scope.system("measures"):
        return sum(_keep(found, day) for found in measures() if not wanted or found.name in wanted)


def _keep(measure: Measure, day: date) -> int:
    rows = [
        Snapshot(name=measure.name, day=day, dims=dict(f.dims), value=f.value, people=f.people)
        for f in measure.query(day)
        if f.value is not None
    ]
    with transaction.atomic():
        Snapshot.objects.filter(name=measure.name, day=day).delete()
        Snapshot.objects.bulk_create(rows)
    return len(rows)
