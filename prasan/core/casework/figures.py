"""What is counted of cases, day by day: opened, closed, in time, how long, how content, open and overdue.

Plain SQL, for one pass counts every margin at once (GROUPING SETS). Each statement is bounded by the days
asked for and reads them by an index: a night costs what its day held, a year can be counted in one statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prasan.core.measures import service as measures
from prasan.core.measures.service import Chart, Drawing, Figure, Unit
from prasan.foundation.dates import BANGKOK

from .definitions import definition_of
from .format.verbs import say
from .models import Service

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

DIMS = ("service", "agency", "province")
# Each for itself: the sum over everything, and by one thing at a time. No two together are published.
MARGINS: tuple[tuple[str, ...], ...] = ((), ("service",), ("agency",), ("province",))
INSIDE: tuple[tuple[str, ...], ...] = (("agency", "service"), ("agency", "province"))

# A province is the first two digits of the case's place. A case belongs to the agency that has it that night.
_CASES = """
SELECT {day} AS day, s.slug AS service, a.code AS agency, left(c.place_id, 2) AS province,
       {days} AS days, {value} AS value
FROM casework_case c
JOIN casework_service s ON s.id = c.service_id
JOIN directory_agency a ON a.id = c.agency_id {join}
WHERE {where}
"""
_COUNTED = """
SELECT day, grouping(service, agency, province), service, agency, province, days, {figure}, count(*)
FROM ({cases}) AS cases
GROUP BY GROUPING SETS ({sets})
"""
_DAY = "({} AT TIME ZONE 'Asia/Bangkok')::date"
_BETWEEN = "{0} >= %(since)s AND {0} < %(until)s"
_OPEN = "c.opened_at < %(until)s AND (c.closed_at IS NULL OR c.closed_at >= %(until)s)"
_LATE = """ AND EXISTS (SELECT FROM casework_clock k WHERE k.case_id = c.id AND k.due_at < %(until)s
    AND NOT k.paused AND (k.met_at IS NULL OR k.met_at >= %(until)s))"""
# In time: no deadline of the case was missed. A case without deadlines is neither in time nor late.
_IN_TIME = """
JOIN LATERAL (SELECT bool_and(coalesce(k.met_at, c.closed_at) <= k.due_at) AS kept
              FROM casework_clock k WHERE k.case_id = c.id) AS clocks ON clocks.kept IS NOT NULL"""


def _counted(
    at: str,
    *,
    value: str = "1",
    figure: str = "count(*)",
    days: str = "NULL::int",
    join: str = "",
    where: str = "",
    margins: tuple[tuple[str, ...], ...] = MARGINS,
) -> str:
    """The statement that counts cases by the day of `at` (a column)."""
    sets = ", ".join(f"({', '.join(('day', 'days', *margin))})" for margin in margins)
    cases = _CASES.format(
        day=_DAY.format(at) if at else "%(day)s::date", days=days, value=value, join=join,
        where=where or _BETWEEN.format(at),
    )  # fmt: skip
    return _COUNTED.format(figure=figure, cases=cases, sets=sets)


OPENED = _counted("c.opened_at")
OPENED_INSIDE = _counted("c.opened_at", margins=INSIDE)
CLOSED = _counted("c.closed_at")
ON_TIME = _counted("c.closed_at", value="clocks.kept::int", figure="100.0 * avg(value)", join=_IN_TIME)
DAYS = _counted(
    "c.closed_at",
    # Days on the calendar of Thailand: closed on the day it came is 0.
    days=f"greatest({_DAY.format('c.closed_at')} - {_DAY.format('c.opened_at')}, 0)",
    figure="days",
)
STARS = _counted(
    "r.at", value="r.stars", figure="avg(value)", join="JOIN casework_rating r ON r.case_id = c.id"
)
# Applied for by the person's own device or system, of all that did not come of another matter.
ONLINE = _counted(
    "c.opened_at", value="(c.channel IN ('web', 'api'))::int", figure="100.0 * avg(value)",
    where=_BETWEEN.format("c.opened_at") + " AND c.channel <> 'effect'",
)  # fmt: skip
OPEN = _counted("", where=_OPEN)
OVERDUE = _counted("", where=_OPEN + _LATE)


def _run(
    statement: str, since: date, until: date, length: str = "days", **more: str
) -> Iterator[tuple[date, Figure]]:
    """The figures of every day from `since` to `until`, both included. length: what "days" hold, more: parameters."""
    start = datetime(since.year, since.month, since.day, tzinfo=BANGKOK)
    end = datetime(until.year, until.month, until.day, tzinfo=BANGKOK) + timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"since": start, "until": end, "day": until, **more})
        for day, mask, *values, days, value, people in cursor.fetchall():
            # grouping() has a bit for each column that was not grouped by, the first one highest.
            dims = {name: values[i] for i, name in enumerate(DIMS) if not mask & (4 >> i)}
            if None in dims.values():
                continue  # a case without a place is of no province
            yield day, Figure(float(value), dims | ({} if days is None else {length: str(days)}), people)


def _of_day(statement: str, day: date) -> Iterable[Figure]:
    return [figure for _day, figure in _run(statement, day, day)]


SERVICES = """
SELECT grouping(a.code), a.code, count(*)
FROM casework_service s JOIN directory_agency a ON a.id = s.agency_id
WHERE s.current_id IS NOT NULL AND NOT s.retired AND NOT s.entry
GROUP BY GROUPING SETS ((), (a.code))
"""


def _services(day: date) -> list[Figure]:
    """Services that are done here now; they are about nobody, so no count is small."""
    with connection.cursor() as cursor:
        cursor.execute(SERVICES)
        return [
            Figure(float(n), {} if every else {"agency": agency}) for every, agency, n in cursor.fetchall()
        ]


# The case is looked for in the month before its answer, by the index of its service.
_ANSWERED = """ AND s.slug = %(service)s AND c.opened_at >= %(since)s::timestamptz - interval '31 days'"""


def count_minutes(name: str, title: Words, *, service: str, deadline: str) -> None:
    """Register how many minutes pass from the start of a deadline until it is met (median), by the day it was met.

    name: of the measure, dotted. service, deadline: as the service file has them. Cases that wait longer than a
    month are not counted. For a mission's `AppConfig.ready()`.
    """
    minutes = "greatest(extract(epoch FROM k.met_at - k.started_at) / 60, 0)::int"
    statement = _counted(
        "k.met_at", days=minutes, figure="days", where=_BETWEEN.format("k.met_at") + _ANSWERED,
        join="JOIN casework_clock k ON k.case_id = c.id AND k.deadline = %(deadline)s",
    )  # fmt: skip
    run = partial(_run, statement, length="minutes", service=service, deadline=deadline)
    measures.register(
        name, title=title, unit=Unit.MINUTES, dims=DIMS, span=run,
        query=lambda day: [figure for _day, figure in run(day, day)],
    )  # fmt: skip


def _of_evening(statement: str, day: date) -> Iterable[Figure]:
    """As `_of_day`, with a total even when there is nothing: that nothing waits is a figure too."""
    return _of_day(statement, day) or [Figure(0, {}, 0)]


def _titles(slugs: Iterable[str]) -> dict[str, str]:
    """The titles of services in the reader's language."""
    found = Service.objects.filter(slug__in=list(slugs), current__isnull=False)
    texts = {slug: definition_of(version).title for slug, version in found.values_list("slug", "current_id")}
    return {slug: say(text) for slug, text in texts.items()}


