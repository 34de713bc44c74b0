"""From bytes to text: UTF-8, UTF-16 with its mark, and the Thai code page that older programs write."""

from __future__ import annotations

import codecs
import re

import filetype
from django.utils.translation import gettext_lazy as _

from .mistakes import BadTable, Fault, whole

_THAI = re.compile(r"[\u0e01-\u0e3a\u0e3f-\u0e5b]")
_CONTROL = re.compile(r"[\x80-\x9f]")


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises BadTable."""
    if not content.strip():
        raise whole(_("This file is empty."), code="empty-file")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise whole(_("The end of this file is missing."), code="wrong-encoding") from error
        if "\0" in text:
            raise whole(_("This file holds characters that are no text."), code="not-text")
        return text, "utf-16"
    if filetype.guess(content[:8192]) is not None:
        raise whole(
            _("This is neither a CSV nor an XLSX file. Save the table as one of them and give that."),
            code="not-csv",
        )
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise BadTable([Fault(line, "", _("There is a character that is no text."))], code="not-text")
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        wrong = error
    try:
        text = content.decode("cp874")
    except UnicodeDecodeError:
        text = ""
    # Nearly any bytes can be read as cp874; Thai letters, and nothing that is no letter, say that it is.
    if _THAI.search(text) and not _CONTROL.search(text):
        return text, "tis-620"
    line = content[: wrong.start].count(b"\n") + 1
    reason = _("There are letters in an encoding that is not known. Save the file as CSV UTF-8.")
    raise BadTable([Fault(line, "", reason)], code="wrong-encoding")
