"""Two parts of the index made again from what they are made of, as far as the figures are open.

Method (UN DESA, United Nations E-Government Survey 2022, annex; the same in 2020): each indicator becomes its
z-score over the states, an index is their weighed mean, and that is laid on 0 to 1 by its least and greatest.
Infrastructure: internet users, mobile subscriptions, active mobile broadband and fixed broadband, alike, those of
mobile capped at 120. Human capital: adult literacy a third, gross enrolment, expected and mean years of schooling
two ninths each. Enrolment is not at hand, so the other three are weighed 3 : 2 : 2.

The UN filled gaps by its own estimates, which it does not publish: a state that lacks an indicator is left out here,
and where that was the least or the greatest, all others are shifted a little.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path
from statistics import correlation, fmean, pstdev

from .survey import ONE, Edition, Part

_FILE = Path(__file__).parent / "data" / "indicators.csv"
_CAP = 120.0


class Indicator(StrEnum):
    """What a part is made of."""

    INTERNET = "internet"  # people who use the internet, per cent
    MOBILE = "mobile"  # mobile subscriptions per 100 people
    MOBILE_BROADBAND = "mobile-broadband"  # active ones, per 100 people
    FIXED_BROADBAND = "fixed-broadband"  # subscriptions per 100 people
    LITERACY = "literacy"  # of adults, per cent
    EXPECTED = "expected-schooling"  # years
    MEAN = "mean-schooling"  # years


_CAPPED = (Indicator.MOBILE, Indicator.MOBILE_BROADBAND)
WEIGHTS: Mapping[Part, Mapping[Indicator, int]] = {
    Part.TII: {
        Indicator.INTERNET: 1,
        Indicator.MOBILE: 1,
        Indicator.MOBILE_BROADBAND: 1,
        Indicator.FIXED_BROADBAND: 1,
    },
    Part.HCI: {Indicator.LITERACY: 3, Indicator.EXPECTED: 2, Indicator.MEAN: 2},
}
# Before 2020 infrastructure counted telephone lines, since 2024 affordability; since 2024 human capital counts
# e-government literacy: none of these is at hand.
EDITIONS: Mapping[Part, tuple[int, ...]] = {Part.TII: (2020, 2022), Part.HCI: (2014, 2016, 2018, 2020, 2022)}
_OLDEST = {Indicator.LITERACY: 15, Indicator.EXPECTED: 0, Indicator.MEAN: 0}  # years; others: 5


@dataclass(frozen=True, slots=True)
class Datum:
    """One value and the year it is of."""

    year: int
    value: float


@dataclass(frozen=True)
class Made:
    """A part of one state made again. computed, published: hundred-thousandths."""

    iso3: str
    data: Mapping[Indicator, Datum]
    computed: float
    published: int

    @property
    def difference(self) -> float:
        """Published less computed."""
        return self.published - self.computed


@dataclass(frozen=True)
class Fit:
    """A part of an edition made again, and how well that fits. year: which most of the data are of."""

    part: Part
    year: int
    lines: tuple[Made, ...]
    left_out: tuple[str, ...]

    @cached_property
    def correlation(self) -> float:
        """Pearson's, of computed and published."""
        return correlation([m.computed for m in self.lines], [float(m.published) for m in self.lines])

    @cached_property
    def mean_difference(self) -> float:
        """The mean difference either way, hundred-thousandths."""
        return fmean(abs(made.difference) for made in self.lines)

    @cached_property
    def shift(self) -> float:
        """The mean difference with its sign: what all states have in common."""
        return fmean(made.difference for made in self.lines)

    @cached_property
    def furthest(self) -> Made:
        """The state with the largest difference."""
        return max(self.lines, key=lambda made: abs(made.difference))


@lru_cache(maxsize=32)
def fit(edition: Edition, part: Part) -> Fit | None:
    """The part of every state that has the data; None for an edition of another method or without data."""
    if edition.year not in EDITIONS.get(part, ()):
        return None
    year, weights = edition.year - 2, WEIGHTS[part]
    data: dict[str, dict[Indicator, Datum]] = {}
    for standing in edition.surveyed:
        found = {i: datum for i in weights if (datum := _datum(standing.iso3, i, year))}
        if len(found) == len(weights):
            data[standing.iso3] = found
    scores = dict.fromkeys(data, 0.0)
    for indicator, weight in weights.items():
        for iso3, score in _z_scores({code: _capped(of[indicator], indicator) for code, of in data.items()}):
            scores[iso3] += weight * score
    least, most = min(scores.values()), max(scores.values())
    return Fit(
        part,
        year,
        tuple(
            Made(code, of, (scores[code] - least) / (most - least) * ONE, edition.standings[code].part(part))
            for code, of in data.items()
        ),
        tuple(s.iso3 for s in edition.surveyed if s.iso3 not in data),
    )


def _z_scores(values: Mapping[str, float]) -> list[tuple[str, float]]:
    middle, spread = fmean(values.values()), pstdev(values.values())
    return [(code, (value - middle) / spread) for code, value in values.items()]


def _capped(datum: Datum, indicator: Indicator) -> float:
    return min(datum.value, _CAP) if indicator in _CAPPED else datum.value


def _datum(iso3: str, indicator: Indicator, year: int) -> Datum | None:
    """The newest value of the year, or of one not too long before."""
    known = _known().get((iso3, indicator), {})
    oldest = year - _OLDEST.get(indicator, 5)
    newest = max((y for y in known if oldest <= y <= year), default=None)
    return None if newest is None else Datum(newest, known[newest])


@cache
def _known() -> dict[tuple[str, str], dict[int, float]]:
    found: dict[tuple[str, str], dict[int, float]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault((row["iso3"], row["indicator"]), {})[int(row["year"])] = float(row["value"])
    return found
