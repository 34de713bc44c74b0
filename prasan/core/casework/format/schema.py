"""The JSON Schema of the service format, so that an editor completes and explains while one writes.

Made from the types of `definition.py`; what the types leave open (names from a closed list) is added here.
The schema says less than the checker: `prasan service check` has the last word.
"""

from __future__ import annotations

import inspect as python
from typing import Any

import msgspec

from . import definition as types
from .check_form import FORMATS
from .check_service import CHANNELS
from .known import EFFECTS, life_events
from .names import PERSON
from .verbs import ROLES, TOLD, VERBS

IDENTIFIER = "https://prasan.example/schemas/service-1.json"


def format_schema() -> dict[str, Any]:
    """The schema of a service file, JSON Schema 2020-12."""
    (whole, question), parts = msgspec.json.schema_components(
        [types.Definition, types.Question], ref_template="#/$defs/{name}"
    )
    for name, part in parts.items():
        part["description"] = python.cleandoc(
            part.get("description", "") or getattr(types, name).__doc__ or ""
        )
    parts["Form"]["properties"]["schema"] = _form(question)
    parts["Question"]["properties"]["items"] = {
        "type": "object",
        "properties": {
            **{key: parts["Question"]["properties"][key] for key in ("type", "format", "oneOf", "required")},
            "properties": {"type": "object", "additionalProperties": question},
        },
        "required": ["type"],
    }
    parts["Question"]["properties"]["properties"] = {"type": "object", "additionalProperties": question}
    for (part_name, key), words in _words().items():
        spot = parts[part_name]["properties"][key]
        (spot["items"] if spot.get("type") == "array" else spot).update(words)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTIFIER,
        "title": "Prasan service, format 1",
        **whole,
        "$defs": parts,
    }


def _form(question: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": "A JSON Schema 2020-12 object; its properties are the questions.",
        "required": ["type", "properties"],
        "additionalProperties": False,
        "properties": {
            "$schema": {"const": "https://json-schema.org/draft/2020-12/schema"},
            "type": {"const": "object"},
            "required": {"type": "array", "items": {"type": "string"}},
            "properties": {"type": "object", "minProperties": 1, "additionalProperties": question},
        },
    }


def _words() -> dict[tuple[str, str], dict[str, Any]]:
    """Names from closed lists; `examples` where more names are allowed than are listed."""
    formats = [name for names in FORMATS.values() for name in names]
    return {
        ("Definition", "channels"): {"enum": list(CHANNELS)},
        ("Definition", "life_events"): {"enum": sorted(life_events() or [])} if life_events() else {},
        ("Question", "type"): {"enum": list(FORMATS)},
        ("Question", "format"): {"enum": formats},
        ("Question", "prefill"): {"examples": [f"person.{name}" for name in PERSON]},
        ("Transition", "do"): {"examples": list(VERBS)},
        ("Transition", "by"): {"enum": list(ROLES)},
        ("Escalation", "to"): {"enum": list(TOLD)},
        ("Effect", "effect"): {"examples": sorted(EFFECTS)},
    }
