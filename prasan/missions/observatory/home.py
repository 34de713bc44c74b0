"""The country this installation is of, and what its government said it wants to reach."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .scoreboard.targets import INDICES, all_targets, read_targets
from .states import State, by_code
from .survey import ONE, Edition
from .whatif import needed_for_rank


@dataclass(frozen=True)
class Targets:
    """Official targets of a country. index: hundred-thousandths; imd_rank: of government efficiency."""

    rank: int
    index: int
    imd_rank: int


@dataclass(frozen=True)
class Agreement:
    """What the two targets for the index ask in one edition; indices in hundred-thousandths.

    rank_of_index: which rank the target index would have had, first and last of those that would tie with it;
    index_of_rank: the index the target rank took; passed: the first edition in which the index was reached, or None.
    """

    targets: Targets
    rank_of_index: tuple[int, int]
    index_of_rank: int
    passed: int | None

    @property
    def agree(self) -> bool:
        """Whether reaching one is reaching the other."""
        return self.rank_of_index[0] <= self.targets.rank <= self.rank_of_index[1]


def home() -> State:
    """The country of this installation. Raises ImproperlyConfigured for a code of no Member State."""
    try:
        return by_code()[settings.COUNTRY]
    except KeyError:
        told = f"PRASAN_COUNTRY is the ISO 3166 alpha-3 code of a Member State of the UN, not {settings.COUNTRY!r}"
        raise ImproperlyConfigured(told) from None


def targets() -> Targets | None:
    """What the country wants to reach, as the scoreboard has it; None where nothing is known of this country."""
    country, _every = read_targets()
    if home().iso3 != country:
        return None
    wanted = {one.index: one.target.value for one in all_targets() if one.index and one.target}
    rank, index, imd_rank = (wanted[name] for name in INDICES)
    return Targets(int(rank), round(index * ONE), int(imd_rank))


def agreement(editions: tuple[Edition, ...], edition: Edition) -> Agreement | None:
    """Whether the targets for rank and index agree, by the numbers of an edition."""
    wanted, iso3 = targets(), home().iso3
    if wanted is None:
        return None
    others = [s.index for s in edition.surveyed if s.iso3 != iso3]
    better = sum(value > wanted.index for value in others)
    beside = sum(value == wanted.index for value in others)
    reached = (e.year for e in editions if e.standings[iso3].index >= wanted.index)
    return Agreement(
        wanted,
        (better + 1, better + 1 + beside),
        needed_for_rank(edition, iso3, wanted.rank),
        next(reached, None),
    )
