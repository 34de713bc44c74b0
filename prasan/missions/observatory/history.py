"""A state through all editions, and several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from .survey import Edition, Standing


class Measure(StrEnum):
    """What of a state is followed through time."""

    INDEX = "index"
    OSI = "osi"
    TII = "tii"
    HCI = "hci"
    EPI = "epi"
    RANK = "rank"


def history(editions: Sequence[Edition], iso3: str) -> list[tuple[int, Standing | None]]:
    """Year and standing in every edition, None where the state was not surveyed."""
    found = ((e.year, e.standings.get(iso3)) for e in editions)
    return [(year, s if s is not None and s.rank is not None else None) for year, s in found]


def value_of(standing: Standing | None, measure: Measure) -> int | None:
    """One number of a standing: hundred-thousandths, or a rank."""
    return None if standing is None else getattr(standing, measure.value)
