"""What is counted of files: the sheets that nobody had to print, copy or carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from prasan.core.measures import service as measures
from prasan.core.measures.service import Figure, Unit

# A file without pages (a picture) is one sheet. What was given in and never used is thrown away, not counted.
SHEETS = """
SELECT (created_at AT TIME ZONE 'Asia/Bangkok')::date AS day, sum(coalesce(pages, 1)), count(*)
FROM documents_document
WHERE state = 'kept' AND created_at >= %(since)s::date::timestamp AT TIME ZONE 'Asia/Bangkok'
  AND created_at < (%(until)s::date + 1)::timestamp AT TIME ZONE 'Asia/Bangkok'
GROUP BY day
"""


def _sheets(since: date, until: date) -> Iterator[tuple[date, Figure]]:
    with connection.cursor() as cursor:
        cursor.execute(SHEETS, {"since": since, "until": until})
        for day, sheets, files in cursor.fetchall():
            yield day, Figure(float(sheets), {}, files)


def _of_day(day: date) -> Iterable[Figure]:
    return [figure for _day, figure in _sheets(day, day)]


def register() -> None:
    """Tell the measures what documents count."""
    measures.register(
        "documents.sheets", title=_("Sheets of paper not used"), unit=Unit.COUNT, query=_of_day, span=_sheets
    )
