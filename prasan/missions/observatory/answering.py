"""A question of a person put to the engine: a state, a target, and what the others do meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from prasan.foundation.errors import Invalid

from .survey import Edition, Part
from .whatif import Distance, Parts, distance, needed_for_rank
from .worlds import Chance, Worlds, chance, chance_of_index, needed_in, simulated, trend

SURE = 0.9  # the share of worlds in which the safer index is enough


class Others(StrEnum):
    """What the other states do until the target is to be reached."""

    FROZEN = "frozen"  # they stay as in the edition
    TREND = "trend"  # each moves once more as it did since the edition before
    SIMULATED = "simulated"  # the next edition, drawn from past moves


@dataclass(frozen=True)
class Question:
    """What is asked. rank or index (hundred-thousandths) is the target, the other one None; costs: of moving each
    part by the same step; planned: what some parts shall become."""

    edition: Edition
    iso3: str
    rank: int | None = None
    index: int | None = None
    others: Others = Others.FROZEN
    costs: Mapping[Part, float] | None = None
    planned: Mapping[Part, int] | None = None


@dataclass(frozen=True)
class Outcome:
    """Where some index leads. index: hundred-thousandths, None where it is drawn; rank: the middle one where the
    others are simulated, and ranks those in which 5 and 95 of 100 worlds leave it; chance: of the target then."""

    index: float | None
    rank: int
    ranks: tuple[int, int] | None = None
    chance: Chance | None = None


@dataclass(frozen=True)
class Answer:
    """What is found. distance: to the index needed, None where even 1 is not enough; with simulated others that
    index is enough in half of the worlds, and `sure` in nine of ten.

    stays: the state as it is; moves: as it moved before, or drawn; planned: with its planned parts, if it has any.
    """

    question: Question
    distance: Distance
    sure: Distance | None
    stays: Outcome
    moves: Outcome | None
    planned: Outcome | None


def answer(editions: tuple[Edition, ...], question: Question) -> Answer:
    """Raises Invalid, by the name of what is wrong: state, rank, score, others or costs."""
    edition, iso3 = question.edition, question.iso3
    if edition.standings[iso3].rank is None:
        raise Invalid(fields={"state": _("This state was not surveyed in that edition.")})
    _check(question)
    if question.others is Others.SIMULATED:
        return _simulated(editions, question)
    moved = trend(editions, edition)
    rivals = moved if question.others is Others.TREND else {s.iso3: s.index for s in edition.surveyed}
    needed = question.index
    if needed is None:
        needed = needed_for_rank(edition, iso3, question.rank or 1, rivals)
    found = distance(edition, iso3, needed, question.costs)
    after = _after(question, found)

    def outcome(weighed: int) -> Outcome:
        better = sum(value * edition.whole > weighed for code, value in rivals.items() if code != iso3)
        return Outcome(weighed / edition.whole, better + 1)

    return Answer(
        question, found, None, outcome(edition.weighed(found.now)),
        outcome(moved[iso3] * edition.whole) if question.others is Others.TREND else None,
        outcome(edition.weighed(after)) if after else None,
    )  # fmt: skip


def _simulated(editions: tuple[Edition, ...], question: Question) -> Answer:
    edition, iso3, rank = question.edition, question.iso3, question.rank
    try:
        worlds = simulated(editions, edition.year)
    except ValueError:
        text = _("Too few editions came before that one to draw from. Choose a later edition.")
        raise Invalid(fields={"others": text}) from None
    if question.index is not None:
        half = most = question.index
    else:
        needed = needed_in(worlds, iso3, rank or 1)
        half, most = int(needed[(len(needed) - 1) // 2]), int(needed[int(SURE * len(needed)) - 1])
    found = distance(edition, iso3, half, question.costs)
    sure = distance(edition, iso3, most, question.costs) if question.index is None else None
    after = _after(question, found)
    return Answer(
        question, found, sure, _drawn(worlds, question, edition.weighed(found.now)),
        _drawn(worlds, question, None),
        _drawn(worlds, question, edition.weighed(after)) if after else None,
    )  # fmt: skip


def _drawn(worlds: Worlds, question: Question, weighed: int | None) -> Outcome:
    """Among simulated others: of a planned index, or of one that is drawn too."""
    index = None if weighed is None else weighed / question.edition.whole
    if index is None and question.index is not None:
        found = chance_of_index(worlds, question.iso3, question.index)
    else:
        found = chance(worlds, question.iso3, question.rank or 1, None if index is None else int(index))
    least, middle, most = found.ranks
    told = question.rank is not None or index is None
    return Outcome(index, middle, (least, most), found if told else None)


def _after(question: Question, found: Distance) -> Parts | None:
    return {**found.now, **question.planned} if question.planned else None


def _check(question: Question) -> None:
    """A rank that somebody has. Raises Invalid."""
    most = len(question.edition.surveyed)
    if question.index is None and not 1 <= (question.rank or 0) <= most:
        raise Invalid(fields={"rank": _("The rank is from 1 to %d.") % most})
