"""Where a target stands: its number now, its way through time, and what that says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from prasan.core.measures import service as measures
from prasan.core.measures.service import Board, Told
from prasan.foundation import dates
from prasan.foundation.languages import current_language

from ..editions import editions
from ..home import home
from ..imd import efficiency
from ..survey import ONE
from ..words import NOTHING, edition_of, year_of
from .targets import Mark, Target, all_targets


class Status(StrEnum):
    """REACHED: as good as the target. ON_TRACK: as far as a straight line from the baseline would be today."""

    REACHED = "reached"
    ON_TRACK = "on-track"
    BEHIND = "behind"
    NO_TARGET = "no-target"
    NO_DATA = "no-data"


@dataclass(frozen=True)
class Stop:
    """A value in time. code: "2026-10" or "2024"; at: where it is on an axis."""

    code: str
    name: str
    at: float
    told: Told


@dataclass(frozen=True)
class Standing:
    """A target with its number now and every stop of its way, the oldest first.

    since: when the number is of, in words; as_of: the same as programs read it, a year, a day, or two months with a
    slash between (ISO 8601).
    """

    target: Target
    now: Told
    since: str
    as_of: str
    stops: tuple[Stop, ...]
    status: Status


def read_board() -> Board | None:
    """The kept figures of every measure of the scoreboard; None while there are none."""
    return measures.board(measures={one.measure for one in all_targets() if one.measure})


def standing_of(target: Target, board: Board | None, today: date | None = None) -> Standing:
    """Where one target stands today, in public: whole months, small counts kept back."""
    now, since, as_of, stops = _read(target, board)
    return Standing(target, now, since, as_of, stops, status_of(target, now.value, today or _today()))


def status_of(target: Target, value: float | None, today: date) -> Status:
    """What a number says of its target.

    Without a baseline or a date there is no line to be on: what is not reached is behind.
    """
    if value is None:
        return Status.NO_DATA
    wanted, begun = target.target, target.baseline
    if wanted is None:
        return Status.NO_TARGET
    sign = 1 if target.up else -1
    if (value - wanted.value) * sign >= 0:
        return Status.REACHED
    if begun is None or not wanted.year or today > wanted.day or begun.year >= wanted.year:
        return Status.BEHIND
    return Status.ON_TRACK if (value - _due(begun, wanted, today)) * sign >= 0 else Status.BEHIND


def _due(begun: Mark, wanted: Mark, today: date) -> float:
    """What a straight line from the end of the baseline's year to the target's last day has on `today`."""
    share = (today - begun.day).days / (wanted.day - begun.day).days
    return begun.value + (wanted.value - begun.value) * min(1.0, max(0.0, share))


def said(target: Target, value: float | Told | None) -> str:
    """A value of the target as people read it."""
    told = value if isinstance(value, Told) else Told(value)
    if target.measure:
        return measures.said(told, measures.measure(target.measure).unit)
    if told.value is None:
        return NOTHING
    return f"{told.value:.4f}" if target.index == "egdi-score" else f"{told.value:g}"


def _read(target: Target, board: Board | None) -> tuple[Told, str, str, tuple[Stop, ...]]:
    if target.index:
        stops = _yearly(target.index)
        return (stops[-1].told, stops[-1].name, stops[-1].code, stops) if stops else (Told(None), "", "", ())
    if board is None or not target.measure:
        return Told(None), "", "", ()
    months = tuple(
        Stop(row.code, row.name, float(at), row.values[0])
        for at, row in enumerate(board.months(target.measure, **target.of))
    )
    if measures.measure(target.measure).level and not target.of:
        return board.now(target.measure), _day(board.taken), board.taken.isoformat(), months
    since, until = months[0].name, months[-1].name
    between = since if since == until else _("%(since)s to %(until)s") % {"since": since, "until": until}
    as_of = f"{months[0].code}/{months[-1].code}"
    return board.whole(target.measure, **target.of), between, as_of, months


def _yearly(index: str) -> tuple[Stop, ...]:
    own = home().iso3
    if index == "imd-rank":
        ranks = [(one.year, one.rank) for one in efficiency() if one.iso3 == own]
        return tuple(Stop(str(y), year_of(y), float(y), Told(float(rank))) for y, rank in sorted(ranks))
    found = []
    for edition in editions():
        standing = edition.standings.get(own)
        value: float | None = None
        if standing is not None:
            value = standing.rank if index == "egdi-rank" else standing.index / ONE
        found.append(Stop(str(edition.year), edition_of(edition.year), float(edition.year), Told(value)))
    return tuple(found)


def board_rows(board: Board | None, target: Target) -> Sequence[tuple[str, list[measures.Row]]]:
    """What the number is made of: by each dimension its measure is counted by, only what has a number, best first."""
    if board is None or not target.measure or target.of:
        return []
    found = []
    for dim in measures.measure(target.measure).dims:
        chart = measures.Chart("", "", (target.measure,), dim, measures.Drawing.BARS)
        rows = [row for row in board.rows(chart) if row.values[0].value is not None or row.values[0].hidden]
        if rows:
            found.append((dim, rows))
    return found


def _day(day: date) -> str:
    return dates.format_date(day, current_language())


def _today() -> date:
    return dates.day_of(timezone.now())
