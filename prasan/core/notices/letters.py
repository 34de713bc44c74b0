"""The texts of letters, by template name, in both languages, and how values fill them.

The texts shipped are in `texts.py`. A text names values as %(name)s; a value that is {"th": ..., "en": ...}
gives the one in the letter's language.
Rooms and missions add their own templates with `register` in `AppConfig.ready()`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from prasan.foundation.dates import format_date

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

GENERAL = "case_moved"  # what a template nobody knows becomes
MOST_SMS = 300  # characters; two parts of Thai
_LINK = re.compile(
    r"\S*(?:://|www\.)\S*"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:th|com|net|org|io|co|me|app|ly|gg|info|xyz|link|cc|top)(?![a-z])\S*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Template:
    """subject: one line. text: what happened and what to do, after the name of the service.

    short: for SMS, with the case number; "" for what is not sent by SMS.
    """

    subject: Words
    text: Words
    short: Words = ""


@dataclass(frozen=True)
class Letter:
    """A letter ready to go, in one language. url: where to go on; never part of `short`."""

    subject: str
    text: str
    short: str
    url: str
    lang: str


_templates: dict[str, Template] = {}


def register(name: str, template: Template) -> None:
    """Add a template. Raises ValueError when another has the name."""
    if _templates.get(name, template) != template:
        raise ValueError(f"{name} is taken")
    _templates[name] = template


def write(template: str, values: Mapping[str, Any], lang: str) -> Letter:
    """The letter of a template; an unknown one becomes the general news about a case."""
    found = _templates.get(template) or _templates[GENERAL]
    with override(lang):
        given = _Values({k: _text(v, lang) for k, v in values.items()})
        short = " ".join((str(found.short) % given).split())
        return Letter(
            subject=" ".join((str(found.subject) % given).split()),
            text=_tidy(given["service"] + "\n" + str(found.text) % given),
            short=without_links(short)[:MOST_SMS],
            url=str(values.get("url") or ""),
            lang=lang,
        )


def without_links(text: str) -> str:
    """The text with everything that a phone would make a link taken out."""
    return " ".join(_LINK.sub("", text).split())


class _Values(dict[str, str]):
    """A value that was not given is left out rather than an error: the letter must go."""

    def __missing__(self, key: str) -> str:
        return ""


def _text(value: Any, lang: str) -> str:
    if isinstance(value, dict):
        return str(value.get(lang) or value.get("th") or "")
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)", value):
        return format_date(datetime.fromisoformat(value), lang, "time")
    return "" if value is None else str(value)


def _tidy(text: str) -> str:
    """No blank lines where a value was empty."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(line for line in lines if line)
