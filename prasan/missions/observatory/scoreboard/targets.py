"""The targets as the room ships them (`targets.yaml`), read and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from ruamel.yaml import YAML

from prasan.foundation.errors import NotFound
from prasan.foundation.languages import in_language

FILE = Path(__file__).with_name("targets.yaml")
INDICES = ("egdi-rank", "egdi-score", "imd-rank")


@dataclass(frozen=True)
class Text:
    """A text in both languages; as a string, the one in force."""

    th: str
    en: str

    def __str__(self) -> str:
        return in_language(self.th, self.en)


@dataclass(frozen=True)
class Mark:
    """A value that a document names. year: of the baseline, or by whose end the target is to be reached; 0: always."""

    value: float
    year: int
    document: Text

    @property
    def day(self) -> date:
        """The last day of its year."""
        return date(self.year, 12, 31)


@dataclass(frozen=True)
class Target:
    """One line of the scoreboard. index or measure: where its number comes from; missing: why it has none.

    up: whether more is better. of: to what the measure is narrowed, such as {"service": "question"}.
    """

    id: str
    title: Text
    owner: str
    how: Text
    up: bool
    index: str = ""
    measure: str = ""
    of: Mapping[str, str] = field(default_factory=dict)
    missing: Text | None = None
    baseline: Mark | None = None
    target: Mark | None = None


@cache
def read_targets() -> tuple[str, tuple[Target, ...]]:
    """The country (ISO 3166 alpha-3) and its targets. Raises KeyError or ValueError for a file not in order."""
    held = YAML(typ="safe", pure=True).load(FILE.read_text("utf-8"))
    documents = {name: _text(one["title"]) for name, one in held["documents"].items()}
    found = tuple(_target(one, documents) for one in held["targets"])
    if len({one.id for one in found}) < len(found):
        raise ValueError(f"{FILE.name}: two targets have the same id")
    return str(held["country"]), found


def all_targets() -> tuple[Target, ...]:
    """Every line of the scoreboard, in the file's order; of another country than the file's only what this portal
    counts itself, and nothing of what that country's government wants."""
    country, found = read_targets()
    if country == settings.COUNTRY:
        return found
    return tuple(replace(one, baseline=None, target=None) for one in found if not one.index)


def target_of(id: str) -> Target:
    """One line. Raises NotFound."""
    for target in all_targets():
        if target.id == id:
            return target
    raise NotFound(code="no-such-target")


def _target(one: Mapping[str, Any], documents: Mapping[str, Text]) -> Target:
    if sum(name in one for name in ("index", "measure", "missing")) != 1:
        raise ValueError(f"{one['id']}: one of index, measure and missing")
    if one.get("index", INDICES[0]) not in INDICES or one["better"] not in ("up", "down"):
        raise ValueError(f"{one['id']}: an unknown index or direction")
    baseline, target = one.get("baseline"), one.get("target")
    return Target(
        one["id"], _text(one["title"]), one["owner"], _text(one["how"]), one["better"] == "up",
        one.get("index", ""), one.get("measure", ""), one.get("of", {}),
        _text(one["missing"]) if "missing" in one else None,
        Mark(baseline["value"], baseline["year"], documents[baseline["document"]]) if baseline else None,
        Mark(target["value"], target.get("by", 0), documents[target["document"]]) if target else None,
    )  # fmt: skip


def _text(one: Mapping[str, str]) -> Text:
    return Text(one["th"], one["en"])
