"""When a holiday is added or taken away, every deadline that runs is counted anew."""

from __future__ import annotations

from datetime import datetime

from prasan.core.casework import clocks
from prasan.core.casework.definitions import definition_of
from prasan.core.casework.format.definition import Deadline
from prasan.core.casework.models import Clock
from prasan.core.directory import service as directory
from prasan.foundation import scope, worktime

from .base import lock

BATCH = 500
_counted: set[worktime.Calendar] = set()  # the calendar by which this process last counted


def recount_when_edited() -> int:
    """Count anew if holidays were edited since this process last did; run by every worker each minute."""
    calendar = directory.calendar()
    if calendar in _counted:
        return 0
    moved = recount_deadlines()
    _counted.clear()
    _counted.add(calendar)
    return moved


def recount_deadlines() -> int:
    """Count every running deadline anew; returns how many moved. A case at a time, so that work goes on."""
    moved, after = 0, 0
    while True:
        with scope.system("deadlines"):
            running = Clock.objects.filter(met_at=None, pk__gt=after).select_related("case").order_by("pk")
            batch = list(running[:BATCH])
        if not batch:
            return moved
        after = batch[-1].pk
        wrong = [clock for clock in batch if _due(clock, clock.case.version_id) != clock.due_at]
        moved += sum(_recount(number) for number in dict.fromkeys(clock.case.number for clock in wrong))


def _recount(number: str) -> int:
    with scope.system("deadlines"):
        held = lock(number)
        running = list(Clock.objects.select_for_update().filter(case=held.case, met_at=None))
        moved = 0
        for clock in running:
            due = _due(clock, held.case.version_id)
            if due != clock.due_at:
                clock.due_at = due
                clocks.set_next(clock, _deadline(clock, held.case.version_id))
                clock.save(update_fields=["due_at", "next_at"])
                moved += 1
        held.case.due_at = clocks.nearest(running)
        held.case.save(update_fields=["due_at"])
        return moved


def _due(clock: Clock, version: int) -> datetime:
    return clocks.due_of(clock, _deadline(clock, version))


def _deadline(clock: Clock, version: int) -> Deadline:
    return next(found for found in definition_of(version).deadlines if found.id == clock.deadline)
