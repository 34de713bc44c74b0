"""Dates as people read and write them: Buddhist era in Thai, fiscal years, Thai digits."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from .thai import to_arabic

BANGKOK = ZoneInfo("Asia/Bangkok")
ERA = 543  # years the Buddhist era is ahead

_TH = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
_TH_SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_EN_SHORT = [name[:3] for name in _EN]
_MONTHS = {
    name.casefold().replace(".", ""): number
    for names in (_TH, _TH_SHORT, _EN, _EN_SHORT)
    for number, name in enumerate(names, 1)
} | {"sept": 9}
MONTH_NAMES = frozenset((*_TH, *_TH_SHORT, *_EN, *_EN_SHORT))  # as they are written here
_NAMES = {("th", True): _TH_SHORT, ("th", False): _TH, ("en", True): _EN_SHORT, ("en", False): _EN}


def local(moment: datetime) -> datetime:
    """The same moment on the clocks of Thailand. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no place in time")
    return moment.astimezone(BANGKOK)


def day_of(d: date | datetime) -> date:
    """The day in Thailand."""
    return local(d).date() if isinstance(d, datetime) else d


def be_year(d: date | datetime) -> int:
    """The Buddhist-era year: 2026 -> 2569."""
    return day_of(d).year + ERA


def fiscal_year(d: date | datetime) -> int:
    """The Thai fiscal year (Buddhist era), which runs from 1 October of the year before to 30 September."""
    day = day_of(d)
    return day.year + ERA + (day.month >= 10)


def format_date(d: date | datetime, lang: str, style: str = "long") -> str:
    """A date in words. `style`:

    long   "14 พฤศจิกายน 2569", "14 November 2026"
    short  "14 พ.ย. 2569", "14 Nov 2026"
    time   "14 พ.ย. 2569 13.05 น.", "14 Nov 2026, 13:05" (a datetime is needed)
    """
    thai = lang.startswith("th")
    day = day_of(d)
    month = _NAMES["th" if thai else "en", style != "long"][day.month - 1]
    text = f"{day.day} {month} {day.year + ERA if thai else day.year}"
    if style != "time" or not isinstance(d, datetime):
        return text
    clock = local(d)
    return f"{text} {clock:%H.%M} น." if thai else f"{text}, {clock:%H:%M}"


def format_month(year: int, month: int, lang: str) -> str:
    """ "พ.ย. 69" or "Nov 26", for the axis of a chart. `year` is of the common era."""
    thai = lang.startswith("th")
    shown = (year + ERA if thai else year) % 100
    return f"{_NAMES['th' if thai else 'en', True][month - 1]} {shown:02d}"


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})", re.ASCII)
_WORDED = re.compile(r"(\d{1,2})\s*([^\d\s,]+)\s*,?\s*(\d{4})", re.ASCII)


def parse_date(s: str) -> date:
    """A date from what a person typed, day first: "14/11/2569", "14 พ.ย. 2569", "๑๔ พฤศจิกายน พ.ศ. ๒๕๖๙",
    "14 November 2026", "2026-11-14".

    A year from 2400 on is of the Buddhist era. Raises ValueError when it is no such date; a year of two
    digits is refused, because it can be of either era.
    """
    text = re.sub(r"\s+", " ", to_arabic(s)).strip()
    text = re.sub(r"^วัน\S*ที่ ?|^วันที่ ?", "", text)
    text = re.sub(r"(พ\.ศ\.|ค\.ศ\.|พศ|คศ)", " ", text)
    if found := _ISO.fullmatch(text):
        return make_date(*(int(part) for part in found.groups()))
    if found := _SLASHED.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        return make_date(year, month, day)
    if (found := _WORDED.fullmatch(text)) and (number := _MONTHS.get(found[2].casefold().replace(".", ""))):
        return make_date(int(found[3]), number, int(found[1]))
    raise ValueError("not a date")


def make_date(year: int, month: int, day: int) -> date:
    """A date from its parts, the year of either era. Raises ValueError for a date that does not exist."""
    year = year - ERA if year >= 2400 else year
    if not 1800 <= year <= 2399:
        raise ValueError("the year is out of range")
    return date(year, month, day)
