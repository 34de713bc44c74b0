"""Limits and choices of one question: numbers that make sense, patterns that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.foundation import patterns
from prasan.foundation.patterns import Fault

from .checking import Checking
from .mistakes import Mistake, Path

PATTERN_FAULTS = {
    Fault.BROKEN: (
        _("This pattern is not a valid regular expression, or a very large one."),
        _("Put a pattern into single quotes; test it with a few answers."),
    ),
    Fault.BACK: (
        _("This pattern looks around or refers back to what it matched, which is not taken here."),
        _("Write out what may stand there."),
    ),
}
PAIRS = (("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems"))


def check_limits(it: Checking, path: Path, question: dict[str, Any]) -> Iterator[Mistake]:
    """Limits that exclude everything, patterns that are none, media types that are none."""
    for least, most in PAIRS:
        low, high = question.get(least), question.get(most)
        if low is not None and high is not None and low > high:
            text = _("`{least}` is greater than `{most}`.")
            yield it.wrong((*path, least), text, least=least, most=most)
    for name in ("minLength", "maxLength", "minItems", "maxItems"):
        if (question.get(name) or 0) < 0:
            yield it.wrong((*path, name), _("A length is never negative."))
    if question.get("type") == "integer":
        for name in ("minimum", "maximum"):
            if isinstance(question.get(name), float):
                yield it.wrong((*path, name), _("A whole number is needed, as the question asks for one."))
    if (pattern := question.get("pattern")) is not None and (fault := patterns.fault_of(pattern)):
        yield it.wrong((*path, "pattern"), *PATTERN_FAULTS[fault])
    for index, media in enumerate(question.get("accept") or []):
        if not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", media):
            hint = _("Such as image/jpeg or application/pdf.")
            yield it.wrong((*path, "accept", index), _("`{name}` is not a media type."), hint, name=media)


def check_choices(it: Checking, path: Path, question: dict[str, Any]) -> Iterator[Mistake]:
    """Choices that are there once, and of the type of the question."""
    choices = question.get("oneOf") or []
    wanted = int if question.get("type") == "integer" else str
    for index, choice in enumerate(choices):
        at: Path = (*path, "oneOf", index)
        if not isinstance(choice, dict) or "const" not in choice or "label" not in choice:
            yield it.wrong(at, _("A choice needs `const` and `label`."))
        elif not isinstance(choice["const"], wanted):
            text = _("The choice `{value}` is not of the type of the question.")
            yield it.wrong((*at, "const"), text, value=choice["const"])
    consts = [choice.get("const") for choice in choices if isinstance(choice, dict)]
    yield from it.unique(((*path, "oneOf", index, "const"), const) for index, const in enumerate(consts))
    if len(choices) == 1:
        yield it.wrong((*path, "oneOf"), _("A choice needs at least two to choose from."), key=True)
