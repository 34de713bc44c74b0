"""The figures of a year by month, by service, agency or province: put together from the kept days.

Public figures are of whole months that are over, so that no two days' pages tell what one day held, and small
counts are hidden after they are put together. Narrowed to agencies, for those who lead them, nothing is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import F, Max, Min, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from prasan.core.directory import service as directory
from prasan.foundation import dates
from prasan.foundation.languages import current_language

from .charts import Chart, Drawing, charts, headlines, names_of
from .models import Snapshot
from .registry import LENGTHS, Figure, Unit, measure
from .small_counts import hide_small

MONTHS = 12
_LENGTHS = {unit.value for unit in LENGTHS}


@dataclass(frozen=True)
class Period:
    """Whole months: the first day of the first one to the last day of the last one."""

    since: date
    until: date

    @property
    def months(self) -> list[date]:
        """The first day of every month, the oldest first."""
        first, found = self.since, []
        while first <= self.until:
            found.append(first)
            first = _next(first)
        return found


@dataclass(frozen=True)
class Told:
    """A value as it is told. value None: there is none, or (`hidden`) it is made of too few matters."""

    value: float | None
    people: int | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Row:
    """One line of a chart's table: its code ("2026-10", "complaint"), its name, a value for each measure."""

    code: str
    name: str
    values: tuple[Told, ...]


@dataclass(frozen=True)
class _Cell:
    """All the days of a month that have the same dims."""

    name: str
    month: date
    dims: dict[str, str]
    total: float
    weighted: float
    people: int


@dataclass(frozen=True)
class Board:
    """What a page of figures is made from. agencies: the codes it is narrowed to; empty: everything."""

    period: Period
    agencies: tuple[str, ...]
    cells: tuple[_Cell, ...]
    taken: date

    @property
    def public(self) -> bool:
        """Whether small counts are hidden."""
        return not self.agencies

    def rows(self, chart: Chart) -> list[Row]:
        """The table of a chart: by month, or by rank with the greatest first."""
        names = chart.inside if chart.inside and not self.public else chart.measures
        if chart.by == "month":
            codes = [f"{month:%Y-%m}" for month in self.period.months]
            language = current_language()
            titles = {c: dates.format_month(int(c[:4]), int(c[5:]), language) for c in codes}
        else:
            held = {cell.dims[chart.by] for cell in self._cells(names[0], chart.by)}
            if chart.by == "province":
                held |= {place.code for place in directory.places()}
            codes = sorted(held)
            titles = names_of(chart.by, codes)
        columns = [self._column(name, chart.by, codes) for name in names]
        rows = [
            Row(code, titles[code], values)
            for code, values in zip(codes, zip(*columns, strict=True), strict=True)
        ]
        if chart.by != "month":
            rows.sort(key=lambda row: (-(row.values[0].value or 0), row.values[0].hidden, row.name))
        return rows

    def months(self, name: str, **of: str) -> list[Row]:
        """A measure by month; of: of one service, agency or province, such as service="question"."""
        chart = Chart("", "", (name,), "month", Drawing.LINE)
        if not of:
            return self.rows(chart)
        ((by, code),) = of.items()
        held: dict[date, list[_Cell]] = {month: [] for month in self.period.months}
        for cell in self._cells(name, by):
            if cell.dims[by] == code:
                held[cell.month].append(cell)
        told = self._tell([_combine(name, cells) for cells in held.values()])
        if self.whole(name, **of).hidden:  # its months would tell what the whole keeps back
            told = [Told(None, hidden=one.value is not None or one.hidden) for one in told]
        return [Row(row.code, row.name, (one,)) for row, one in zip(self.rows(chart), told, strict=True)]

    def whole(self, name: str, **of: str) -> Told:
        """A measure over the whole period, or as it stood last; of: as for `months`."""
        if not of:
            return self.total(name)
        ((by, code),) = of.items()
        found = (row for row in self.rows(Chart("", "", (name,), by, Drawing.BARS)) if row.code == code)
        return next((row.values[0] for row in found), Told(None))

    def total(self, name: str) -> Told:
        """A measure over the whole period; of a level, as it stood last."""
        return self._tell([_combine(name, self._cells(name))])[0]

    def now(self, name: str) -> Told:
        """A measure at the end of the last day that was kept."""
        rows = Snapshot.objects.filter(name=name, day=self.taken, dims__has_key="agency")
        rows = (
            rows.filter(dims__agency__in=self.agencies)
            if self.agencies
            else Snapshot.objects.filter(name=name, day=self.taken, dims={})
        )
        found = list(rows)
        return self._tell([Figure(sum(r.value for r in found), {}, sum(r.people or 0 for r in found))])[0]

    def _column(self, name: str, by: str, codes: Sequence[str]) -> list[Told]:
        held: dict[str, list[_Cell]] = {code: [] for code in codes}
        for cell in self._cells(name, "" if by == "month" else by):
            code = f"{cell.month:%Y-%m}" if by == "month" else cell.dims[by]
            if code in held:
                held[code].append(cell)
        return self._tell([_combine(name, cells) for cells in held.values()])

    def _tell(self, figures: list[Figure]) -> list[Told]:
        shown = hide_small(figures) if self.public else figures
        return [
            Told(after.value, after.people, hidden=before.value is not None and after.value is None)
            for before, after in zip(figures, shown, strict=True)
        ]

    def _cells(self, name: str, by: str = "") -> list[_Cell]:
        """The cells that are of exactly this: other margins of the same measure count the same cases."""
        wanted = {by} - {""} | ({"agency"} if self.agencies else set())
        return [c for c in self.cells if c.name == name and c.dims.keys() - _LENGTHS == wanted]


