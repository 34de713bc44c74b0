"""What a number and its code can be checked against on the public page; rooms above register theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prasan.foundation.types import Words


@dataclass(frozen=True)
class Found:
    """What the holder of a number and its code may be told: a title and facts, no more personal data than
    the paper in hand already shows. leaf: the ledger entry that proves it, if any.
    """

    title: Words
    facts: Sequence[tuple[Words, str]]
    leaf: int | None = None


Lookup = Callable[[str, str], Found | None]
_lookups: dict[str, Lookup] = {}


def on_check(name: str, lookup: Lookup) -> None:
    """Let `lookup(number, code)` answer on the public check page; None when it is no number of its own or
    the code is wrong. Registered in `AppConfig.ready()`. It runs under a visitor's scope.
    """
    _lookups[name] = lookup


def look_up(number: str, code: str) -> Found | None:
    """The first answer to a number and code."""
    for lookup in _lookups.values():
        if found := lookup(number, code):
            return found
    return None