def register() -> None:
    """Tell the measures what casework counts, and what of it is drawn on the page of figures."""
    flows = [
        ("opened", pgettext_lazy("figures", "Opened"), Unit.COUNT, OPENED),
        ("opened_inside", pgettext_lazy("figures", "Opened"), Unit.COUNT, OPENED_INSIDE),
        ("closed", pgettext_lazy("figures", "Closed"), Unit.COUNT, CLOSED),
        ("on_time", _("Closed in time"), Unit.PERCENT, ON_TIME),
        ("days_to_close", _("Days until closed (median)"), Unit.DAYS, DAYS),
        ("stars", _("Satisfaction (mean of 1 to 5 stars)"), Unit.STARS, STARS),
        ("online", _("Applied for online, per cent"), Unit.PERCENT, ONLINE),
    ]
    for name, title, unit, statement in flows:
        measures.register(
            f"casework.{name}", title=title, unit=unit, dims=DIMS,
            query=partial(_of_day, statement), span=partial(_run, statement),
        )  # fmt: skip
    for name, title, statement in (
        ("open", pgettext_lazy("figures", "Open now"), OPEN),
        ("overdue", _("Overdue now"), OVERDUE),
    ):
        measures.register(
            f"casework.{name}", title=title, unit=Unit.COUNT, dims=DIMS,
            query=partial(_of_evening, statement), level=True,
        )  # fmt: skip
    measures.register(
        "casework.services", title=_("Services done here"), unit=Unit.COUNT, dims=("agency",),
        query=_services, level=True,
    )  # fmt: skip
    measures.name_dim("service", _("Service"), _titles)
    _draw()


def _draw() -> None:
    for name in ("opened", "closed", "on_time", "days_to_close", "stars"):
        measures.headline(f"casework.{name}")
    for name in ("open", "overdue"):
        measures.headline(f"casework.{name}", now=True)
    chart: Callable[..., None] = lambda *args, **more: measures.show(Chart(*args, **more))  # noqa: E731
    months, line, bars = Drawing.COLUMNS, Drawing.LINE, Drawing.BARS
    chart("cases", _("Cases opened and closed"), ("casework.opened", "casework.closed"), "month", months)
    chart("on-time", _("Closed in time, per cent"), ("casework.on_time",), "month", line, most=100)
    chart("days", _("Days until a case is closed, median"), ("casework.days_to_close",), "month", line)
    chart("satisfaction", _("Satisfaction, mean of 1 to 5 stars"), ("casework.stars",), "month", line, most=5)
    inside = ("casework.opened_inside",)
    opened = ("casework.opened",)
    chart("services", _("Cases opened, by service"), opened, "service", bars, inside=inside, top=15)
    chart("agencies", _("Cases opened, by agency"), opened, "agency", bars, top=15)
    chart("provinces", _("Cases opened, by province"), opened, "province", bars, inside=inside)
