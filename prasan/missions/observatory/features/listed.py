"""The features of the survey and the claims that this portal ships, read once (`data/features`)."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from prasan.foundation.languages import in_language

_DATA = Path(__file__).parents[1] / "data" / "features"


class Instrument(StrEnum):
    """OSI: of a country's services; LOSI: of a city's."""

    OSI = "OSI"
    LOSI = "LOSI"


@dataclass(frozen=True)
class Feature:
    """One yes or no of the survey. effect: what it adds to its index (0 to 1), None where the weight is not at hand."""

    id: str
    instrument: Instrument
    dimension: str
    th: str
    en: str
    effect: float | None

    def __str__(self) -> str:
        return in_language(self.th, self.en)


@dataclass(frozen=True)
class Claim:
    """A page or service of this portal that shows a feature.

    evidence: a path, or "service:" and a service's name. checks: what a machine looks for; none: a person says so.
    everyone: it holds for every agency and city on this portal, else for the service's own.
    """

    feature: str
    evidence: str
    checks: tuple[str, ...]
    everyone: bool
    since: date

    @property
    def service(self) -> str:
        """The service it is of, or ""."""
        return self.evidence.partition("service:")[2]

    @property
    def path(self) -> str:
        """Where a person opens it."""
        return f"/services/{self.service}" if self.service else self.evidence


@cache
def features() -> dict[str, Feature]:
    """Every feature by its id, in the survey's order."""
    rows = list(_rows("features.csv"))
    number = Counter((row["instrument"], row["dimension"]) for row in rows)
    whole = Counter(row["instrument"] for row in rows)
    weights = {(row["instrument"], row["dimension"]): row["weight"] for row in _rows("weights.csv")}

    def effect(row: dict[str, str]) -> float | None:
        key = (row["instrument"], row["dimension"])
        if key not in weights:  # every feature of a city counts the same
            return 1 / whole[row["instrument"]]
        return float(weights[key]) / number[key] if weights[key] else None

    return {
        row["id"]: Feature(row["id"], Instrument(row["instrument"]), row["dimension"], row["th"], row["en"], effect(row))
        for row in rows
    }  # fmt: skip


@cache
def claims() -> tuple[Claim, ...]:
    """What this portal claims. Raises KeyError for a feature that there is not."""
    return tuple(
        Claim(features()[row["feature"]].id, row["evidence"], tuple(row["checks"].split()),
              row["everyone"] == "yes", date.fromisoformat(row["since"]))
        for row in _rows("claims.csv")
    )  # fmt: skip


def of(instrument: Instrument) -> list[Feature]:
    """The features of one of the two."""
    return [feature for feature in features().values() if feature.instrument is instrument]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
