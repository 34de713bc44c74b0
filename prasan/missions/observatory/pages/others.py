"""What the parts of the index are made of, and the government efficiency of IMD."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from prasan.look.charts import Series

from ..editions import edition_of
from ..home import home, targets
from ..imd import SUBFACTORS as FACTORS
from ..imd import Efficiency, efficiency, subfactors
from ..indicators import EDITIONS, WEIGHTS, Fit, Made, fit
from ..states import by_code
from ..survey import ONE, Edition, Part
from ..words import INDICATORS, NOTHING, PARTS, SUBFACTORS, number, plain, signed, year_of
from ..words import edition_of as named
from .drawn import SHARES
from .show import Cell, Figure, Table, crumbs, csv_file, figure, numbers, words

PARTS_SOURCE = "ITU and UNESCO (Our World in Data), UNDP Human Development Report 2023/24, UN DESA"
IMD_SOURCE = "IMD World Competitiveness Yearbook"


@require_safe
def parts(request: HttpRequest, year: int) -> HttpResponse:
    """Parts of an edition made again from their indicators, and how well that fits."""
    edition = edition_of(year)
    title = _("What the parts of %(year)s are made of") % {"year": named(year)}
    return render(request, "observatory/parts.html", {
        "title": title,
        "crumbs": crumbs(
            (_("Editions of the survey"), reverse("observatory:editions")),
            (_("Edition of %(year)s") % {"year": named(year)}, reverse("observatory:edition", args=[year])),
            (_("What the parts are made of"), ""),
        ),
        "year": year,
        "sections": [_section(edition, found) for part in EDITIONS if (found := fit(edition, part))],
        "missing": [PARTS[part] for part, years in EDITIONS.items() if year not in years],
        "have": [(named(y), reverse("observatory:parts", args=[y]))
                 for y in sorted({y for years in EDITIONS.values() for y in years})],
    })  # fmt: skip


@require_safe
def parts_file(request: HttpRequest, year: int) -> HttpResponse:
    """The same as CSV."""
    edition = edition_of(year)
    names = [indicator for part in EDITIONS for indicator in WEIGHTS[part]]
    heads = ["edition", "part", "iso3", "computed", "published", "difference"]
    heads += [head for i in names for head in (i.value, f"{i.value}_year")]
    rows = []
    for part in EDITIONS:
        found = fit(edition, part)
        for made in found.lines if found else ():
            data = [made.data.get(i) for i in names]
            told = [
                value for datum in data for value in ((datum.value, datum.year) if datum else (None, None))
            ]
            values = (plain(made.computed), plain(made.published), plain(made.difference))
            rows.append((year, part.value, made.iso3, *values, *told))
    return csv_file(f"edition-{year}-parts", heads, rows)


@require_safe
def imd(request: HttpRequest) -> HttpResponse:
    """Ranks of government efficiency as published, and the target."""
    title = _("Government efficiency (IMD)")
    own, wanted = home(), targets()
    rows = efficiency()
    years = range(min(r.year for r in rows), max(r.year for r in rows) + 1)
    axis = [(y, year_of(y)) for y in years]
    codes = sorted({r.iso3 for r in rows}, key=lambda code: (code != own.iso3, code))
    series = [_path(code, years) for code in codes]
    if wanted:
        series.append(Series(str(wanted.imd_rank), _("target"), tuple((y, wanted.imd_rank) for y in years)))
    newest = next((r for r in reversed(rows) if r.iso3 == own.iso3), None)
    ranks = [(n, str(n)) for n in (60, 40, 20, 1)]
    table = _imd_table(rows)
    return render(request, "observatory/imd.html", {
        "title": title,
        "crumbs": crumbs((title, "")),
        "state": own,
        "newest": newest,
        "newest_year": newest and year_of(newest.year),
        "target": wanted and wanted.imd_rank,
        "missing": newest and wanted and max(0, newest.rank - wanted.imd_rank),
        "figures": [figure("imd", _("Rank of government efficiency"), series, axis, ranks, table,
                           _("A line breaks where the rank of a year is not at hand."))],
        "factors": _factors(own.iso3),
    })  # fmt: skip


@require_safe
def imd_file(request: HttpRequest) -> HttpResponse:
    """The ranks and scores as CSV."""
    heads = ("iso3", "year", "rank", "score", "overall_rank", "economies", "source")
    rows = ((r.iso3, r.year, r.rank, r.score, r.overall, r.economies, r.source) for r in efficiency())
    return csv_file("imd-government-efficiency", heads, rows)


@require_safe
def imd_factors_file(request: HttpRequest) -> HttpResponse:
    """The ranks of the sub-factors as CSV."""
    rows = ((s.year, *(s.ranks[name] for name in FACTORS), s.source) for s in subfactors(home().iso3))
    return csv_file("imd-subfactors", ("year", *FACTORS, "source"), rows)


def _section(edition: Edition, found: Fit) -> dict[str, object]:
    """A part with its fit and its table."""
    weights = WEIGHTS[found.part]
    heads = [
        *words(pgettext("survey", "State")),
        *numbers(*(INDICATORS[i] for i in weights), _("From these"), pgettext("survey", "Published"), _("Difference")),
    ]  # fmt: skip
    lines = sorted(found.lines, key=lambda made: -made.published)
    worst = found.furthest
    caption = _("%(part)s of every state with data") % {"part": PARTS[found.part]}
    return {
        "name": f"{PARTS[found.part]} ({found.part.value.upper()})",
        "part": found.part.value,
        "lines": [
            (_("States computed"), str(len(lines))),
            (_("Left out for lack of data"), str(len(found.left_out))),
            (_("Correlation with the published values"), f"{found.correlation:.4f}"),
            (_("Mean difference either way"), number(found.mean_difference)),
            (_("Shift all have in common"), signed(found.shift)),
            (_("Largest difference"),
             _("%(value)s (%(state)s)") % {"value": signed(worst.difference), "state": by_code()[worst.iso3].name}),
            (_("Year of most data"), year_of(found.year)),
        ],
        "human": found.part is Part.HCI,
        "figure": _scattered(found, Table(
            caption, heads, [_made(found, made) for made in lines],
            reverse("observatory:parts-file", args=[edition.year]), PARTS_SOURCE,
        )),
    }  # fmt: skip


def _scattered(found: Fit, table: Table) -> Figure:
    """Each state as a mark: the nearer to the line, the better the fit."""
    marks: list[tuple[float, float | None]] = []
    for made in found.lines:
        marks += [(made.computed / ONE, made.published / ONE), (made.computed / ONE, None)]
    series = [
        Series("", _("a state"), tuple(marks)),
        Series("", _("computed as published"), ((0.0, 0.0), (1.0, 1.0))),
    ]
    known = {"part": PARTS[found.part], "n": len(found.lines), "r": f"{found.correlation:.4f}"}
    return figure(
        f"fit-{found.part.value}", _("%(part)s: computed against published") % known, series, SHARES, SHARES, table,
        _("Across: computed. Upwards: published."),
        _("%(n)d states lie along the line; their correlation is %(r)s.") % known,
    )  # fmt: skip


def _made(found: Fit, made: Made) -> list[Cell]:
    told = []
    for indicator in WEIGHTS[found.part]:
        datum = made.data[indicator]
        older = "" if datum.year == found.year else f" ({year_of(datum.year)})"
        told.append(f"{datum.value:.1f}{older}")
    return [
        Cell(by_code()[made.iso3].name, reverse("observatory:state", args=[made.iso3])),
        *numbers(*told, number(made.computed), number(made.published), signed(made.difference)),
    ]  # fmt: skip


def _path(iso3: str, years: range) -> Series:
    ranks = {r.year: r.rank for r in efficiency() if r.iso3 == iso3}
    return Series(iso3, by_code()[iso3].name, tuple((y, ranks.get(y)) for y in years))


def _imd_table(rows: tuple[Efficiency, ...]) -> Table:
    heads = [
        *words(pgettext("survey", "State")),
        *numbers(_("Year"), _("Government efficiency, rank"), _("Score"), _("Competitiveness, rank"), _("Economies")),
        *words(_("Source")),
    ]  # fmt: skip
    own = home().iso3
    told = [
        [
            *words(by_code()[r.iso3].name),
            *numbers(
                year_of(r.year), str(r.rank), NOTHING if r.score is None else f"{r.score:g}", str(r.overall),
                NOTHING if r.economies is None else str(r.economies),
            ),
            Cell(_host(r.source), r.source),
        ]
        for r in sorted(rows, key=lambda r: (r.iso3 != own, r.iso3, -r.year))
    ]  # fmt: skip
    return Table(
        _("Government efficiency as published"), heads, told, reverse("observatory:imd-file"), IMD_SOURCE
    )


def _factors(iso3: str) -> Table | None:
    rows = [
        [
            *words(year_of(s.year)),
            *numbers(*(NOTHING if s.ranks[name] is None else str(s.ranks[name]) for name in FACTORS)),
            Cell(_host(s.source), s.source),
        ]
        for s in reversed(subfactors(iso3))
    ]
    heads = [*words(_("Year")), *numbers(*(SUBFACTORS[name] for name in FACTORS)), *words(_("Source"))]
    file = reverse("observatory:imd-factors-file")
    return Table(_("Ranks in what it is made of"), heads, rows, file, IMD_SOURCE) if rows else None


def _host(address: str) -> str:
    return address.split("/")[2].removeprefix("www.")
