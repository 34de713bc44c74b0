"""The UN's own file of an edition, read and checked row by row.

The file is what the Data Center of the UN E-Government Knowledgebase gives out: comma-separated, in UTF-8, a
header, a row for each of the 193 Member States, decimals with a point. Nothing of a file is taken unless all of
it is in order.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from prasan.foundation.errors import Invalid

from .states import State, find_state, former, states
from .survey import ONE, STATES, Edition, Standing

LARGEST = 1_000_000  # bytes; an edition has about 13,000
MOST_MISTAKES = 200

YEAR, COUNTRY, RANK = "Survey Year", "Country Name", "E-Government Rank"
INDEX, EPI = "E-Government Index", "E-Participation Index"
OSI, HCI, TII = "Online Service Index", "Human Capital Index", "Telecommunication Infrastructure Index"
HEADER = (YEAR, COUNTRY, RANK, INDEX, EPI, OSI, HCI, TII)
VALUES = (INDEX, EPI, OSI, HCI, TII)
_DECIMAL = re.compile(r"\d{1,2}(\.\d{1,9})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,4}", re.ASCII)


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a file. line: 1 is the header, 0 the file as a whole; column: its name, or empty."""

    line: int
    column: str
    text: str

    def __str__(self) -> str:
        row = _("row %d") % self.line if self.line else ""
        return ": ".join(filter(None, (", ".join(filter(None, (row, self.column))), self.text)))


class Faulty(Invalid):
    """A file that is not taken; `mistakes` say why."""

    code = "faulty-edition"
    default = lazy("The file of the survey has mistakes. Nothing was changed.")

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__()
        self.mistakes = mistakes


def read_edition(content: bytes) -> Edition:
    """The edition in a file. Raises Faulty with every mistake (the first 200)."""
    reader = _Reader()
    edition = reader.read(content)
    if reader.mistakes or edition is None:
        raise Faulty(reader.mistakes[:MOST_MISTAKES])
    return edition


class _Reader:
    """One reading of one file."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.line = 0
        self.year: int | None = None
        self.standings: dict[str, Standing] = {}
        self.lines: dict[str, int] = {}

    def read(self, content: bytes) -> Edition | None:
        rows = self._cells(content)
        heads = [head.strip() for head in rows[0]] if rows else []
        if not self._heads(heads):
            return None
        for self.line, cells in enumerate(rows[1:], 2):
            if any(cell.strip() for cell in cells):
                self._row(heads, cells)
        self.line = 0
        if not self.mistakes:
            self._together()
        return Edition(self.year, self.standings) if self.year is not None else None

    def _wrong(self, text: str, column: str = "", line: int | None = None) -> None:
        self.mistakes.append(Mistake(self.line if line is None else line, column, text))

    def _cells(self, content: bytes) -> list[list[str]]:
        if len(content) > LARGEST:
            self._wrong(too_large())
            return []
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.line = content[: error.start].count(b"\n") + 1
            self._wrong(_("This is not UTF-8. Save the file as “CSV UTF-8”."))
            return []
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error:
            self._wrong(_("This is not a file of comma-separated values."))
            return []
        if not rows:
            self._wrong(_("The file is empty."))
        return rows

    def _heads(self, heads: list[str]) -> bool:
        """Whether the header is the UN's; says what it lacks."""
        self.line = 1
        for head in HEADER if not self.mistakes else ():
            if head not in heads:
                self._wrong(_("The column is missing. The header is: %s") % ", ".join(HEADER), head)
            elif heads.count(head) > 1:
                self._wrong(_("The column is there twice."), head)
        for head in heads:
            if head not in HEADER:
                self._wrong(_("This column is not one of the survey's."), head[:80])
        return not self.mistakes

    def _row(self, heads: list[str], cells: list[str]) -> None:
        if len(cells) != len(heads):
            known = {"found": len(cells), "wanted": len(heads)}
            text = _("There are %(found)d values where %(wanted)d belong.") % known
            if len(cells) > len(heads):
                text += " " + _("Decimals are written with a point: 0.9, not 0,9.")
            self._wrong(text)
            return
        row = dict(zip(heads, (cell.strip() for cell in cells), strict=True))
        self._year(row[YEAR])
        state = self._state(row[COUNTRY])
        values = {head: self._value(row[head], head) for head in VALUES}
        rank = self._rank(row[RANK])
        if state:
            self.lines[state.iso3] = self.line
            self.standings[state.iso3] = Standing(
                state.iso3, rank, values[INDEX], values[OSI], values[TII], values[HCI], values[EPI]
            )

    def _year(self, told: str) -> None:
        if not _WHOLE.fullmatch(told) or not 2001 <= int(told) <= 2100:
            self._wrong(_("“%s” is not the year of a survey.") % told[:40], YEAR)
        elif self.year not in (None, int(told)):
            self._wrong(_("A file holds one edition: the rows before are of %d.") % self.year, YEAR)
        else:
            self.year = int(told)

    def _state(self, told: str) -> State | None:
        state = find_state(told)
        if state is None:
            if gone := former(told):
                text = _("“%(name)s” ended in %(year)d.") % {"name": told, "year": gone}
            else:
                text = _("“%s” is not the name of a Member State of the UN.") % told[:80]
            self._wrong(text, COUNTRY)
        elif state.iso3 in self.lines:
            known = {"name": told[:80], "line": self.lines[state.iso3]}
            self._wrong(_("“%(name)s” is in row %(line)d already.") % known, COUNTRY)
            return None
        return state

    def _rank(self, told: str) -> int | None:
        if told in ("", "0"):
            return None
        if _WHOLE.fullmatch(told) and 1 <= int(told) <= STATES:
            return int(told)
        self._wrong(
            _("“%(told)s” is not a rank from 1 to %(most)d.") % {"told": told[:40], "most": STATES}, RANK
        )
        return None

    def _value(self, told: str, head: str) -> int:
        if "," in told:
            self._wrong(
                _("“%s” has a comma: decimals are written with a point, such as 0.9.") % told[:40], head
            )
        elif not _DECIMAL.fullmatch(told) or Decimal(told) > self._most(head):
            self._wrong(_("“%s” is not a number from 0 to 1.") % told[:40], head)
        else:
            return int((Decimal(told) * ONE).to_integral_value())
        return 0

    def _most(self, head: str) -> Decimal:
        """The greatest value: 1, but of education the editions to 2005 print some that are over it."""
        return Decimal("1.5") if head == HCI and (self.year or 0) <= 2005 else Decimal(1)

    def _together(self) -> None:
        """What only the rows together tell: every state is there, and nobody ranks over a higher index."""
        for state in states():
            if state.iso3 not in self.standings:
                self._wrong(_("There is no row for %s.") % state.un_name, COUNTRY)
        ranked = [(s.rank, s) for s in self.standings.values() if s.rank is not None]
        for (better, above), (worse, below) in pairwise(
            sorted(ranked, key=lambda pair: (pair[0], -pair[1].index))
        ):
            if below.index > above.index and better != worse:
                text = _("The index is higher than that of rank %d.") % better
                self._wrong(text, RANK, self.lines[below.iso3])


def too_large() -> str:
    """What is said of a file that nobody has to read to know that it is none."""
    return _("The file is larger than an edition can be (%d KB at most).") % (LARGEST // 1000)
