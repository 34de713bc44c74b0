"""What can be wrong with an expression, said so that its author can put it right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from prasan.foundation.types import Words


class ExpressionError(ValueError):
    """The expression is wrong. `at`: place of the first wrong character, counted from 0."""

    def __init__(self, message: Words, at: int = 0, hint: Words = "") -> None:
        super().__init__(message)
        self.message, self.at, self.hint = message, at, hint

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.message, self.hint) if str(part))


def near(word: str, known: Iterable[str]) -> str:
    """The known word that `word` was probably meant to be, or ""."""
    found = difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> Words:
    """A hint that offers the nearest known words, or lists them when none is near."""
    names = sorted(set(known))
    if meant := near(word, names):
        return format_lazy(_("Did you mean `{name}`?"), name=meant)
    if names:
        shown = ", ".join(f"`{name}`" for name in names[:12]) + (" …" if len(names) > 12 else "")
        return format_lazy(_("Known here: {names}."), names=shown)
    return ""
