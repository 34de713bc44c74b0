"""What is wrong with a file, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid

if TYPE_CHECKING:
    from prasan.foundation.errors import Words

MOST_TOLD = 20


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. line: of the file, the header is 1; 0 for the file as a whole. Never a value."""

    line: int
    column: str
    reason: Words


@dataclass(frozen=True)
class Given:
    """A row as it was given. line: where it begins in the file, the header's row too; fault: what makes it no row."""

    line: int
    cells: list[str]
    fault: Fault | None = None


class BadTable(Invalid):
    """The file cannot be taken; `faults` say where and why, at most MOST_TOLD of them, `count` how many."""

    code = "bad-table"

    def __init__(self, faults: Sequence[Fault], count: int = 0, message: Words = "", code: str = "") -> None:
        self.faults = list(faults[:MOST_TOLD])
        self.count = max(count, len(faults))
        super().__init__(message or _("The file cannot be taken as it is. Nothing was kept."), code=code)


def whole(reason: Words, code: str = "") -> BadTable:
    """A fault of the file as a whole."""
    return BadTable([Fault(0, "", reason)], code=code)
