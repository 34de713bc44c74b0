"""The JSON Schema of a service's answers, without Prasan's hints: what an API client may rely on."""

from __future__ import annotations

from typing import Any

KEYWORDS = (
    "type", "minLength", "maxLength", "minimum", "maximum", "pattern", "minItems", "maxItems", "uniqueItems",
)  # fmt: skip
STANDARD_FORMATS = ("email", "date", "uri")


def answers_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """The form's schema as plain JSON Schema 2020-12, with English labels as titles.

    Questions asked only on a condition are never `required` here; the flows hold that rule.
    """
    questions: dict[str, Any] = schema.get("properties", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": [name for name in schema.get("required", []) if not questions.get(name, {}).get("when")],
        "properties": {name: _plain(question) for name, question in questions.items()},
        "additionalProperties": False,
    }


def _plain(question: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {key: question[key] for key in KEYWORDS if key in question}
    if isinstance(label := question.get("label"), dict):
        plain["title"] = label.get("en", "")
    if question.get("format") in STANDARD_FORMATS:
        plain["format"] = question["format"]
    if choices := question.get("oneOf"):
        plain["enum"] = [choice.get("const") for choice in choices if isinstance(choice, dict)]
    if isinstance(items := question.get("items"), dict):
        plain["items"] = _plain(items)
    if isinstance(parts := question.get("properties"), dict):
        plain["properties"] = {name: _plain(part) for name, part in parts.items()}
        plain["required"] = [
            name for name in question.get("required", []) if not parts.get(name, {}).get("when")
        ]
    return plain
