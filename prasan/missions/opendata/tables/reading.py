"""A file that was given becomes a table: right encoding, right shape, nothing personal, CSV and Parquet beside it.

One pass over the rows finds what is wrong and writes the CSV as it is given out: UTF-8, commas, one line a row.
Nothing is kept where anything is wrong.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import TooLarge

from .encoding import decode
from .mistakes import MOST_TOLD, BadTable, Fault, Given, whole
from .personal import Personal
from .sheets import is_sheet, rows_of
from .types import NO_DEMANDS, ROW, Column, Demands, to_parquet

if TYPE_CHECKING:
    from prasan.foundation.errors import Words


MOST_BYTES = 25 * 1024 * 1024  # of a file given through a page
MOST_COLUMNS = 500
LONGEST_NAME = 100
DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
# In a spreadsheet program a cell like this is a formula, which may send data away or start a program.
# Blanks before it and signs of full width make no difference to some of them.
_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*(?:[=＝]\s*\S|[@+\-＠＋－].*[(!|（！｜])", re.DOTALL)


@dataclass(frozen=True)
class Table:
    """A table that was read, its two files until the end of the block. digest: SHA-256 of the CSV."""

    csv: Path
    parquet: Path
    digest: str
    rows: int
    columns: list[Column]
    encoding: str

    @property
    def size(self) -> int:
        """Bytes of the CSV."""
        return self.csv.stat().st_size

    @property
    def parquet_size(self) -> int:
        """Bytes of the Parquet file."""
        return self.parquet.stat().st_size


@contextmanager
def read(upload: BinaryIO, *, limit: int = MOST_BYTES, demands: Demands = NO_DEMANDS) -> Iterator[Table]:
    """The table in a CSV or XLSX file. Raises TooLarge, BadTable."""
    content = upload.read(limit + 1)
    if len(content) > limit:
        raise TooLarge(
            _("This file is too large; the most is %(megabytes)d MB.") % {"megabytes": limit // 1024 // 1024},
            code="file-too-large",
        )
    if is_sheet(content):
        given, encoding = rows_of(content), "xlsx"
    else:
        text, encoding = decode(content)
        given = _rows(text)
    with TemporaryDirectory(prefix="prasan-table-") as folder:
        yield _made(Path(folder), given, encoding, demands)


@contextmanager
def written(
    header: Sequence[str], rows: Sequence[Sequence[object]], codes: Collection[str] = ()
) -> Iterator[Table]:
    """A table of the program's own, through the same checks; `codes` are columns of text. Raises BadTable."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([["" if value is None else value for value in row] for row in rows])
    with TemporaryDirectory(prefix="prasan-table-") as folder:
        demands = Demands({name: "text" for name in header if name in codes})
        yield _made(Path(folder), _rows(text.getvalue()), "utf-8", demands)


def _made(folder: Path, given: Iterable[Given], encoding: str, demands: Demands) -> Table:
    target = folder / "table.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        header, lines = _copy(iter(given), out.write)
    columns = to_parquet(target, folder / "table.parquet", header, lines, demands)
    with target.open("rb") as made:
        digest = hashlib.file_digest(made, "sha256").hexdigest()
    return Table(target, folder / "table.parquet", digest, len(lines), columns, encoding)


class _Broken(Exception):
    """The file cannot be read on from here."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__()


def _rows(text: str) -> Iterator[Given]:
    """The rows of a CSV, the header first. Raises _Broken."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 0
    try:
        for row in reader:
            start, line = line + 1, reader.line_num
            yield Given(start, row)
    except csv.Error as error:
        raise _Broken(Fault(reader.line_num, "", _csv_said(str(error)))) from error


