"""The API described to people: its operations, read from the description that programs read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop as N_

from .api import api

# What receivers of webhooks do, as the page shows it.
EXAMPLE = (Path(__file__).parent / "signature_example.py").read_text()
TAGS = {
    "services": N_("Services and their forms"),
    "cases": N_("Applications and cases"),
    "steps": N_("Steps, messages and parts"),
    "documents": N_("Documents"),
    "payments": N_("Payments"),
    "webhooks": N_("Webhooks"),
    "directory": N_("Places and agencies"),
    "observatory": N_("Observatory"),
    "opendata": N_("Open data"),
}
PLACES = {
    "path": N_("in the address"),
    "query": N_("after the ?"),
    "header": N_("header"),
    "body": N_("in the body"),
}
SUMMARIES = (
    N_("List or search services"), N_("The manual"), N_("JSON Schema of the answers"), N_("Check answers"),
    N_("Submit an application"), N_("List cases"), N_("Read a case"), N_("The state of any case by its number"),
    N_("How many cases"), N_("Take a step"), N_("Write to the other side"), N_("Write a note for colleagues"),
    N_("Tell of a delay"), N_("Hand a case over"), N_("Ask another unit for a part"),
    N_("Parts asked of the client"), N_("Answer a part"), N_("Upload a document"), N_("A document"),
    N_("The content of a document"), N_("A payment"), N_("Webhook endpoints"), N_("Add a webhook endpoint"),
    N_("Remove a webhook endpoint"), N_("Send to a paused endpoint again"), N_("What was sent to an endpoint"),
    N_("Send an event again"), N_("Places under a place"), N_("Find a place"), N_("A place"), N_("Agencies"),
    N_("An agency"), N_("Editions of the survey"), N_("An edition"), N_("An edition computed again"),
    N_("A state"), N_("What would it take?"), N_("Rows of a table"), N_("A table's columns"),
)  # fmt: skip


@dataclass(frozen=True)
class Value:
    """Something that is sent. place: path, query, header or body. kind: its JSON type, such as "string"."""

    name: str
    place: str
    kind: str
    required: bool
    about: str

    @property
    def where(self) -> str:
        """The place, as a message to translate."""
        return PLACES[self.place]


@dataclass(frozen=True)
class Operation:
    """One method of one address. summary: a message to translate; about: English, as programs read it."""

    method: str
    path: str
    summary: str
    about: str
    open: bool
    values: tuple[Value, ...]
    answers: tuple[str, ...]

    @property
    def id(self) -> str:
        """A name for links within the page."""
        return f"{self.method}-{self.path.removeprefix('/api/v1/')}".replace("/", "-").translate(
            str.maketrans("", "", "{}")
        )


@lru_cache(maxsize=1)
def operations() -> dict[str, list[Operation]]:
    """Every operation by its tag, in the order of the description."""
    described: dict[str, Any] = dict(api.get_openapi_schema())
    schemas = described.get("components", {}).get("schemas", {})
    found: dict[str, list[Operation]] = {tag: [] for tag in TAGS}
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(
                Operation(
                    method.upper(), path, told["summary"], told.get("description", ""), not told.get("security"),
                    (*(_parameter(one) for one in told.get("parameters", [])), *_body(told, schemas)),
                    tuple(str(status) for status in told["responses"]),
                )
            )  # fmt: skip
    return found


def _parameter(told: dict[str, Any]) -> Value:
    schema = told.get("schema", {})
    about = told.get("description") or schema.get("description", "")
    return Value(told["name"], told["in"], _kind(schema), bool(told.get("required")), about)


def _body(told: dict[str, Any], schemas: dict[str, Any]) -> list[Value]:
    """The properties of the body, of a reference one step deep."""
    content = told.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] = next((one.get("schema", {}) for one in content.values()), {})
    schema = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
    wanted = schema.get("required", [])
    return [
        Value(name, "body", _kind(one), name in wanted, one.get("description", ""))
        for name, one in schema.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any]) -> str:
    """ "string", "array of string", "integer or null"; "object" for what has a shape of its own."""
    if options := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(dict.fromkeys(_kind(one) for one in options))
    if schema.get("type") == "array":
        return f"array of {_kind(schema.get('items', {}))}"
    return str(schema.get("type") or ("object" if "$ref" in schema else "any"))
