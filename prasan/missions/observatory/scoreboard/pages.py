"""The scoreboard, and each of its numbers opened down to what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.measures import service as measures
from prasan.core.measures.service import Row
from prasan.foundation import scope
from prasan.foundation.dates import format_date
from prasan.foundation.languages import current_language
from prasan.look.charts import Axis, Series, nice

from ..pages.show import Cell, Figure, Table, crumbs, csv_file, figure, numbers, words
from ..words import NOTHING, year_of
from .standing import Standing, Status, Stop, board_rows, read_board, said, standing_of
from .targets import Mark, Target, all_targets, target_of

# Which list of the desk holds what a measure counts, and who has a desk.
DESK = {
    "casework.on_time": "closed", "casework.days_to_close": "closed", "casework.stars": "closed",
    "casework.online": "queue", "scams.minutes_to_answer": "closed",
}  # fmt: skip
WORKERS = (identity.Role.OFFICER, identity.Role.SUPERVISOR)
# A sign before the word, so that neither colour nor the word alone tells.
STATUS: dict[Status, tuple[str, Promise, str]] = {
    Status.REACHED: ("✓", pgettext_lazy("scoreboard", "Reached"), "green"),
    Status.ON_TRACK: ("↗", pgettext_lazy("scoreboard", "On track"), "turquoise"),
    Status.BEHIND: ("↘", pgettext_lazy("scoreboard", "Behind"), "orange"),
    Status.NO_TARGET: ("○", pgettext_lazy("scoreboard", "No official target"), "grey"),
    Status.NO_DATA: ("–", pgettext_lazy("scoreboard", "No data"), "grey"),
}


@require_safe
def scoreboard(request: HttpRequest) -> HttpResponse:
    """Every target with its number now."""
    title = _("Strategy scoreboard")
    found = _standings()
    heads = [
        *words(pgettext("scoreboard", "Measure"), pgettext("scoreboard", "Standing")),
        *numbers(pgettext("scoreboard", "Now"), pgettext("scoreboard", "Target")),
        *words(pgettext("scoreboard", "By when"), pgettext("scoreboard", "Owner")),
    ]
    rows = [
        [
            Cell(str(one.target.title), reverse("observatory:target", args=[one.target.id])),
            _status(one.status),
            *numbers(said(one.target, one.now), _wanted(one.target)),
            *words(_by(one.target.target), directory.agency_name(one.target.owner)),
        ]
        for one in found
    ]
    counts = [
        (f"{sign} {word}", sum(one.status is status for one in found))
        for status, (sign, word, _colour) in STATUS.items()
    ]
    return render(request, "observatory/scoreboard.html", {
        "title": title,
        "crumbs": crumbs((title, "")),
        "counts": counts,
        "table": Table(title, heads, rows, reverse("observatory:scoreboard-file"), stack=True),
    })  # fmt: skip


@require_safe
def scoreboard_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV."""
    heads = ("id", "title_th", "title_en", "owner", "status", "now", "as_of", "target", "by", "better",
             "baseline", "baseline_year", "document")  # fmt: skip
    rows = []
    for one in _standings():
        wanted, begun = one.target.target, one.target.baseline
        rows.append((
            one.target.id, one.target.title.th, one.target.title.en, one.target.owner, one.status.value,
            _plain(one.now.value), one.as_of,
            wanted and wanted.value, (wanted and wanted.year) or None, "up" if one.target.up else "down",
            begun and begun.value, begun and begun.year, wanted and wanted.document,
        ))  # fmt: skip
    return csv_file("strategy-scoreboard", heads, rows)


@require_safe
def target(request: HttpRequest, target: str) -> HttpResponse:
    """One number: its target, its way through time, how it is computed, and what it is made of."""
    wanted, board = target_of(target), read_board()
    standing = standing_of(wanted, board)
    title = str(wanted.title)
    made_of = board_rows(board, wanted)
    return render(request, "observatory/target.html", {
        "title": title,
        "crumbs": crumbs((_("Strategy scoreboard"), reverse("observatory:scoreboard")), (title, "")),
        "standing": standing,
        "status": _status(standing.status),
        "now": said(wanted, standing.now),
        "wanted": _wanted(wanted),
        "facts": _facts(standing),
        "figure": _trend(standing),
        "parts": [_part(wanted, dim, rows) for dim, rows in made_of],
        "inside": _inside(wanted),
        "further": reverse("observatory:imd" if wanted.index == "imd-rank" else "observatory:overview")
        if wanted.index else "",
    })  # fmt: skip


@require_safe
def target_file(request: HttpRequest, target: str) -> HttpResponse:
    """Everything the page shows as CSV: a line for each stop of its way, and each part it is made of."""
    wanted, board = target_of(target), read_board()
    return csv_file(target, ("by", "code", "name", "value"), _lines(wanted, standing_of(wanted, board).stops,
                                                               board_rows(board, wanted)))  # fmt: skip


def _standings() -> list[Standing]:
    board = read_board()
    return [standing_of(one, board) for one in all_targets()]


def _lines(
    wanted: Target, stops: Sequence[Stop], parts: Sequence[tuple[str, list[Row]]]
) -> Iterator[tuple[object, ...]]:
    by = "year" if wanted.index else "month"
    for stop in stops:
        yield by, stop.code, stop.name, _plain(stop.told.value)
    for dim, rows in parts:
        for row in rows:
            yield dim, row.code, row.name, _plain(row.values[0].value)


