"""The page of figures as its template shows it, and the tables as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from prasan.foundation import dates
from prasan.foundation.errors import NotFound
from prasan.foundation.languages import current_language
from prasan.look import charts as drawn
from prasan.look.charts import Point

from .board import Board, Row, Told
from .charts import Chart, Drawing, charts, headlines, title_of
from .registry import Unit, measure


@dataclass(frozen=True)
class Tile:
    """A measure as one number. of: how many matters it is made of, where that says something."""

    title: str
    value: str
    of: str


@dataclass(frozen=True)
class Section:
    """A chart with its table. series: what its columns (and its line) are, when they are two."""

    slug: str
    title: str
    picture: SafeString
    series: list[str]
    heads: list[str]
    rows: list[tuple[str, list[str]]]
    left_out: int
    many: bool
    file: str


def page_of(board: Board, file: Callable[[str], str]) -> dict[str, Any]:
    """What `measures/_board.html` shows. file: the address of a chart's table by its slug."""
    language = current_language()
    months = board.period.months
    return {
        "board": board,
        "since": dates.format_month(months[0].year, months[0].month, language),
        "until": dates.format_month(months[-1].year, months[-1].month, language),
        "tiles": [_tile(board, name, now) for name, now in headlines()],
        "sections": [_section(board, chart, file(chart.slug)) for chart in _of(board)],
    }


def table_file(board: Board, slug: str) -> HttpResponse:
    """A chart's table as CSV, in UTF-8 with a mark so that spreadsheets read Thai. Raises NotFound."""
    chart = next((chart for chart in _of(board) if chart.slug == slug), None)
    if chart is None:
        raise NotFound(code="no-such-chart")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([chart.by, *_heads(chart)])
    for row in board.rows(chart):
        writer.writerow([row.code, row.name, *(_plain(told) for told in row.values)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return response


def _of(board: Board) -> list[Chart]:
    """The charts of this board: one agency alone is not compared with others."""
    return [chart for chart in charts() if not (chart.by == "agency" and len(board.agencies) == 1)]


def _tile(board: Board, name: str, now: bool) -> Tile:
    found = measure(name)
    told = board.now(name) if now else board.total(name)
    counted = found.unit not in (Unit.COUNT, Unit.SATANG) and told.people
    of = _("of %(n)s matters") % {"n": f"{told.people:,}"} if counted else ""
    return Tile(str(found.title), said(told, found.unit), of)


def _section(board: Board, chart: Chart, file: str) -> Section:
    rows, units = board.rows(chart), [measure(name).unit for name in chart.measures]
    points = [_point(row, units) for row in rows]
    drawing = [p for p in points if p.values[0] is not None][: chart.top] if chart.top else points
    return Section(
        slug=chart.slug,
        title=str(chart.title),
        picture=_picture(chart, drawing),
        series=[str(measure(name).title) for name in chart.measures] if len(chart.measures) > 1 else [],
        heads=_heads(chart),
        rows=[(point.label, list(point.shown)) for point in points],
        left_out=len(points) - len(drawing),
        many=chart.drawing is Drawing.BARS and not chart.top,
        file=file,
    )


def _picture(chart: Chart, points: list[Point]) -> SafeString:
    if chart.drawing is Drawing.BARS:
        return drawn.bars(points)
    draw = drawn.columns if chart.drawing is Drawing.COLUMNS else drawn.line
    return draw(f"chart-{chart.slug}", str(chart.title), _described(chart, points), points, chart.most)


def _described(chart: Chart, points: list[Point]) -> str:
    """What one sees in the picture, in a sentence a series: the first and last value told, and the greatest."""
    said = []
    for i, name in enumerate(chart.measures):
        told = [(value, p.label, p.shown[i]) for p in points if (value := p.values[i]) is not None]
        if told:
            text = _("%(what)s: %(first)s in %(start)s, %(last)s in %(end)s; most in %(peak)s, %(greatest)s.")
            first, last, peak = told[0], told[-1], max(told, key=lambda t: t[0])
            names = {"start": first[1], "end": last[1], "peak": peak[1], "what": measure(name).title}
            said.append(text % {**names, "first": first[2], "last": last[2], "greatest": peak[2]})
    return " ".join(said) or _("There is nothing to show yet.")


def _heads(chart: Chart) -> list[str]:
    first = _("Month") if chart.by == "month" else str(title_of(chart.by))
    return [first, *(str(measure(name).title) for name in chart.measures)]


def _point(row: Row, units: list[Unit]) -> Point:
    return Point(
        row.name,
        tuple(told.value for told in row.values),
        tuple(said(told, unit) for told, unit in zip(row.values, units, strict=True)),
    )


def said(told: Told, unit: Unit) -> str:
    """A value as people read it."""
    if told.hidden:
        return _("not shown")
    if told.value is None:
        return "–"
    if unit is Unit.PERCENT:
        return f"{told.value:,.1f}%"
    return f"{told.value:,.1f}" if unit is Unit.STARS else f"{told.value:,.0f}"


def _plain(told: Told) -> str:
    """A value as programs read it: empty where none is told."""
    return (
        ""
        if told.value is None
        else f"{round(told.value, 2):g}"
        if told.value < 1e5
        else str(int(told.value))
    )
