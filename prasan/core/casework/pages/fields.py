"""From the questions of a service file to fields of a page, and from what was posted to answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest
from django.urls import reverse

from prasan.core.casework.flows.files import files_in
from prasan.core.casework.format.definition import Question, Text
from prasan.core.casework.format.verbs import say
from prasan.core.directory import service as directory
from prasan.core.documents import service as documents
from prasan.foundation.errors import PrasanError
from prasan.look import fields as look
from prasan.look.fields import Choice, Field, Kind, StoredFile

# format of a string or object -> kind of field
KINDS = {
    "email": Kind.EMAIL,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "uri": Kind.URI,
    "thai-citizen-id": Kind.CITIZEN_ID,
    "juristic-id": Kind.JURISTIC_ID,
    "thai-phone": Kind.PHONE,
    "thai-place": Kind.PLACE,
    "account-number": Kind.ACCOUNT,
    "document": Kind.FILES,
    "satang": Kind.MONEY,
    "thai-address": Kind.ADDRESS,
}
MANY = 8  # more choices than this are a list to select from


def kind_of(question: Question, *, required: bool = False) -> Kind:
    """The kind of field that asks the question. A required yes or no is asked as such: a box that must be
    ticked could only be answered with yes, which is meant where `const: true` stands."""
    if question.one_of:
        return Kind.RADIOS if len(question.one_of) <= MANY else Kind.SELECT
    if question.format == "agency":
        return Kind.SELECT
    if question.format in KINDS:
        return KINDS[question.format]
    match question.type:
        case "array":
            items = question.items or {}
            if items.get("format") == "document":
                return Kind.FILES
            return Kind.CHECKBOXES if "oneOf" in items else Kind.REPEAT
        case "boolean":
            return Kind.YES_NO if required and not question.const else Kind.CHECKBOX
        case "integer":
            return Kind.INTEGER
        case "number":
            return Kind.NUMBER
    return Kind.MULTILINE if question.multiline else Kind.TEXT


def field_for(name: str, question: Question, value: Any, *, required: bool) -> Field:
    """The question as a field that shows `value`."""
    kind = kind_of(question, required=required)
    one_file = kind is Kind.FILES and question.type == "string"
    stored = _stored(files_in({name: question}, {name: value}) if kind in (Kind.FILES, Kind.REPEAT) else ())
    return Field(
        kind=kind,
        name=name,
        label=say(question.label),
        help=say(question.help),
        value=value,
        required=required,
        choices=_choices(question),
        level=question.level,
        fields=_inner(question) if kind is Kind.REPEAT else (),
        files=stored,
        accept=question.accept,
        min_length=question.min_length,
        max_length=question.max_length,
        minimum=question.minimum,
        maximum=question.maximum,
        min_items=question.min_items,
        max_items=1 if one_file else question.max_items,
        pattern=question.pattern or "",
    )


def fields_for(
    questions: Mapping[str, Question], answers: dict[str, Any], required: Collection[str]
) -> list[Field]:
    """A field for each question, in order."""
    return [field_for(n, q, answers.get(n), required=n in required) for n, q in questions.items()]


def read(
    request: HttpRequest, fields: Sequence[Field], questions: Mapping[str, Question], owner: UUID | None
) -> tuple[dict[str, Any], dict[str, Any], dict[str, list[str]]]:
    """Answers, mistakes by input, and the posted data (with the files just stored among it).

    New uploads are stored at once, so that they are kept when something else on the page is wrong.
    """
    data = look.default_data(request.POST)
    wrong: dict[str, Any] = {}
    for field in fields:
        for asked in _of_files(field, data):
            wrong |= _keep_uploads(request, asked, data, owner)
    values, errors = look.parse_all(fields, data)
    return as_answers(questions, values), {**errors, **wrong}, data


def as_answers(questions: Mapping[str, Question], values: Mapping[str, Any]) -> dict[str, Any]:
    """What fields gave, in the shapes that answers are kept in: one file is its id, not a list of one."""
    return {name: _as_answer(questions[name], value) for name, value in values.items()}


def _as_answer(question: Question, value: Any) -> Any:
    if question.type == "string" and question.format == "document":
        return value[0] if value else None
    if question.type == "array" and (question.items or {}).get("type") == "object" and value:
        inner = _questions_in(question)
        return [as_answers(inner, item) for item in value]
    return value


def show_again(fields: Sequence[Field], data: look.Data, errors: Mapping[str, Any]) -> list[Field]:
    """The fields with what was typed, what is wrong with it, and the files stored by now."""
    told = {name: str(message) for name, message in errors.items()}
    return [
        replace(
            look.bind(field, data, told),
            files=_stored(file for asked in _of_files(field, data) for file in data.get(asked.name, ())),
        )
        for field in fields
    ]


def _of_files(field: Field, data: look.Data) -> list[Field]:
    """The questions for files in a field as posted: itself, or those of each item of a repeat."""
    if field.kind is Kind.REPEAT:
        rows = look.repeat_rows(replace(field, raw=data))
        return [asked for row in rows for asked in row if asked.kind is Kind.FILES]
    return [field] if field.kind is Kind.FILES else []


def _choices(question: Question) -> list[Choice]:
    if question.format == "agency":
        return [
            Choice(a.code, a.name)
            for a in directory.agencies()
            if not question.among or a.kind in question.among
        ]
    if question.one_of:
        return [Choice(c.const, say(c.label)) for c in question.one_of]
    return [
        Choice(c["const"], say(msgspec.convert(c["label"], Text)))
        for c in (question.items or {}).get("oneOf", [])
    ]


def _inner(question: Question) -> list[Field]:
    required = set((question.items or {}).get("required", []))
    return [
        field_for(name, inner, None, required=name in required)
        for name, inner in _questions_in(question).items()
    ]


def _questions_in(question: Question) -> dict[str, Question]:
    """The questions of one item of a repeat."""
    properties = (question.items or {}).get("properties", {})
    return {name: msgspec.convert(spec, Question) for name, spec in properties.items()}


def _stored(given: Iterable[str]) -> list[StoredFile]:
    wanted = [UUID(str(i)) for i in given if _is_uuid(i)]
    found = documents.documents(wanted)
    return [
        StoredFile(str(d.pk), d.name, d.size, reverse("documents:download", args=[d.pk]))
        for d in (found[i] for i in wanted if i in found)
    ]


def _is_uuid(value: Any) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def _keep_uploads(
    request: HttpRequest, field: Field, data: dict[str, list[str]], owner: UUID | None
) -> dict[str, Any]:
    """Store the new files of a field and put their ids among what was posted; returns what is wrong."""
    kept = [v for v in data.get(field.name, []) if _is_uuid(v)]
    wrong: dict[str, Any] = {}
    for upload in request.FILES.getlist(field.name):
        try:
            stored = documents.store(upload, owner=owner, accept=field.accept or documents.DEFAULT_TYPES)
        except PrasanError as refused:
            wrong[field.name] = str(refused)
        else:
            kept.append(str(stored.pk))
    data[field.name] = kept
    return wrong