def _status(status: Status) -> Cell:
    sign, word, colour = STATUS[status]
    return Cell(f"{sign}\u00a0{word}", tag=colour)


def _wanted(wanted: Target) -> str:
    if wanted.target is None:
        return NOTHING
    at = said(wanted, wanted.target.value)
    if wanted.index.endswith("rank"):
        return _("rank %s or better") % at
    return (_("at least %s") if wanted.up else _("at most %s")) % at


def _by(mark: Mark | None) -> str:
    if mark is None:
        return NOTHING
    return format_date(mark.day, current_language()) if mark.year else _("always")


def _facts(standing: Standing) -> list[tuple[str, str]]:
    wanted, facts = standing.target, [(_("Owner"), directory.agency_name(standing.target.owner))]
    if standing.since:
        facts.append((_("The number is of"), standing.since))
    if wanted.target:
        facts += [(_("Target"), _wanted(wanted)), (_("By when"), _by(wanted.target)),
                  (_("Document of the target"), str(wanted.target.document))]  # fmt: skip
    if wanted.baseline:
        told = {"value": said(wanted, wanted.baseline.value), "year": year_of(wanted.baseline.year)}
        facts += [(_("Baseline"), _("%(value)s in %(year)s") % told),
                  (_("Document of the baseline"), str(wanted.baseline.document))]  # fmt: skip
    better = _("More is better") if wanted.up else _("Less is better")
    facts.append((_("Direction"), better))
    return facts


def _trend(standing: Standing) -> Figure | None:
    """The way through time with the target as a line of its own; None where there is no number at all."""
    wanted, stops = standing.target, standing.stops
    known = [stop.told.value for stop in stops if stop.told.value is not None]
    if not known:
        return None
    series = [Series("", str(wanted.title), tuple((stop.at, stop.told.value) for stop in stops))]
    if wanted.target:
        line = tuple((stop.at, wanted.target.value) for stop in (stops[0], stops[-1]))
        series.append(Series(f"{wanted.target.value:g}", _("target"), line))
    heads = [*words(_("Year") if wanted.index else _("Month")), *numbers(pgettext("scoreboard", "Value"))]
    rows = [[Cell(stop.name), *numbers(said(wanted, stop.told))] for stop in reversed(stops)]
    file = reverse("observatory:target-file", args=[wanted.id])
    table = Table(_("%s through time") % wanted.title, heads, rows, file)
    x = [(stop.at, year_of(int(stop.at)) if wanted.index else stop.name) for stop in stops]
    return figure("trend", _("Through time"), series, x, _axis(wanted, known), table)


def _axis(wanted: Target, known: Sequence[float]) -> Axis:
    most = max([*known, *([wanted.target.value] if wanted.target else [])])
    if wanted.index.endswith("rank"):  # the first rank on top
        end = nice(most)
        return [(end, f"{end:g}"), (end / 2, f"{end / 2:g}"), (1, "1")]
    if wanted.index:
        return [(n / 4, f"{n / 4:g}") for n in range(5)]
    unit = measures.measure(wanted.measure).unit
    ends = {measures.Unit.PERCENT: 100.0, measures.Unit.STARS: 5.0}
    end = ends.get(unit) or nice(most)
    return [(0, "0"), (end / 2, f"{end / 2:,g}"), (end, f"{end:,g}")]


def _part(wanted: Target, dim: str, rows: Sequence[Row]) -> dict[str, object]:
    """What the number is made of by one dimension; whoever works on cases is led to their own desk, so narrowed."""
    name, desk = str(measures.title_of(dim)), _desk(wanted)
    asked = {"service": "service", "province": "place"}.get(dim, "")
    heads = [*words(name), *numbers(str(wanted.title))]
    if desk and asked:
        heads += words(_("Your desk"))
    told = []
    for row in rows:
        line = [*words(row.name), *numbers(said(wanted, row.values[0]))]
        if desk and asked:
            text = _("Yours of %(name)s") % {"name": row.name}
            line.append(Cell(text, f"{desk}&{urlencode({asked: row.code})}"))
        told.append(line)
    return {"dim": dim, "name": name, "many": len(rows) > 15, "table": Table(name, heads, told)}


def _inside(wanted: Target) -> list[tuple[str, str]]:
    """The lists behind the number for whoever may see them: their own desk, never another's."""
    desk = _desk(wanted)
    if not desk:
        return []
    of = f"&{urlencode(wanted.of)}" if wanted.of else ""
    found = [(_("Matters of your desk behind this number"), desk + of)]
    if scope.current().agencies:
        found.append((_("Figures of your agency, with every count"), reverse("casework:desk-figures")))
    return found


def _desk(wanted: Target) -> str:
    """The reader's own list of what the measure counts; "" without a desk."""
    if wanted.measure not in DESK or not identity.has_any(*WORKERS)(scope.current()):
        return ""
    return f"{reverse('casework:desk')}?{urlencode({'view': DESK[wanted.measure]})}"


def _plain(value: float | None) -> str:
    """A value as programs read it."""
    return "" if value is None else f"{round(value, 5):.10g}"
