"""The next edition simulated many times: how likely a state is to have a rank, and how often that was right before.

Between two editions the world moves together (a new method, a pandemic) and states at the same height move alike.
So each simulated world takes one past step, from an edition to the next, for everybody; in it every state makes
the move that one of its neighbours in height made then, drawn at random. Nothing is assumed about the shape of
moves, and what never happened is not foreseen: the back-test says how much that is worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Chance:
    """How a state stands in the simulated worlds.

    probability: the share of worlds in which its rank is at least as good as `rank`; low, high: its 95% interval
    (Wilson) from the number of worlds alone; ranks: the rank in which 5, 50 and 95 of 100 worlds leave it.
    """

    rank: int
    worlds: int
    probability: float
    low: float
    high: float
    ranks: tuple[int, int, int]


@dataclass(frozen=True)
class BackTest:
    """A past edition foretold from those before it.

    states: how many were foretold; inside: the share whose rank fell between their 5 and 95 of 100;
    off: the mean of how many ranks the middle one was wrong; still: the same when nobody is said to move;
    brier, brier_still: mean squared error of the chance of a rank of at least `rank` (0 is best, .25 is a coin).
    """

    year: int
    rank: int
    states: int
    inside: float
    off: float
    still: float
    brier: float
    brier_still: float


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


def simulate(
    edition: Edition, past: Sequence[Step], worlds: int = WORLDS, seed: int = 1
) -> tuple[list[str], NDArray[np.int64]]:
    """Codes of the states, and their index in each world: an array of worlds x states, hundred-thousandths.

    The same seed gives the same worlds. Raises ValueError without a past step.
    """
    if not past:
        raise ValueError("no past step to draw from")
    codes = [s.iso3 for s in edition.surveyed]
    now = np.array([edition.standings[code].index for code in codes], dtype=np.int64)
    draw = np.random.default_rng(seed)
    chosen = draw.integers(len(past), size=worlds)
    found = np.empty((worlds, len(codes)), dtype=np.int64)
    for at, step in enumerate(past):
        rows = np.flatnonzero(chosen == at)
        near = _neighbours(step.before, now)
        picks = draw.integers(near.shape[1], size=(rows.size, len(codes)))
        found[rows] = now + step.moves[near[np.arange(len(codes)), picks]]
    return codes, np.clip(found, 0, ONE)


def chance(
    edition: Edition, past: Sequence[Step], iso3: str, rank: int, index: int | None = None,
    worlds: int = WORLDS, seed: int = 1,
) -> Chance:  # fmt: skip
    """How likely a state has the rank or a better one in the next edition.

    index: what it will have, where that is planned; drawn like the others' when not given.
    Raises KeyError for a state that was not surveyed.
    """
    codes, found = simulate(edition, past, worlds, seed)
    if iso3 not in codes:
        raise KeyError(iso3)
    own = found[:, codes.index(iso3)] if index is None else np.full(worlds, index, dtype=np.int64)
    others = np.delete(found, codes.index(iso3), axis=1)
    ranks = 1 + (others > own[:, None]).sum(axis=1)
    hits = int((ranks <= rank).sum())
    low, high = wilson(hits, worlds)
    least, middle, most = (int(r) for r in np.percentile(ranks, (5, 50, 95), method="nearest"))
    return Chance(rank, worlds, hits / worlds, low, high, (least, middle, most))


def back_test(
    editions: Sequence[Edition], year: int, rank: int = 40, worlds: int = 2_000, seed: int = 1
) -> BackTest:
    """Foretell an edition from those before it alone, and compare. Raises ValueError when too few came before."""
    by_year = {e.year: e for e in editions}
    before = sorted((e for e in editions if e.year < year), key=lambda e: e.year)
    codes, found = simulate(before[-1], steps(before), worlds, seed)
    ranks = _ranks(found)
    true = {s.iso3: s.rank for s in by_year[year].surveyed}
    was = {s.iso3: s.rank for s in before[-1].surveyed}
    kept = [at for at, code in enumerate(codes) if code in true]
    low, middle, high = np.percentile(ranks, (5, 50, 95), axis=0, method="nearest")
    came = np.array([true[codes[at]] for at in kept])
    stood = np.array([was[codes[at]] for at in kept])
    share = (ranks <= rank).mean(axis=0)[kept]
    inside = (low[kept] <= came) & (came <= high[kept])
    return BackTest(
        year, rank, len(kept), float(inside.mean()),
        float(np.abs(middle[kept] - came).mean()), float(np.abs(stood - came).mean()),
        float(((share - (came <= rank)) ** 2).mean()),
        float((((stood <= rank) * 1.0 - (came <= rank)) ** 2).mean()),
    )  # fmt: skip


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


def _ranks(found: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rank of each state in each world, those who tie sharing it."""
    ordered = np.sort(found, axis=1)
    above = [
        row.size - np.searchsorted(row, values, side="right")
        for row, values in zip(ordered, found, strict=True)
    ]
    return 1 + np.array(above)
