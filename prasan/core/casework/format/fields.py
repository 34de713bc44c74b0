"""A question of a service file as the field that a page shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from prasan.look.fields import Choice, Field, Kind

BY_FORMAT: dict[str, Kind] = {
    "email": Kind.EMAIL,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "uri": Kind.URI,
    "thai-citizen-id": Kind.CITIZEN_ID,
    "juristic-id": Kind.JURISTIC_ID,
    "thai-phone": Kind.PHONE,
    "thai-place": Kind.PLACE,
    "account-number": Kind.ACCOUNT,
    "agency": Kind.SELECT,
    "document": Kind.FILES,
    "satang": Kind.MONEY,
    "thai-address": Kind.ADDRESS,
}
MOST_RADIOS = 8  # longer lists of choices are a select


def kind_of(question: dict[str, Any]) -> Kind:
    """The kind of field a question (as written in the schema) is asked with."""
    kind, items = question.get("type"), question.get("items") or {}
    if choices := question.get("oneOf"):
        return Kind.RADIOS if len(choices) <= MOST_RADIOS else Kind.SELECT
    if kind == "array":
        if items.get("type") == "object":
            return Kind.REPEAT
        return Kind.CHECKBOXES if items.get("oneOf") else Kind.FILES
    if question.get("format") in BY_FORMAT:
        return BY_FORMAT[question["format"]]
    if kind == "string":
        return Kind.MULTILINE if question.get("multiline") else Kind.TEXT
    plain = {"integer": Kind.INTEGER, "number": Kind.NUMBER, "boolean": Kind.CHECKBOX}
    return plain.get(str(kind), Kind.TEXT)


def field_of(
    name: str,
    question: dict[str, Any],
    *,
    required: bool = False,
    value: Any = None,
    choices: list[Choice] | None = None,
) -> Field:
    """The field for a question, in the language in force. `choices`: where the file cannot list them."""
    language = "en" if get_language() == "en" else "th"
    items = question.get("items") or {}
    listed = question.get("oneOf") or items.get("oneOf") or []
    inner = items.get("properties") or {}
    return Field(
        kind=kind_of(question),
        name=name,
        label=_said(question.get("label"), language),
        help=_said(question.get("help"), language),
        value=value,
        required=required,
        choices=choices or [Choice(one["const"], _said(one.get("label"), language)) for one in listed],
        level=question.get("level", 3),
        fields=[
            field_of(part, of, required=part in (items.get("required") or [])) for part, of in inner.items()
        ],
        accept=question.get("accept") or items.get("accept") or (),
        min_length=question.get("minLength"),
        max_length=question.get("maxLength"),
        minimum=question.get("minimum"),
        maximum=question.get("maximum"),
        min_items=question.get("minItems"),
        max_items=question.get("maxItems"),
        pattern=question.get("pattern", ""),
    )


def _said(text: Any, language: str) -> str:
    return str(text.get(language, "")) if isinstance(text, dict) else ""