def board(agencies: Iterable[str] = (), measures: Iterable[str] = ()) -> Board | None:
    """The figures of the last twelve months, of everything or of some agencies; None when there are none yet.

    agencies: codes. Of everything: the twelve months that are over. Of agencies: the one that runs as well.
    measures: what it tells, instead of what is drawn on the page of figures.
    """
    chosen = tuple(sorted(set(agencies)))
    drawn = {n for chart in charts() for n in (*chart.measures, *(chart.inside if chosen else ()))}
    names = tuple(sorted(set(measures) or drawn))
    # Of a headline something is kept every night, also of a day on which nothing came.
    counted = {*names, *(name for name, _now in headlines())}
    held = Snapshot.objects.filter(name__in=counted).aggregate(first=Min("day"))
    # Whatever is kept anew has new ids, so the greatest one says whether what is held is still true.
    last = Snapshot.objects.aggregate(id=Max("id"), day=Max("day"))
    if held["first"] is None:
        return None
    period = _period(held["first"], whole=not chosen)
    if period is None:
        return None
    return Board(period, chosen, _read(last["id"], names, period, chosen), last["day"])


@lru_cache(maxsize=32)
def _read(
    edition: int, names: tuple[str, ...], period: Period, agencies: tuple[str, ...]
) -> tuple[_Cell, ...]:
    rows = Snapshot.objects.filter(name__in=names, day__range=(period.since, period.until))
    levels = [name for name in names if measure(name).level]
    if levels:
        ends = rows.filter(name__in=levels).values("name", month=TruncMonth("day")).annotate(last=Max("day"))
        last = Q(pk__in=[])
        for end in ends.order_by():
            last |= Q(name=end["name"], day=end["last"])
        rows = rows.filter(~Q(name__in=levels) | last)
    if agencies:
        rows = rows.filter(dims__agency__in=agencies)
    months = rows.annotate(month=TruncMonth("day")).values("name", "month", "dims").order_by()
    found = months.annotate(
        total=Sum("value"), weighted=Sum(F("value") * F("people"), default=0.0), of=Sum("people", default=0)
    )
    return tuple(_Cell(r["name"], r["month"], r["dims"], r["total"], r["weighted"], r["of"]) for r in found)


def _combine(name: str, cells: Sequence[_Cell]) -> Figure:
    """One figure of many, as the unit of the measure asks."""
    unit, people = measure(name).unit, sum(cell.people for cell in cells)
    if measure(name).level:  # a sum of how it stood in several months would be nothing
        last = max((cell.month for cell in cells), default=None)
        cells = [cell for cell in cells if cell.month == last]
        people = sum(cell.people for cell in cells)
        if not cells:
            return Figure(None, {}, 0)
    if unit in (Unit.COUNT, Unit.SATANG):
        return Figure(sum(cell.total for cell in cells), {}, people)
    if not people:
        return Figure(None, {}, 0)
    if unit in LENGTHS:
        return Figure(_median(cells, people, unit.value), {}, people)
    return Figure(sum(cell.weighted for cell in cells) / people, {}, people)


def _median(cells: Sequence[_Cell], people: int, unit: str) -> float:
    """The lower median: the least length that half of the cases did not pass. unit: the dim that holds it."""
    lengths: dict[int, int] = {}
    for cell in cells:
        length = int(cell.dims[unit])
        lengths[length] = lengths.get(length, 0) + cell.people
    passed = 0
    for length in sorted(lengths):
        passed += lengths[length]
        if passed * 2 >= people:
            break
    return float(length)


def _period(first: date, *, whole: bool) -> Period | None:
    """The last twelve months from that of `first` on; `whole`: without the month that runs."""
    this = dates.day_of(timezone.now()).replace(day=1)
    until = this - timedelta(days=1) if whole else _next(this) - timedelta(days=1)
    since = until.replace(day=1)
    for _month in range(MONTHS - 1):
        since = (since - timedelta(days=1)).replace(day=1)
    if first > since:
        begun = first.replace(day=1)
        # A month of which only the end was counted says little in public, unless it is all there is.
        since = _next(begun) if whole and first > begun and _next(begun) <= until else begun
    return Period(since, until) if since <= until else None


def _next(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
