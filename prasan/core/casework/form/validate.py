"""Whether answers are right: JSON Schema 2020-12 first, then what it cannot say (ids, places, documents)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import jsonschema_rs
import msgspec
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prasan.core.casework.definitions import definition_of, questions_of
from prasan.core.casework.format.definition import Question
from prasan.core.casework.remember import remembered
from prasan.core.directory import service as directory
from prasan.core.documents import service as documents
from prasan.foundation import ids
from prasan.foundation.errors import PrasanError

from .asked import asked_questions, pages_asked

Message = Promise | str


def _parses(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def holds(value: str) -> bool:
        try:
            parse(value)
        except (ValueError, LookupError, PrasanError):
            return False
        return True

    return holds


# What each format of the service file asks of a string, and what to say when it does not hold.
FORMATS: dict[str, tuple[Callable[[str], bool], Message]] = {
    "thai-citizen-id": (
        ids.citizen_id_valid,
        _("Check the 13 digits of the citizen ID: one of them is wrong."),
    ),
    "juristic-id": (
        ids.juristic_id_valid,
        _("Check the 13 digits of the juristic person ID: one of them is wrong."),
    ),
    "thai-phone": (_parses(ids.normal_phone), _("Write a Thai telephone number, such as 081 234 5678.")),
    "thai-place": (_parses(directory.place), _("Choose a place from the list.")),
    "account-number": (
        lambda v: v.isascii() and v.isdigit() and 6 <= len(v) <= 16,
        _("Write the account number in digits."),
    ),
    "agency": (_parses(directory.agency), _("Choose from the list.")),
    "case-number": (
        _parses(ids.parse_case_number),
        _("A case number has 12 digits. Check it and try again."),
    ),
    "date": (_parses(date.fromisoformat), _("Write a date that exists, such as 5 December 2569.")),
    "time": (_parses(time.fromisoformat), _("Write the time as hours and minutes, such as 14:30.")),
    # Forged or foreign ids are refused here, where there is a sentence for them.
    "document": (_parses(lambda value: documents.document(UUID(value))), _("Attach the file again.")),
}

# What to say when a keyword of the schema does not hold; "%(limit)s" is the keyword's value.
SAID: dict[str, Message] = {
    "minLength": _("Write at least %(limit)s characters."),
    "maxLength": _("Write at most %(limit)s characters."),
    "minimum": _("This must be at least %(limit)s."),
    "maximum": _("This must be at most %(limit)s."),
    "minItems": _("Give at least %(limit)s."),
    "maxItems": _("Give at most %(limit)s."),
    "pattern": _("Check how this is written."),
    "oneOf": _("Choose one of the answers."),
    "const": _("Tick the box to go on."),
    "enum": _("Choose one of the answers."),
    "required": _("Answer this question."),
    "format": _("Check how this is written."),
    "uniqueItems": _("The same thing is named twice."),
}

TO_COME = _("This day is still to come. Write the day it happened, today or earlier.")
HOUR_TO_COME = _("This hour is still to come. Write the time it happened, now or earlier.")
ENDS_BEFORE = _("The last day is before the first. Write the days in their order.")
ELSEWHERE = _("This service is for %(place)s only. For another place, ask the office there.")


def check_answers(version_id: int, names: dict[str, Any], page_id: str | None = None) -> dict[str, Message]:
    """What is wrong with the answers in `names["form"]`, by question ("transfers.0.amount" inside a repeat).

    Looks at one page, or, without `page_id`, at every page that is asked. Empty when all is right.
    """
    form = definition_of(version_id).form
    assert form is not None  # noqa: S101
    answers, required = names["form"], set(form.schema.get("required", []))
    wrong: dict[str, Message] = {}
    for page in pages_asked(version_id, names):
        if page_id is not None and page.id != page_id:
            continue
        for name in asked_questions(version_id, page, names):
            value = answers.get(name)
            if value is None or value == "" or value == []:
                if name in required:
                    wrong[name] = SAID["required"]
                continue
            for path, message in _mistakes(version_id, name, value):
                wrong.setdefault(path, message)
        for name, message in _together(asked_questions(version_id, page, names), answers):
            wrong.setdefault(name, message)
    return wrong


def check_fields(version_id: int, fields: list[str], values: dict[str, Any]) -> dict[str, Message]:
    """What is wrong with answers that a workflow's step asks of its doer; all of `fields` are required."""
    wrong: dict[str, Message] = {}
    for name in fields:
        if values.get(name) in (None, "", []):
            wrong[name] = SAID["required"]
            continue
        for path, message in _mistakes(version_id, name, values[name]):
            wrong.setdefault(path, message)
    return wrong


