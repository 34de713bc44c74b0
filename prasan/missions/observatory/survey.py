"""An edition of the UN E-Government Survey as numbers, and how its index is made of its parts.

Values are whole numbers of hundred-thousandths (0.8351 is 83,510), as the UN publishes five decimals: sums of
them are exact, so that whoever ties is seen to tie.

Source: UN DESA, United Nations E-Government Survey, annex on methodology: EGDI = (OSI + TII + HCI) / 3, groups of
equal width, rank by index with ties sharing a rank. The editions of 2008 and 2010 weighed the parts .34, .33, .33.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

ONE = 100_000
STATES = 193


class Part(StrEnum):
    """What the index is the mean of."""

    OSI = "osi"  # online service index
    TII = "tii"  # telecommunication infrastructure index
    HCI = "hci"  # human capital index


class Group(StrEnum):
    """The UN's four groups, by index."""

    VERY_HIGH = "very-high"
    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


_EQUAL = {Part.OSI: 1, Part.TII: 1, Part.HCI: 1}
_UNEQUAL = {Part.OSI: 34, Part.TII: 33, Part.HCI: 33}
_FLOORS = ((Group.VERY_HIGH, 75_000), (Group.HIGH, 50_000), (Group.MIDDLE, 25_000))


@dataclass(frozen=True, slots=True)
class Standing:
    """A state in an edition. index, parts, epi (e-participation): hundred-thousandths; rank: as published, 1 is
    best; None: not surveyed."""

    iso3: str
    rank: int | None
    index: int
    osi: int
    tii: int
    hci: int
    epi: int | None = None

    def part(self, part: Part) -> int:
        """The value of one part."""
        return int(getattr(self, part))

    @property
    def group(self) -> Group:
        """The group of the UN the index falls in."""
        return group_of(self.index)


@dataclass(frozen=True, eq=False)
class Edition:
    """A year's survey: who stood where, by ISO 3166 alpha-3 code. What is computed of it is kept by the object."""

    year: int
    standings: Mapping[str, Standing]

    @cached_property
    def weights(self) -> Mapping[Part, int]:
        """How much each part counts."""
        return _UNEQUAL if self.year in (2008, 2010) else _EQUAL

    @cached_property
    def whole(self) -> int:
        """The sum of the weights."""
        return sum(self.weights.values())

    @cached_property
    def surveyed(self) -> tuple[Standing, ...]:
        """The states that have a rank, the best first; those who tie by code."""
        ranked = (s for s in self.standings.values() if s.rank is not None)
        return tuple(sorted(ranked, key=lambda s: (s.rank, s.iso3)))

    def weighed(self, parts: Mapping[Part, int]) -> int:
        """The sum of the parts by their weights: the index times `whole`, exact."""
        return sum(weight * parts[part] for part, weight in self.weights.items())

    def weighed_of(self, standing: Standing) -> int:
        """The same of a state as it stands."""
        return sum(weight * standing.part(part) for part, weight in self.weights.items())


def group_of(index: int) -> Group:
    """The UN's group of an index in hundred-thousandths: over .75, .50, .25."""
    return next((group for group, floor in _FLOORS if index > floor), Group.LOW)


def ranks(values: Mapping[str, int]) -> dict[str, int]:
    """Rank of each: one more than there are strictly greater values, so that equal ones share it."""
    first: dict[int, int] = {}
    for place, value in enumerate(sorted(values.values(), reverse=True), 1):
        first.setdefault(value, place)
    return {key: first[value] for key, value in values.items()}


def rounded(numerator: int, denominator: int, step: int = 1) -> int:
    """numerator / denominator to the nearest multiple of `step`, halves up; nothing here is negative."""
    return (2 * numerator + denominator * step) // (2 * denominator * step) * step


def shown(value: float, digits: int = 4) -> str:
    """Hundred-thousandths as a decimal: 83510 -> "0.8351"."""
    return f"{value / ONE:.{digits}f}"
