"""What the expressions of a service may name, with types: `form`, `person`, `case`, `today` and `item`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prasan.foundation import expressions as ex

from ..channels import FORMER, Channel
from .definition import Definition

# Facts the state already knows about a person; the values come from identity.
PERSON: dict[str, ex.Type] = {
    "name": ex.STRING,
    "name_en": ex.STRING,
    "prefix": ex.STRING,
    "given": ex.STRING,
    "family": ex.STRING,
    "phone": ex.STRING,
    "email": ex.STRING,
    "birth_date": ex.DATE,
    "address": ex.ANY,
    "citizen_id": ex.STRING,
    "age": ex.INT,
    "ial": ex.STRING,
    "language": ex.one_of(ex.STRING, ("th", "en")),
}
CHANNELS = (*Channel.values, FORMER)


def question_type(question: Mapping[str, Any]) -> ex.Type:
    """The type of a question's answer, from its JSON Schema."""
    kind, form = question.get("type"), question.get("format", "")
    consts: list[str | int] = [choice["const"] for choice in question.get("oneOf") or [] if "const" in choice]
    if kind == "string":
        if form in ("date", "time"):
            return ex.DATE if form == "date" else ex.TIME
        return ex.one_of(ex.STRING, tuple(consts)) if consts else ex.STRING
    if kind == "integer":
        return ex.one_of(ex.INT, tuple(consts)) if consts else ex.INT
    if kind == "array":
        return ex.list_of(question_type(question.get("items") or {}))
    if kind == "object" and isinstance(question.get("properties"), dict):
        return ex.object_of({name: question_type(inner) for name, inner in question["properties"].items()})
    return {"number": ex.NUMBER, "boolean": ex.BOOL}.get(str(kind), ex.ANY)


def form_type(definition: Definition) -> ex.Type:
    """The type of `form`: every question of the service."""
    questions = definition.form.schema.get("properties", {}) if definition.form else {}
    return ex.object_of({name: question_type(question) for name, question in questions.items()})


def case_type(definition: Definition) -> ex.Type:
    """The type of `case`: what expressions and documents may name of a case."""
    states = tuple(definition.workflow.states) if definition.workflow else ()
    return ex.object_of(
        {
            "number": ex.STRING,
            "state": ex.one_of(ex.STRING, states),
            "channel": ex.one_of(ex.STRING, CHANNELS),
            "opened_on": ex.DATE,
            "title": ex.STRING,
        }
    )


def names_of(definition: Definition) -> ex.Names:
    """All names with their types, as they stand while a case runs; `item` is added within `each`."""
    return ex.object_of(
        {
            "form": form_type(definition),
            "person": ex.object_of(PERSON),
            "case": case_type(definition),
            "today": ex.DATE,
        }
    )
