"""What belongs on one line: numbers in groups, dates and amounts of money in a text for a screen."""

from __future__ import annotations

import re

from .dates import MONTH_NAMES

HARD = "\u00a0"
_MONTH = "|".join(sorted(map(re.escape, MONTH_NAMES), key=len, reverse=True))
# A blank before a group of four digits (case number, telephone number) or the unit of a number; within a
# date. Between a date and its time the line may still break.
_JOINED = re.compile(
    rf"(?<=\d) (?={_MONTH})"
    r"|(?<=\d) (?=\d{4}(?!\d))"
    r"|(?<=\d) (?=น\.|บาท|baht|นาที|ชั่วโมง|วัน|เดือน|ปี|KB|MB)"
)
_YEAR = re.compile(rf"(?<=\d\u00a0)((?:{_MONTH})) (?=\d{{4}})")


def unbroken(text: str) -> str:
    """The text with no-break spaces inside case numbers, telephone numbers, dates, times and amounts.

    For screens only: files, letters and SMS keep plain spaces.
    """
    return _YEAR.sub(rf"\1{HARD}", _JOINED.sub(HARD, text))
