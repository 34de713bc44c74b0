"""The next edition simulated many times: how likely a state is to have a rank, and how often that was right before.

Between two editions the world moves together (a new method, a pandemic) and states at the same height move alike.
So each simulated world takes one past step, from an edition to the next, for everybody; in it every state makes
the move that one of its neighbours in height made then, drawn at random. Nothing is assumed about the shape of
moves, and what never happened is not foreseen: the back-test says how much that is worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from .survey import ONE, Edition

NEIGHBOURS = 25
WORLDS = 10_000
FIRST = 2014  # editions before it gave many states no index, which is no move
_Z = 1.959964  # of a 95% interval


@dataclass(frozen=True)
class Step:
    """What happened from one edition to the next: index of each state before, ascending, and its move."""

    since: int
    until: int
    before: NDArray[np.int64]
    moves: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Worlds:
    """Simulated next editions. indices: worlds x states, hundred-thousandths, in the order of `codes`;
    taken: for each world which of `past` it took."""

    edition: Edition
    codes: tuple[str, ...]
    indices: NDArray[np.int32]
    past: tuple[Step, ...]
    taken: NDArray[np.int64]

    @property
    def count(self) -> int:
        """How many worlds."""
        return len(self.indices)

    def of(self, iso3: str) -> NDArray[np.int32]:
        """The index of a state in each world. Raises KeyError for one that was not surveyed."""
        if iso3 not in self.codes:
            raise KeyError(iso3)
        found: NDArray[np.int32] = self.indices[:, self.codes.index(iso3)]
        return found


@dataclass(frozen=True)
class StepChance:
    """The chance if the world moves as it did in one past step, from the edition `since` to `until`."""

    since: int
    until: int
    probability: float


@dataclass(frozen=True)
class Chance:
    """How a state stands in the simulated worlds.

    rank: the one asked for, None where an index was; probability: the share of worlds that reach it; low, high: its
    95% interval (Wilson) from the number of worlds alone, which says nothing of how alike the future is to the past;
    `steps`:
    the chance in each past step, which says more of that. ranks: in which 5, 50 and 95 of 100 worlds leave it.
    """

    rank: int | None
    worlds: int
    probability: float
    low: float
    high: float
    ranks: tuple[int, int, int]
    steps: tuple[StepChance, ...]


@dataclass(frozen=True)
class BackTest:
    """A past edition foretold from those before it.

    states: how many were foretold; past: from how many steps; inside: the share whose rank fell between their 5
    and 95 of 100; off: the mean of how many ranks the middle one was wrong; still: the same when nobody is said
    to move; brier, brier_still: mean squared error of the chance of a rank of at least `rank` (0 is best, .25 a
    coin); foretold, came: how many states were expected to have that rank though they had not before, and how
    many did.
    """

    year: int
    rank: int
    states: int
    past: int
    inside: float
    off: float
    still: float
    brier: float
    brier_still: float
    foretold: float
    came: int


def steps(editions: Sequence[Edition]) -> list[Step]:
    """The past moves between editions that follow one another, the oldest first."""
    held = sorted((e for e in editions if e.year >= FIRST), key=lambda e: e.year)
    found = []
    for old, new in pairwise(held):
        codes = [s.iso3 for s in old.surveyed if s.iso3 in new.standings]
        before = np.array([old.standings[code].index for code in codes], dtype=np.int64)
        after = np.array([new.standings[code].index for code in codes], dtype=np.int64)
        order = np.argsort(before, kind="stable")
        found.append(Step(old.year, new.year, before[order], (after - before)[order]))
    return found


def simulate(edition: Edition, past: Sequence[Step], worlds: int = WORLDS, seed: int = 1) -> Worlds:
    """The edition after `edition`, many times. The same seed gives the same worlds.

    Raises ValueError without a past step.
    """
    if not past:
        raise ValueError("no past step to draw from")
    codes = tuple(s.iso3 for s in edition.surveyed)
    now = np.array([edition.standings[code].index for code in codes], dtype=np.int64)
    draw = np.random.default_rng(seed)
    taken = draw.integers(len(past), size=worlds)
    found = np.empty((worlds, len(codes)), dtype=np.int32)
    for at, step in enumerate(past):
        rows = np.flatnonzero(taken == at)
        near = _neighbours(step.before, now)
        picks = draw.integers(near.shape[1], size=(rows.size, len(codes)))
        found[rows] = now + step.moves[near[np.arange(len(codes)), picks]]
    return Worlds(edition, codes, np.clip(found, 0, ONE), tuple(past), taken)


@lru_cache(maxsize=6)
def simulated(editions: tuple[Edition, ...], year: int, worlds: int = WORLDS, seed: int = 1) -> Worlds:
    """The edition after that of `year`, from it and those before it; kept, for others will ask the same.

    Raises ValueError when too few came before, StopIteration for a year without edition.
    """
    edition = next(e for e in editions if e.year == year)
    return simulate(edition, steps([e for e in editions if e.year <= year]), worlds, seed)


def chance(worlds: Worlds, iso3: str, rank: int, index: int | None = None) -> Chance:
    """How likely a state has the rank or a better one in the next edition.

    index: what it will have, where that is planned; drawn like the others' when not given.
    Raises KeyError for a state that was not surveyed.
    """
    ranks = _ranks_of(worlds, iso3, index)
    return _chance(worlds, ranks <= rank, ranks, rank)


def chance_of_index(worlds: Worlds, iso3: str, index: int) -> Chance:
    """How likely a state has the index or a higher one. Raises KeyError for a state that was not surveyed."""
    return _chance(worlds, worlds.of(iso3) >= index, _ranks_of(worlds, iso3, None), None)


def needed_in(worlds: Worlds, iso3: str, rank: int) -> NDArray[np.int32]:
    """The least index that gives the state the rank or a better one, in each world, ascending.

    Raises KeyError for a state that was not surveyed, ValueError for a rank nobody has.
    """
    if not 1 <= rank <= len(worlds.codes):
        raise ValueError(rank)
    worlds.of(iso3)
    others = np.delete(worlds.indices, worlds.codes.index(iso3), axis=1)
    if rank == len(worlds.codes):
        return np.zeros(worlds.count, dtype=np.int32)
    place = others.shape[1] - rank
    found: NDArray[np.int32] = np.sort(np.partition(others, place, axis=1)[:, place])
    return found


@lru_cache(maxsize=1024)
def back_test(
    editions: tuple[Edition, ...], year: int, rank: int = 40, worlds: int = 2_000, seed: int = 1
) -> BackTest:
    """Foretell an edition from those before it alone, and compare. Raises ValueError when too few came before."""
    by_year = {e.year: e for e in editions}
    before = sorted((e for e in editions if e.year < year), key=lambda e: e.year)
    past = steps(before)
    if not past:
        raise ValueError("too few editions came before")
    made = simulate(before[-1], past, worlds, seed)
    ranks = _ranks(made.indices)
    true = {s.iso3: s.rank for s in by_year[year].surveyed}
    was = {s.iso3: s.rank for s in before[-1].surveyed}
    kept = [at for at, code in enumerate(made.codes) if code in true]
    low, middle, high = np.percentile(ranks, (5, 50, 95), axis=0, method="nearest")
    came = np.array([true[made.codes[at]] for at in kept])
    stood = np.array([was[made.codes[at]] for at in kept])
    share = (ranks <= rank).mean(axis=0)[kept]
    inside = (low[kept] <= came) & (came <= high[kept])
    new = stood > rank
    return BackTest(
        year, rank, len(kept), len(past), float(inside.mean()),
        float(np.abs(middle[kept] - came).mean()), float(np.abs(stood - came).mean()),
        float(((share - (came <= rank)) ** 2).mean()),
        float((((stood <= rank) * 1.0 - (came <= rank)) ** 2).mean()),
        float(share[new].sum()), int((came[new] <= rank).sum()),
    )  # fmt: skip


def back_tests(editions: tuple[Edition, ...], until: int, rank: int = 40) -> list[BackTest]:
    """Every edition to that of `until` that can be foretold, the oldest first."""
    years = sorted(e.year for e in editions if FIRST <= e.year <= until)
    return [back_test(editions, year, rank) for year in years[2:]]


def trend(editions: Sequence[Edition], edition: Edition) -> Mapping[str, int]:
    """The index of every state if it moves once more as from the edition before to this one, at most 1."""
    before = max((e for e in editions if e.year < edition.year), key=lambda e: e.year, default=None)
    moved = {}
    for standing in edition.surveyed:
        old = before.standings.get(standing.iso3) if before else None
        step = standing.index - old.index if old and old.rank else 0
        moved[standing.iso3] = min(ONE, max(0, standing.index + step))
    return moved


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95% score interval of a share (E. B. Wilson, JASA 22, 1927)."""
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _neighbours(before: NDArray[np.int64], now: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each state the places, among those ascending `before`, of the ones nearest in height."""
    count = min(NEIGHBOURS, before.size)
    first = np.clip(np.searchsorted(before, now) - count // 2, 0, before.size - count)
    return first[:, None] + np.arange(count)


def _ranks_of(worlds: Worlds, iso3: str, index: int | None) -> NDArray[np.int64]:
    """The rank of one state in each world, with its own or a planned index."""
    drawn = worlds.of(iso3)
    own = drawn if index is None else np.full(worlds.count, index, dtype=np.int32)
    # Its own drawn value is among those counted where it is over the planned one.
    above = (worlds.indices > own[:, None]).sum(axis=1) - (drawn > own)
    ranks: NDArray[np.int64] = 1 + above
    return ranks


def _chance(worlds: Worlds, good: NDArray[np.bool_], ranks: NDArray[np.int64], rank: int | None) -> Chance:
    hits = int(good.sum())
    low, high = wilson(hits, worlds.count)
    least, middle, most = (int(r) for r in np.percentile(ranks, (5, 50, 95), method="nearest"))
    apart = tuple(
        StepChance(step.since, step.until, float(good[worlds.taken == at].mean()))
        for at, step in enumerate(worlds.past)
        if (worlds.taken == at).any()
    )
    return Chance(rank, worlds.count, hits / worlds.count, low, high, (least, middle, most), apart)


def _ranks(found: NDArray[np.int32]) -> NDArray[np.int64]:
    """The rank of each state in each world, those who tie sharing it."""
    ordered = np.sort(found, axis=1)
    above = [
        row.size - np.searchsorted(row, values, side="right")
        for row, values in zip(ordered, found, strict=True)
    ]
    return 1 + np.array(above)
