"""From a letter's parts to PDF/A with Thai type. Values are data to typst, never markup."""

from __future__ import annotations

import importlib.metadata
import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nlpo3
import pypdfium2
import segno
import typst

from prasan.foundation.segmentation import segment

_TEMPLATE = Path(__file__).with_name("letter.typ")
_WORDS = "pythainlp/corpus/words_th.txt"
_FONT = "THSarabunNew.ttf"


@dataclass(frozen=True)
class Letter:
    """The parts of a paper; all plain text in one language."""

    title: str
    paragraphs: list[str]
    lang: str
    agency: str = ""
    number: str = ""
    date: str = ""
    check_url: str = ""
    notice: str = ""  # at the foot of every page


def typeset(letter: Letter) -> tuple[bytes, int]:
    """The PDF (PDF/A-2a, tagged) and its number of pages."""
    data = {
        "title": words(letter.title),
        "plain_title": letter.title,
        "paragraphs": [words(p) for p in letter.paragraphs],
        "lang": letter.lang,
        "agency": letter.agency,
        "number": letter.number,
        "date": letter.date,
        "check": letter.check_url,
        "notice": words(letter.notice),
        "qr": _qr(letter.check_url) if letter.check_url else "",
    }
    pdf = typst.compile(
        str(_TEMPLATE),
        font_paths=[str(p) for p in _fonts()],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
    )
    with pypdfium2.PdfDocument(pdf) as read:
        return pdf, len(read)


def words(text: str) -> list[str]:
    """Thai text as words, which a line may end between but not within."""
    return [w for w in segment(text, _dictionary()) if w]


@cache
def _dictionary() -> str:
    nlpo3.load_dict(str(importlib.metadata.distribution("pythainlp").locate_file(_WORDS)), _WORDS)
    return _WORDS


@cache
def _fonts() -> list[Path]:
    """The folder of the installed Thai fonts. Raises RuntimeError when they were not installed."""
    try:
        files = importlib.metadata.distribution("odoo-addon-l10n-th-fonts").files or []
    except importlib.metadata.PackageNotFoundError as error:
        raise RuntimeError("install requirements/fonts.txt: letters need a Thai font") from error
    found = [Path(str(f.locate())) for f in files if f.name == _FONT]
    if not found:
        raise RuntimeError(f"{_FONT} is missing from the installed fonts")
    return [found[0].parent]


def _qr(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
