"""Charts and tables of states through time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prasan.look.charts import Axis, Series

from ..editions import SOURCE
from ..history import Measure, history, value_of
from ..states import State
from ..survey import ONE, STATES, Edition, Standing
from ..words import EPI, GROUPS, INDEX, NOTHING, PARTS, RANK, edition_of, number, year_of
from .show import Cell, Figure, Table, figure, numbers, words

NAMES: Mapping[Measure, object] = {
    Measure.INDEX: INDEX,
    Measure.OSI: PARTS[Measure.OSI],  # type: ignore[index]  # the parts have the same names
    Measure.TII: PARTS[Measure.TII],  # type: ignore[index]
    Measure.HCI: PARTS[Measure.HCI],  # type: ignore[index]
    Measure.EPI: EPI,
    Measure.RANK: RANK,
}
OF_INDEX = (Measure.INDEX, Measure.OSI, Measure.TII, Measure.HCI)
SHARES: Axis = [(value / 4, f"{value / 4:g}") for value in range(5)]
RANKS: Axis = [(STATES, str(STATES)), (150, "150"), (100, "100"), (50, "50"), (1, "1")]


def short(measure: Measure) -> str:
    """What a line of it is called at its end."""
    return "EGDI" if measure is Measure.INDEX else measure.value.upper()


def years(editions: Sequence[Edition]) -> Axis:
    """The editions on an axis."""
    return [(edition.year, year_of(edition.year)) for edition in editions]


def of_state(editions: Sequence[Edition], state: State) -> list[Figure]:
    """The index with its parts, and the rank."""
    told = history(editions, state.iso3)
    table = state_table(editions, state)
    index = [_series(told, m, short(m), str(NAMES[m])) for m in OF_INDEX]
    rank = [_series(told, Measure.RANK, state.iso3, state.name)]
    name = {"state": state.name}
    return [
        figure(
            "index",
            _("%(state)s: the index and its parts") % name,
            index,
            years(editions),
            _shares(index),
            table,
        ),
        figure(
            "rank", _("%(state)s: the rank") % name, rank, years(editions), RANKS, _rank_table(told, state)
        ),
    ]


def _rank_table(told: Sequence[tuple[int, Standing | None]], state: State) -> Table:
    rows = [
        [Cell(edition_of(year)), *numbers(said(value_of(standing, Measure.RANK), Measure.RANK))]
        for year, standing in reversed(told)
    ]
    file = reverse("observatory:state-file", args=[state.iso3])
    caption = _("%(state)s: the rank") % {"state": state.name}
    return Table(caption, [*words(_("Edition")), *numbers(RANK)], rows, file, SOURCE)


def state_table(editions: Sequence[Edition], state: State) -> Table:
    """A row for each edition, the newest first."""
    heads = [
        *words(_("Edition")),
        *numbers(RANK),
        *words(pgettext("survey", "Group")),
        *numbers(*(short(m) for m in OF_INDEX), "EPI"),
    ]
    rows = []
    for year, standing in reversed(history(editions, state.iso3)):
        first = Cell(edition_of(year), reverse("observatory:edition", args=[year]))
        rows.append([first, *_standing(standing)])
    caption = _("%(state)s in every edition") % {"state": state.name}
    return Table(caption, heads, rows, reverse("observatory:state-file", args=[state.iso3]), SOURCE)


def compared(editions: Sequence[Edition], states: Sequence[State], measure: Measure, file: str) -> Figure:
    """States side by side through time."""
    paths = {state: history(editions, state.iso3) for state in states}
    series = [_series(told, measure, state.iso3, state.name) for state, told in paths.items()]
    heads = [*words(_("Edition")), *(Cell(state.name, number=True) for state in states)]
    rows = []
    for at, edition in reversed(list(enumerate(editions))):
        values = [value_of(told[at][1], measure) for told in paths.values()]
        rows.append([Cell(edition_of(edition.year)), *numbers(*(said(value, measure) for value in values))])
    title = str(NAMES[measure])
    return figure(
        "compare", title, series, years(editions), RANKS if measure is Measure.RANK else _shares(series),
        Table(title, heads, rows, file, SOURCE),
    )  # fmt: skip


def said(value: int | None, measure: Measure) -> str:
    """A value as people read it."""
    if value is None:
        return NOTHING
    return str(value) if measure is Measure.RANK else number(value)


def _standing(standing: Standing | None) -> list[Cell]:
    if standing is None:
        return [*numbers(NOTHING), *words(_("not surveyed")), *numbers(*[NOTHING] * 5)]
    values = (standing.index, standing.osi, standing.tii, standing.hci, standing.epi)
    return [
        *numbers(str(standing.rank)), *words(GROUPS[standing.group]), *numbers(*(number(v) for v in values)),
    ]  # fmt: skip


def _series(told: Sequence[tuple[int, Standing | None]], measure: Measure, label: str, name: str) -> Series:
    scale = 1 if measure is Measure.RANK else ONE
    values = ((year, value_of(standing, measure)) for year, standing in told)
    return Series(label, name, tuple((year, None if v is None else v / scale) for year, v in values))


def _shares(series: Sequence[Series]) -> Axis:
    """0 to 1, or further where an early edition printed more."""
    over = any(value is not None and value > 1 for one in series for _at, value in one.points)
    return [*SHARES, (1.25, "1.25")] if over else SHARES
