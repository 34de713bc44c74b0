"""Whether the published index and ranks follow from the published parts, state by state.

The difference is told, never hidden: an edition that does not follow is marked, with the states that are why.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from .survey import ONE, Edition, Standing, ranks, rounded

FOUR = 10  # hundred-thousandths in the fourth decimal


class Ranking(StrEnum):
    """What the UN ranked by, as the published ranks tell."""

    EXACT = "exact"  # the index before it is rounded
    FOUR_DECIMALS = "four-decimals"  # the index as printed: states with the same one share a rank


# Largest difference, in hundred-thousandths, that the rounding of three parts and of the index explains.
EXPLAINED = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One state. index: from its parts, hundred-thousandths, not rounded; difference: published less that;
    rank: recomputed."""

    standing: Standing
    index: float
    rank: int

    @property
    def difference(self) -> float:
        """Published index less the recomputed one, in hundred-thousandths."""
        return self.standing.index - self.index


@dataclass(frozen=True, eq=False)
class Recomputed:
    """An edition computed again. lines: the surveyed states by published rank."""

    edition: Edition
    lines: tuple[Line, ...]
    ranking: Ranking
    index_equal_4dp: int
    rank_equal: int

    @property
    def states(self) -> int:
        """How many were surveyed."""
        return len(self.lines)

    @cached_property
    def max_error(self) -> float:
        """The largest difference either way, in hundred-thousandths."""
        return max(abs(line.difference) for line in self.lines)

    @property
    def follows(self) -> bool:
        """Whether rounding explains every difference."""
        return self.max_error <= EXPLAINED

    @cached_property
    def withheld(self) -> tuple[Line, ...]:
        """States to which no index was given (it is published as 0), though some of their parts were published.

        To 2012 the UN gave none to states without a website or without figures on education.
        """
        return tuple(line for line in self.lines if not line.standing.index and line.index)

    @cached_property
    def unexplained(self) -> tuple[Line, ...]:
        """States with an index that their parts do not give."""
        return tuple(line for line in self.lines if line.standing.index and abs(line.difference) > EXPLAINED)

    def told(self) -> dict[str, object]:
        """As the command prints it; errors are of the index, 0 to 1."""
        return {
            "edition": self.edition.year,
            "states": self.states,
            "index_equal_4dp": self.index_equal_4dp,
            "rank_equal": self.rank_equal,
            "max_abs_error": round(self.max_error / ONE, 7),
            "ranked_by": self.ranking.value,
            "follows": self.follows,
            "withheld": [line.standing.iso3 for line in self.withheld],
            "unexplained": [line.standing.iso3 for line in self.unexplained],
        }


@lru_cache(maxsize=32)
def recompute(edition: Edition) -> Recomputed:
    """Compute every index and rank again from the parts."""
    weighed = {s.iso3: edition.weighed_of(s) for s in edition.surveyed}
    printed = {iso3: rounded(value, edition.whole, FOUR) for iso3, value in weighed.items()}
    found = {Ranking.EXACT: ranks(weighed), Ranking.FOUR_DECIMALS: ranks(printed)}

    def agreeing(way: Ranking) -> int:
        return sum(found[way][s.iso3] == s.rank for s in edition.surveyed)

    ranking = max(Ranking, key=agreeing)
    return Recomputed(
        edition,
        tuple(Line(s, weighed[s.iso3] / edition.whole, found[ranking][s.iso3]) for s in edition.surveyed),
        ranking,
        sum(printed[s.iso3] == rounded(s.index, 1, FOUR) for s in edition.surveyed),
        agreeing(ranking),
    )
