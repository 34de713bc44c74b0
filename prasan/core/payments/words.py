"""Amounts in English words, for receipts; the Thai ones are `foundation.thai.baht_text`."""

from __future__ import annotations

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_GROUPS = ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred"))


def baht_words(satang: int) -> str:
    """2150 -> "twenty-one baht and fifty satang", 100 -> "one baht only". Raises ValueError below zero."""
    if satang < 0:
        raise ValueError("an amount on a receipt is not negative")
    baht, rest = divmod(satang, 100)
    if not rest:
        return f"{number_words(baht)} baht only"
    return (f"{number_words(baht)} baht and " if baht else "") + f"{number_words(rest)} satang"


def number_words(n: int) -> str:
    """A number from zero up in English words."""
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10 - 2] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    size, name = next(g for g in _GROUPS if n >= g[0])
    rest = f" {number_words(n % size)}" if n % size else ""
    return f"{number_words(n // size)} {name}{rest}"
