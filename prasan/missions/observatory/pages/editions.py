"""The editions: all of them, every state in one, and one computed again."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from ..editions import SOURCE, edition_of, editions, sources
from ..home import home
from ..recompute import Line, Recomputed, recompute
from ..states import Region, by_code
from ..survey import ONE, Edition, Group, Part, Standing
from ..words import EPI, GROUPS, INDEX, NOTHING, PARTS, RANK, RANKINGS, REGIONS, number, plain, signed
from ..words import edition_of as named
from .show import Cell, Row, Table, crumbs, csv_file, numbers, words

COLUMNS = ("edition", "iso3", "country", "rank", "group", "index", "osi", "tii", "hci", "epi")


@require_safe
def all_editions(request: HttpRequest) -> HttpResponse:
    """Every edition with how the country stood and whether its index follows from its parts."""
    held, state = editions(), home()
    heads = [
        *words(_("Edition")),
        *numbers(
            _("States"), _("Rank of %(state)s") % {"state": state.name}, _("Index"), _("Index of rank 1")
        ),
        *words(_("Computed again")),
    ]
    rows = [_edition_row(edition, state.iso3) for edition in reversed(held)]
    title = _("Editions of the survey")
    table = Table(title, heads, rows, reverse("observatory:editions-file"), SOURCE, stack=True)
    return render(request, "observatory/editions.html", {
        "title": title, "crumbs": crumbs((title, "")), "table": table,
    })  # fmt: skip


@require_safe
def all_editions_file(request: HttpRequest) -> HttpResponse:
    """Every state in every edition as CSV."""
    return csv_file("editions", COLUMNS, (row for edition in editions() for row in _plain_rows(edition)))


@require_safe
def edition(request: HttpRequest, year: int) -> HttpResponse:
    """Every state in an edition: tiles by region, and a table."""
    found = edition_of(year)
    title = _("Edition of %(year)s") % {"year": named(year)}
    heads = [
        *words(pgettext("survey", "State")),
        *numbers(RANK),
        *words(pgettext("survey", "Group")),
        *numbers(_("Index"), *(part.value.upper() for part in Part), "EPI"),
    ]
    rows = [_standing_row(standing) for standing in found.surveyed]
    table = Table(
        _("Every state in the edition of %(year)s") % {"year": named(year)}, heads, rows,
        reverse("observatory:edition-file", args=[year]), sources()[year],
    )  # fmt: skip
    return render(request, "observatory/edition.html", {
        "title": title,
        "crumbs": crumbs((_("Editions of the survey"), reverse("observatory:editions")), (title, "")),
        "year": year,
        "table": table,
        "regions": _regions(found),
        "groups": [(group.value, name) for group, name in GROUPS.items()],
        "names": [("EGDI", INDEX), *((p.value.upper(), name) for p, name in PARTS.items()), ("EPI", EPI)],
        "others": [(named(e.year), reverse("observatory:edition", args=[e.year]), e.year == year)
                   for e in reversed(editions())],
    })  # fmt: skip


@require_safe
def edition_file(request: HttpRequest, year: int) -> HttpResponse:
    """An edition as CSV."""
    return csv_file(f"edition-{year}", COLUMNS, _plain_rows(edition_of(year)))


@require_safe
def recomputed(request: HttpRequest, year: int) -> HttpResponse:
    """Published and recomputed side by side, the difference of every state told."""
    found = recompute(edition_of(year))
    title = _("Edition of %(year)s computed again") % {"year": named(year)}
    heads = [
        *words(pgettext("survey", "State")),
        *numbers(
            _("Published index"), _("From the parts"), _("Difference"), _("Published rank"), _("Rank again")
        ),
        *words(_("Remark")),
    ]
    table = Table(
        title, heads, [_line_row(found, line) for line in found.lines],
        reverse("observatory:recomputed-file", args=[year]), sources()[year],
    )  # fmt: skip
    return render(request, "observatory/recomputed.html", {
        "title": title,
        "crumbs": crumbs(
            (_("Editions of the survey"), reverse("observatory:editions")),
            (_("Edition of %(year)s") % {"year": named(year)}, reverse("observatory:edition", args=[year])),
            (_("Computed again"), ""),
        ),
        "found": found,
        "year": year,
        "largest": number(found.max_error, 6),
        "ranked_by": RANKINGS[found.ranking],
        "unequal": found.edition.whole == 100,
        "table": table,
    })  # fmt: skip


@require_safe
def recomputed_file(request: HttpRequest, year: int) -> HttpResponse:
    """The same as CSV."""
    found = recompute(edition_of(year))
    heads = (
        "edition",
        "iso3",
        "published",
        "recomputed",
        "difference",
        "rank_published",
        "rank_recomputed",
        "remark",
    )
    rows = (
        (year, line.standing.iso3, plain(line.standing.index), plain(line.index, 7), plain(line.difference, 7),
         line.standing.rank, line.rank, remark(found, line))
        for line in found.lines
    )  # fmt: skip
    return csv_file(f"edition-{year}-recomputed", heads, rows)


def remark(found: Recomputed, line: Line) -> str:
    """ "withheld", "unexplained", or nothing."""
    if line in found.withheld:
        return "withheld"
    return "unexplained" if line in found.unexplained else ""


def _edition_row(edition: Edition, iso3: str) -> Row:
    standing, found = edition.standings[iso3], recompute(edition)
    year = edition.year
    follows = Cell(
        _("follows from the parts") if found.follows else _("does not follow"),
        reverse("observatory:recomputed", args=[year]),
    )
    return [
        Cell(named(year), reverse("observatory:edition", args=[year])),
        *numbers(
            str(len(edition.surveyed)), str(standing.rank or NOTHING), number(standing.index),
            number(edition.surveyed[0].index),
        ),
        follows,
    ]  # fmt: skip


def _standing_row(standing: Standing) -> Row:
    values = (standing.index, standing.osi, standing.tii, standing.hci, standing.epi)
    return [
        Cell(by_code()[standing.iso3].name, reverse("observatory:state", args=[standing.iso3])),
        *numbers(str(standing.rank)), *words(GROUPS[standing.group]), *numbers(*(number(v) for v in values)),
    ]  # fmt: skip


def _line_row(found: Recomputed, line: Line) -> Row:
    standing, why = line.standing, remark(found, line)
    told = {
        "withheld": Cell(_("given no index"), tag="yellow"),
        "unexplained": Cell(_("not explained by the parts"), tag="orange"),
    }
    other = Cell(_("another rank"), tag="grey") if line.rank != standing.rank else Cell("")
    return [
        Cell(by_code()[standing.iso3].name, reverse("observatory:state", args=[standing.iso3])),
        *numbers(
            number(standing.index, 5), number(line.index, 5), signed(line.difference, 6), str(standing.rank),
            str(line.rank),
        ),
        told.get(why, other),
    ]  # fmt: skip


def _regions(edition: Edition) -> list[tuple[str, list[dict[str, object]]]]:
    """The tiles of the world: states by region, the best first."""
    found: dict[Region, list[dict[str, object]]] = {region: [] for region in REGIONS}
    for standing in edition.surveyed:
        state = by_code()[standing.iso3]
        found[state.region].append({
            "code": state.iso3, "name": state.name, "rank": standing.rank, "group": standing.group.value,
            "group_name": GROUPS[standing.group], "home": state is home(),
            "url": reverse("observatory:state", args=[state.iso3]),
        })  # fmt: skip
    return [(str(REGIONS[region]), tiles) for region, tiles in found.items()]


def _plain_rows(edition: Edition) -> Iterator[tuple[object, ...]]:
    for s in edition.surveyed:
        group: Group = s.group
        values = (None if v is None else f"{v / ONE:.5f}" for v in (s.index, s.osi, s.tii, s.hci, s.epi))
        yield (edition.year, s.iso3, by_code()[s.iso3].un_name, s.rank, group.value, *values)
