"""Government efficiency in the IMD World Competitiveness Yearbook, as published.

What its ranks are made of is not open, so nothing of it is computed here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
SUBFACTORS = (
    "public_finance", "tax_policy", "institutional_framework", "business_legislation", "societal_framework",
)  # fmt: skip


@dataclass(frozen=True)
class Efficiency:
    """A country in a year. rank: of government efficiency; score: 0 to 100 where it was told; overall: rank of
    competitiveness as a whole; economies: how many were ranked; source: an address."""

    iso3: str
    year: int
    rank: int
    score: float | None
    overall: int
    economies: int | None
    source: str


@dataclass(frozen=True)
class Subfactors:
    """Ranks of a year in what government efficiency is made of, by name, where they were told."""

    year: int
    ranks: dict[str, int | None]
    source: str


@cache
def efficiency() -> tuple[Efficiency, ...]:
    """What was published of every country at hand, by country and year."""
    with (_DATA / "imd_government_efficiency.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Efficiency(
                row["iso3"],
                int(row["year"]),
                int(row["gov_eff_rank"]),
                float(row["gov_eff_score"]) if row["gov_eff_score"] else None,
                int(row["overall_rank"]),
                int(row["n_economies"]) if row["n_economies"] else None,
                row["source"],
            )
            for row in csv.DictReader(file)
        )


@cache
def subfactors(iso3: str) -> tuple[Subfactors, ...]:
    """What was published of a country's sub-factors, by year; nothing where none is at hand."""
    if iso3 != "THA":
        return ()
    with (_DATA / "imd_thailand_subfactors.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Subfactors(
                int(row["year"]),
                {name: int(row[name]) if row[name] else None for name in SUBFACTORS},
                row["source"],
            )
            for row in csv.DictReader(file)
        )
