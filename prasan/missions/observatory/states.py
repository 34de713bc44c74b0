"""The Member States of the UN: their codes, their names, and the names of those that are no more."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from django.utils.translation import get_language

_FILE = Path(__file__).parent / "data" / "states.csv"

# ISO 3166-3 and the UN's list of Member States: the year in which the state of that name ended.
_FORMER = {
    "czechoslovakia": 1992,
    "democraticyemen": 1990,
    "germandemocraticrepublic": 1990,
    "serbiaandmontenegro": 2006,
    "sovietunion": 1991,
    "unionofsovietsocialistrepublics": 1991,
    "ussr": 1991,
    "yugoslavia": 2003,
    "zaire": 1997,
}


class Region(StrEnum):
    """The UN's regions."""

    ASIA = "asia"
    EUROPE = "europe"
    AMERICAS = "americas"
    AFRICA = "africa"
    OCEANIA = "oceania"


@dataclass(frozen=True, slots=True)
class State:
    """A Member State. iso3, iso2: ISO 3166-1; un_name: as the survey writes it; others: other names in use;
    region: of the UN's five, by its standard M49."""

    iso3: str
    iso2: str
    un_name: str
    region: Region
    others: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in the reader's language, as the Unicode CLDR has it."""
        return name_of(self.iso3, get_language() or "th")


@cache
def states() -> tuple[State, ...]:
    """The 193, by code."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            State(
                row["iso3"],
                row["iso2"],
                row["un_name"],
                Region(row["region"]),
                tuple(filter(None, row["others"].split("|"))),
            )
            for row in csv.DictReader(file)
        )


@cache
def by_code() -> dict[str, State]:
    """The 193 by their code of three letters."""
    return {state.iso3: state for state in states()}


@cache
def name_of(iso3: str, language: str) -> str:
    """The name of a state in a language."""
    return str(Locale(language).territories[by_code()[iso3].iso2])


def find_state(told: str) -> State | None:
    """The state of a name or code, however its blanks, accents and capitals are written; None when there is none."""
    return _known().get(_plain(told))


def former(told: str) -> int | None:
    """The year in which the state of that name ended, where it did."""
    return _FORMER.get(_plain(told))


@cache
def _known() -> dict[str, State]:
    found = {}
    for state in states():
        for name in (
            state.un_name,
            *state.others,
            state.iso3,
            name_of(state.iso3, "en"),
            name_of(state.iso3, "th"),
        ):
            found[_plain(name)] = state
    return found


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """Without accents, capitals, blanks and punctuation; the vowels and tones of Thai are marks too, and stay."""
    split = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in split if c.isalnum() or "\u0e00" <= c <= "\u0e7f")