def _copy(given: Iterator[Given], write: Callable[[str], object]) -> tuple[list[str], array[int]]:
    """Write the table anew, looking at each row; its header, and the line of each row. Raises BadTable."""
    faults: list[Fault] = []
    count, lines = 0, array("l")
    # Quoted when empty, a lone empty cell is a row and no blank line.
    writer = csv.writer(_Sink(write), lineterminator="\n")
    try:
        first = next(given, Given(1, []))
        header = _header(first.cells)
        writer.writerow(header)
        personal = Personal(header)
        for row in given:
            if not row.cells or (len(row.cells) == 1 < len(header) and not row.cells[0].strip()):
                continue
            cells = [_cell(value) for value in row.cells]
            lines.append(row.line)
            found = row.fault or _shape(row.line, header, cells)
            if found:
                count += 1
                faults += [found] if len(faults) < MOST_TOLD else []
                continue
            personal.look(row.line, cells)
            writer.writerow(cells)
    except _Broken as error:
        raise BadTable([*faults, error.fault], count + 1) from error
    if faults:
        raise BadTable(faults, count)
    if not lines:
        raise whole(_("There is no row under the header."), code="no-rows")
    personal.finish()
    if personal.count:
        message = _("The file tells about people, so it is not published. Take this out. Nothing was kept.")
        raise BadTable(personal.faults, personal.count, message, code="personal-data")
    return header, lines


class _Sink:
    """What csv writes to."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self.write = write


def _cell(value: str) -> str:
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip(" \t\n\ufeff")


def _delimiter(text: str) -> str:
    """The character that splits the first line into most parts, outside of quotation marks."""
    first = _QUOTED.sub("", text[:1_000_000].lstrip("\r\n")).split("\n", 1)[0]
    return max(DELIMITERS, key=lambda mark: (first.count(mark), -DELIMITERS.index(mark)))


def _header(row: Sequence[str]) -> list[str]:
    """The names of the columns. Raises BadTable."""
    if len(row) > MOST_COLUMNS:
        said = _("There are %(many)d columns; the most is %(most)d.") % {
            "many": len(row),
            "most": MOST_COLUMNS,
        }
        raise BadTable([Fault(1, "", said)], code="too-many-columns")
    names = [" ".join(_cell(name).split()) for name in row]
    faults, seen = [], set()
    for place, name in enumerate(names, 1):
        told = name[:LONGEST_NAME] or str(place)
        if not name:
            faults.append(Fault(1, told, _("This column has no name.")))
        elif len(name) > LONGEST_NAME:
            faults.append(Fault(1, told, _("This name is too long.")))
        elif any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") for c in name):
            faults.append(Fault(1, "", _("This name holds characters that cannot be seen.")))
        elif _formula(name):
            faults.append(Fault(1, told, _("This name would be a formula in a spreadsheet program.")))
        elif name.casefold() in seen:
            faults.append(Fault(1, told, _("Two columns have this name.")))
        elif name.casefold() == ROW:
            faults.append(Fault(1, told, _("This name is taken by the program; choose another.")))
        seen.add(name.casefold())
    if not names:
        faults.append(Fault(1, "", _("The first line must name the columns.")))
    if faults:
        raise BadTable(faults)
    return names


def _shape(line: int, header: Sequence[str], row: Sequence[str]) -> Fault | None:
    if len(row) != len(header):
        said = _("This row has %(found)d cells, the header has %(wanted)d.")
        return Fault(line, "", said % {"found": len(row), "wanted": len(header)})
    for name, cell in zip(header, row, strict=True):
        if _formula(cell):
            return Fault(line, name, _("This cell would be a formula in a spreadsheet program."))
        if any(c < " " and c not in "\n\t" for c in cell):
            return Fault(line, name, _("There is a character that is no text."))
    return None


def _formula(text: str) -> bool:
    return not text[:1].isalnum() and _FORMULA.match(text) is not None


def _csv_said(error: str) -> Words:
    if "field larger" in error:
        return _("A cell is longer than 131,072 characters.")
    return _("A quotation mark is not closed, or something follows it before the next cell.")
