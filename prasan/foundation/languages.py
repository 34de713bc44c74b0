"""The two languages the product speaks, Thai and English: which one is in force, and a text of both in it."""

from __future__ import annotations

from django.utils.translation import get_language


def current_language() -> str:
    """The language in force, "th" or "en"; Thai where none is."""
    return "en" if get_language() == "en" else "th"


def in_language(th: str, en: str) -> str:
    """The one of two texts that is in the language in force; the Thai one where there is no English."""
    return en if en and current_language() == "en" else th
