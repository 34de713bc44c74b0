"""Money is a whole number of satang; here it is written and read."""

from __future__ import annotations

import re

from .thai import to_arabic

_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?", re.ASCII)
_PLAIN = re.compile(r"(\d{1,10})\.(\d{2})", re.ASCII)
MOST = 10**15  # satang; no budget line of the state is larger, and it fits a database bigint


def amount(satang: int) -> str:
    """The bare number: 123450 -> "1,234.50", 100 -> "1"."""
    sign = "-" if satang < 0 else ""
    whole, rest = divmod(abs(satang), 100)
    return f"{sign}{whole:,}" + (f".{rest:02d}" if rest else "")


def baht(satang: int, lang: str = "th") -> str:
    """With its unit: "1,234.50 บาท", in English "1,234.50 baht"."""
    return f"{amount(satang)} {'บาท' if lang.startswith('th') else 'baht'}"


def parse_baht(text: str) -> int:
    """Satang from what a person typed: "1,234.5", "๕๐๐ บาท", "฿20".

    Raises ValueError for anything that is not a plain amount of at most two decimals.
    """
    bare = to_arabic(text).strip().removeprefix("฿").strip()
    bare = re.sub(r"\s*(บาท|baht|thb)$", "", bare, flags=re.IGNORECASE)
    found = _AMOUNT.fullmatch(bare)
    if not found:
        raise ValueError("not an amount of money")
    satang = int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
    if satang > MOST:
        raise ValueError("an amount this large is not taken")
    return satang


def parse_plain(text: str) -> int:
    """Satang from what a machine wrote, with two decimals and nothing else: "1234.50".

    Raises ValueError for any other spelling.
    """
    found = _PLAIN.fullmatch(text)
    if not found:
        raise ValueError("not an amount with two decimals")
    return int(found[1]) * 100 + int(found[2])
