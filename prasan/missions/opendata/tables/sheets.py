"""Spreadsheets (XLSX): read as rows of text, what formulas came to and not the formulas; and written for download.

An XLSX file is a zip of XML: it is looked at as an archive before any of it is unpacked, and of the XML no entities
are taken. Only what stands in the cells is read: no macros, links, comments or hidden sheets.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from prasan.core.documents import service as documents
from prasan.foundation.errors import Invalid

from .mistakes import BadTable, Fault, Given, whole
from .types import Column

MOST_CELLS = 2_000_000  # read; a larger table is given as CSV
_CODE = re.compile(r"0{2,}")  # a number shown with zeros before it is a code
_BLOCK = 65536
# SyntaxError is what every parser of XML raises; OverflowError a number such as 1E999, which is read as infinite.
_BROKEN = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, RuntimeError, SyntaxError,
    OverflowError, zipfile.BadZipFile, InvalidFileException, expat.ExpatError,
)  # fmt: skip
_DAMAGED = _("This file cannot be read. It may be damaged.")


def is_sheet(content: bytes) -> bool:
    """Whether the file is a spreadsheet of this kind, however it is called."""
    if not content.startswith(b"PK\3\4"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except _BROKEN:
        return False


def rows_of(content: bytes) -> Iterator[Given]:
    """The rows of the one sheet that holds something. Raises TooLarge for a zip bomb, BadTable."""
    try:
        documents.check_archive(content)
        _no_entities(content)
        yield from _rows(content)
    except BadTable:
        raise
    except Invalid as error:
        raise whole(error.message, code=error.code) from error
    except _BROKEN as error:
        raise whole(_DAMAGED, code="broken-file") from error


def _no_entities(content: bytes) -> None:
    """XML of a spreadsheet declares no document type; one that does is made to do harm."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            if entry.filename.endswith((".xml", ".rels")):
                with archive.open(entry) as part:
                    _declares_nothing(part)


def _declares_nothing(part: IO[bytes]) -> None:
    """Read on to the root element, before which alone a document type stands, however far that is."""
    begun = False

    def declared(*_told: object) -> None:
        raise whole(_DAMAGED, code="broken-file")

    def root(*_told: object) -> None:
        nonlocal begun
        begun = True

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = declared, root
    while not begun and (block := part.read(_BLOCK)):
        parser.Parse(block)


def _rows(content: bytes) -> Iterator[Given]:
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    held = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible" and _holds(sheet)]
    if not held:
        raise whole(_("This file is empty."), code="empty-file")
    if len(held) > 1:
        raise whole(
            _("There are several sheets with something in them. Give each of them as a table of its own."),
            code="several-sheets",
        )
    cells, width = 0, 0
    as_typed = formulas[held[0].title]
    as_typed.reset_dimensions()
    for line, (row, typed) in enumerate(zip(held[0].iter_rows(), as_typed.iter_rows(), strict=False), 1):
        cells += len(row)
        if cells > MOST_CELLS:
            raise whole(_("This sheet is too large; save it as CSV and give that."), code="too-many-cells")
        texts = [_text(cell) for cell in row]
        while texts and not texts[-1].strip():
            texts.pop()
        if not texts:
            continue
        width = width or len(texts)
        yield Given(line, texts + [""] * (width - len(texts)), _fault(line, row, typed))


def _holds(sheet: Any) -> bool:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    return any(cell.value is not None for row in sheet.iter_rows(max_row=1000) for cell in row)


def _fault(line: int, row: Sequence[Any], typed: Sequence[Any]) -> Fault | None:
    for place, cell in enumerate(row, 1):
        if cell.data_type == "e":
            return Fault(line, get_column_letter(place), _("The formula in this cell came to an error."))
    for place, (cell, source) in enumerate(zip(row, typed, strict=False), 1):
        if cell.value is None and source.data_type == "f":
            said = _("The file does not say what this formula comes to. Open it, save it and give it again.")
            return Fault(line, get_column_letter(place), said)
    return None


def _text(cell: Any) -> str:
    """A cell as our CSV has it: dates in ISO 8601, numbers without grouping, codes with their zeros."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        if _CODE.fullmatch(cell.number_format or "") and value >= 0 and value == int(value):
            return str(int(value)).zfill(len(cell.number_format))
        return str(int(value)) if value == int(value) and abs(value) < 10**15 else repr(value)
    if isinstance(value, datetime):
        timed = value.time() != time() or "h" in (cell.number_format or "").lower()
        return value.isoformat(sep=" ", timespec="seconds") if timed else value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def write(target: Path, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> None:
    """Write the rows (values as JSON has them) as a spreadsheet whose cells have the types of their columns."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")
    sheet.freeze_panes = "A2"
    sheet.append([_as_text(sheet, column["name"]) for column in columns])
    for row in rows:
        sheet.append([_typed(sheet, column, value) for column, value in zip(columns, row, strict=True)])
    book.save(target)


def _typed(sheet: Any, column: Column, value: Any) -> Any:
    if value is None:
        return None
    match column["type"]:
        case "date":
            return date.fromisoformat(value)
        case "timestamp":
            return datetime.fromisoformat(value)
        case "text":
            return _as_text(sheet, str(value))
        # A spreadsheet keeps 15 digits of a number; a longer one stays whole as text.
        case "integer" if abs(value) >= 10**15:
            return _as_text(sheet, str(value))
    return value


def _as_text(sheet: Any, value: str) -> Any:
    """Text, whatever it begins with: no cell of ours is a formula."""
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell
