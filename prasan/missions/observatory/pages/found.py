"""The tables and the chart of an answer."""

from __future__ import annotations

from math import floor

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prasan.look.charts import Axis, Series

from ..answering import Answer, Outcome
from ..editions import SOURCE
from ..survey import ONE, Part
from ..whatif import frontier
from ..words import PARTS, edition_of, number, percent, signed
from .show import Cell, Figure, Row, Table, figure, numbers, words


def levers(got: Answer, file: str) -> Table:
    """What each part must reach by itself."""
    way, sure = got.distance, got.sure
    heads = [
        *words(_("Part")),
        *numbers(_("Now"), _("Needed, the other parts as now"), pgettext("survey", "Change")),
    ]
    if sure:
        heads += numbers(_("Needed in 9 of 10 worlds"))
    rows = []
    for part, name in PARTS.items():
        row = [
            *words(f"{name} ({part.value.upper()})"),
            *numbers(number(way.now[part])),
            *_lever(way.now[part], way.levers[part]),
        ]
        if sure:
            row += _lever(sure.now[part], sure.levers[part])[:1]
        rows.append(row)
    return Table(_("One part alone"), heads, rows, file, SOURCE, stack=True)


def together(got: Answer, file: str) -> Table:
    """The smallest change of all parts, and the cheapest."""
    way, change = got.distance, pgettext("survey", "Change")
    heads = [
        *words(_("Part")),
        *numbers(_("Now"), _("Smallest change"), change, _("Cheapest by your weights"), change),
    ]  # fmt: skip
    rows: list[Row] = []
    for part, name in PARTS.items():
        near, cheap = (way.smallest or way.now)[part], (way.cheapest or way.now)[part]
        now = way.now[part]
        rows.append([
            *words(f"{name} ({part.value.upper()})"),
            *numbers(number(now), number(near), signed(near - now), number(cheap), signed(cheap - now)),
        ])  # fmt: skip
    return Table(_("All parts together"), heads, rows, file, SOURCE, stack=True)


def choices(got: Answer, pair: tuple[Part, Part], file: str) -> Figure | None:
    """Two parts against each other: every pair on the line is just enough. None where there is none to choose."""
    way, edition = got.distance, got.question.edition
    if way.reached:
        return None
    pairs = frontier(edition, way.now, way.needed * edition.whole, *pair)
    if len(pairs) < 2:
        return None
    along, other = pair
    names = {"along": str(PARTS[along]), "other": str(PARTS[other])}
    here = (way.now[along] / ONE, way.now[other] / ONE)
    series = [
        Series(number(way.needed), _("just enough"), tuple((x / ONE, y / ONE) for x, y in pairs)),
        Series(got.question.iso3, _("now"), (here,)),
    ]
    heads = [*numbers(names["along"]), *numbers(names["other"])]
    rows = [numbers(number(x), number(y)) for x, y in pairs]
    title = _("%(along)s against %(other)s") % names
    note = (
        _("Across: %(along)s. Upwards: %(other)s. Every point of the line is enough; the third part stays.")
        % names
    )
    low = min(here[1], min(y for _x, y in pairs) / ONE)
    return figure(
        "frontier",
        title,
        series,
        _tenths(here[0]),
        _tenths(low),
        Table(title, heads, rows, file, SOURCE),
        note,
    )


def outcomes(got: Answer, file: str) -> Table:
    """Where staying, going on and the planned parts lead."""
    simulated = got.moves is not None and got.moves.ranks is not None
    heads = [*words(_("The state")), *numbers(_("Index"), _("Middle rank") if simulated else _("Rank then"))]
    if simulated:
        heads += numbers(_("Ranks in 90 of 100 worlds"), _("Chance of the target"))
    rows = [_outcome(_("stays as it is"), got.stays, simulated)]
    if got.moves:
        rows.append(_outcome(_("moves by chance like the others") if simulated else _("moves as it did last time"),
                             got.moves, simulated))  # fmt: skip
    if got.planned:
        rows.append(_outcome(_("has your values"), got.planned, simulated))
    return Table(_("Where that leads"), heads, rows, file, SOURCE, stack=True)


def steps(got: Answer, file: str) -> Table | None:
    """The chance if the world moves as in each past step."""
    told = got.moves.chance if got.moves else None
    if told is None:
        return None
    rows = [
        [*words(f"{edition_of(step.since)} → {edition_of(step.until)}"), *numbers(percent(step.probability))]
        for step in told.steps
    ]
    return Table(_("Chance if the world moves as it did then"),
                 [*words(_("Past step")), *numbers(_("Chance"))], rows, file, SOURCE)  # fmt: skip


def _lever(now: int, needed: int | None) -> list[Cell]:
    if needed is None:
        return [Cell(_("not enough even at 1"), number=True), Cell("–", number=True)]
    return numbers(number(max(now, needed)), signed(max(0, needed - now)))


def _outcome(name: str, told: Outcome, simulated: bool) -> list[Cell]:
    index = _("drawn") if told.index is None else number(told.index)
    row = [*words(name), *numbers(index, str(told.rank))]
    if simulated and told.ranks:
        row += numbers(
            f"{told.ranks[0]}–{told.ranks[1]}", percent(told.chance.probability) if told.chance else "–"
        )
    return row


def _tenths(low: float) -> Axis:
    """From the tenth below to 1."""
    first = min(9, floor(low * 10 - 0.3))
    step = 1 if first >= 5 else 2
    return [(n / 10, f"{n / 10:g}") for n in range(first, 10, step)] + [(1.0, "1")]
