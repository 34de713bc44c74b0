"""Answers in words: for summaries, the officer's page and the papers that a service gives."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from prasan.core.directory import service as directory
from prasan.core.documents import service as documents
from prasan.foundation import dates, ids, money
from prasan.foundation.errors import PrasanError
from prasan.foundation.languages import current_language, in_language

from .format.definition import Question, Text
from .format.verbs import say


def told(question: Question, value: Any) -> str:
    """An answer in words, for summaries and the officer's page; lines are parted by line breaks.

    A list of groups of questions is told by `told_groups` instead, and is "" here.
    """
    if value is None or value in ("", []):
        return ""
    if question.one_of:
        return next((say(c.label) for c in question.one_of if c.const == value), str(value))
    if question.type == "array":
        return _told_list(question, value)
    if question.type == "boolean":
        return _("Yes") if value else _("No")
    return _told_format(question.format, value)


def _told_format(written: str | None, value: Any) -> str:
    """A single answer as its format is written."""
    lang = current_language()
    match written:
        case "time":
            return f"{str(value).replace(':', '.')} น." if lang == "th" else str(value)
        case "date":
            return dates.format_date(dates.parse_date(str(value)), lang)
        case "satang":
            return money.baht(int(value), lang)
        case "case-number":
            return ids.group_case_number(str(value))
        case "thai-phone":
            return ids.show_phone(str(value))
        case "thai-citizen-id":
            return ids.show_citizen_id(str(value))
        case "thai-place":
            return place_name(str(value))
        case "agency":
            return directory.agency_name(str(value))
        case "thai-address":
            return address_line(value)
        case "document":
            return ", ".join(_file_names([value]))
    return str(value)


def told_groups(question: Question, value: Any) -> list[list[tuple[str, str]]]:
    """An answer that is a list of groups (transfers, persons): of each its labels with what was answered."""
    if (question.items or {}).get("type") != "object" or not value:
        return []
    inner = {
        name: msgspec.convert(spec, Question)
        for name, spec in (question.items or {}).get("properties", {}).items()
    }
    return [
        [(say(q.label), told(q, row[name])) for name, q in inner.items() if row.get(name) not in (None, "")]
        for row in value
    ]


def place_name(code: str) -> str:
    """A place with those it lies in, the smallest first; the code itself when it is unknown."""
    try:
        found = directory.place(code)
    except PrasanError:
        return code
    names = []
    place: directory.Place | None = found
    while place is not None:
        names.append(in_language(place.title_th, place.name_en))
        place = directory.place(place.parent_id) if place.parent_id else None
    return ", ".join(names) if current_language() == "en" else " ".join(names)


def address_line(value: dict[str, Any]) -> str:
    """A Thai address in the order in which it is written."""
    labels = {"no": "", "moo": _("Moo"), "village": "", "soi": _("Soi"), "road": _("Road")}
    parts = [f"{label} {value[key]}".strip() for key, label in labels.items() if value.get(key)]
    if value.get("place"):
        parts.append(place_name(value["place"]))
    return " ".join([*parts, value.get("postcode", "")]).strip()


def _told_list(question: Question, value: list[Any]) -> str:
    items = question.items or {}
    if items.get("format") == "document":
        return "\n".join(_file_names(value))
    if "oneOf" in items:
        labels = {c["const"]: say(msgspec.convert(c["label"], Text)) for c in items["oneOf"]}
        return ", ".join(labels.get(v, str(v)) for v in value)
    return ""


def _file_names(given: list[Any]) -> list[str]:
    found = documents.documents([UUID(str(file)) for file in given])
    return [document.name for document in found.values()]
