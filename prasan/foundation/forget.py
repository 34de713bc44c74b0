"""Delete what is old a few thousand rows at a time, so that no statement locks or logs a whole table."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from . import scope

BATCH = 5_000


def forget(rows: QuerySet[Any], system: str, *, batch: int = BATCH) -> int:
    """Delete `rows` as the program (`scope.system(system)`), each batch in a transaction of its own.

    Returns how many rows went. Rows that others lock are left for another time. What deletes along with the
    rows (cascades) does not count.
    """
    gone = 0
    while True:
        with scope.system(system):
            some = list(
                rows.select_for_update(skip_locked=True).order_by().values_list("pk", flat=True)[:batch]
            )
            rows.model._default_manager.filter(pk__in=some).delete()
        gone += len(some)
        if len(some) < batch:
            return gone