def clean_answers(version_id: int, names: dict[str, Any]) -> dict[str, Any]:
    """The answers to the questions that are asked and nothing else: hidden and unknown ones fall away."""
    answers = names["form"]
    return {
        name: answers[name]
        for page in pages_asked(version_id, names)
        for name in asked_questions(version_id, page, names)
        if answers.get(name) not in (None, "", [])
    }


def _mistakes(version_id: int, name: str, value: Any) -> list[tuple[str, Message]]:
    found = []
    question = questions_of(version_id)[name]
    for error in _validator(version_id, name).iter_errors(value):
        where = ".".join([name, *(str(part) for part in error.instance_path)])
        found.append(_said(error, where))
    for where, day, _past in _hinted("past", name, question, value):
        if isinstance(day, str) and day > _today():  # ISO days compare as texts
            found.append((where, TO_COME))
    inner = {part: msgspec.convert(spec, Question) for part, spec in _inner(question).items()}
    for at, row in enumerate(value if inner and isinstance(value, list) else []):
        if isinstance(row, dict):
            found += [(f"{name}.{at}.{part}", message) for part, message in _together(inner, row)]
    for where, place, area in _hinted("only_in", name, question, value):
        code = place.get("place") if isinstance(place, dict) else place
        if code and not str(code).startswith(area):
            found.append((where, ELSEWHERE % {"place": _place_name(area)}))
    return found


def _place_name(code: str) -> str:
    try:
        return directory.place(code).title
    except PrasanError:  # a service file may be older than the places
        return code


def _hinted(hint: str, name: str, question: Question, value: Any) -> Iterator[tuple[str, Any, Any]]:
    """What the answer and its items give to questions with the hint: where, the answer, the hint's value."""
    if there := getattr(question, hint):
        yield name, value, there
    for part, there in ((key, spec[hint]) for key, spec in _inner(question).items() if spec.get(hint)):
        for at, row in enumerate(value if isinstance(value, list) else []):
            if isinstance(row, dict) and row.get(part):
                yield f"{name}.{at}.{part}", row[part], there


def _inner(question: Question) -> dict[str, Any]:
    """The questions of one item of a repeat, as the file writes them."""
    inner: dict[str, Any] = (question.items or {}).get("properties", {})
    return inner


def _hours_to_come(questions: dict[str, Question], given: dict[str, Any]) -> Iterator[str]:
    """The time among the questions that is still to come, where it is of the only day that has happened among them.

    A clock may go five minutes fast.
    """
    days = [name for name, question in questions.items() if question.past]
    hours = [name for name, question in questions.items() if question.format == "time"]
    now = timezone.localtime()
    if len(days) != 1 or len(hours) != 1 or given.get(days[0]) != now.date().isoformat():
        return
    with suppress(TypeError, ValueError):  # what is no time is told as such
        said = time.fromisoformat(given.get(hours[0], "")).replace(tzinfo=None)
        if datetime.combine(now.date(), said) > now.replace(tzinfo=None) + timedelta(minutes=5):
            yield hours[0]


def _ends_before(questions: dict[str, Question], given: dict[str, Any]) -> Iterator[str]:
    """The days named `to_...` that lie before the day `from_...`."""
    for name, question in questions.items():
        begin = f"from_{name.removeprefix('to_')}"
        if name.startswith("to_") and question.format == "date" and begin in questions:
            first, last = given.get(begin), given.get(name)
            if isinstance(first, str) and isinstance(last, str) and last < first:  # ISO days compare as texts
                yield name


def _together(questions: dict[str, Question], given: dict[str, Any]) -> list[tuple[str, Message]]:
    """What is wrong with answers beside one another, of a page or of one item of a repeat."""
    late: list[tuple[str, Message]] = [(name, HOUR_TO_COME) for name in _hours_to_come(questions, given)]
    return late + [(name, ENDS_BEFORE) for name in _ends_before(questions, given)]


def _today() -> str:
    return timezone.localdate().isoformat()


def _said(error: Any, where: str) -> tuple[str, Message]:
    keyword = error.kind.name
    rule = error.kind.as_dict() if hasattr(error.kind, "as_dict") else {}
    if keyword == "format" and (rule_name := str(rule.get("format", ""))) in FORMATS:
        return where, FORMATS[rule_name][1]
    if keyword == "required":
        return f"{where}.{rule.get('property', '')}", SAID["required"]
    message = SAID.get(keyword, SAID["format"])
    limit = rule.get("limit")
    return where, message % {"limit": limit} if limit is not None else message


@remembered
def _validator(version_id: int, name: str) -> Any:
    form = definition_of(version_id).form
    assert form is not None and name in questions_of(version_id)  # noqa: S101
    return jsonschema_rs.Draft202012Validator(
        form.schema["properties"][name],
        formats={key: holds for key, (holds, _message) in FORMATS.items()},
        validate_formats=True,
    )
