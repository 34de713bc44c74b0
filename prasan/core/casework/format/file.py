"""A service file as a whole: checked, stored as JSON, and read back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from .check import check
from .definition import Definition
from .known import Known
from .mistakes import Mistake

ORDER = "x-order"  # no question can have this name


@dataclass(frozen=True)
class CheckResult:
    """What the checker found. `definition` is None when there are mistakes."""

    definition: Definition | None
    mistakes: list[Mistake] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.definition is not None


def check_file(file: Path | bytes | str, known: Known | None = None) -> CheckResult:
    """The service in a file (a Path), or in its content (bytes or text). Raises OSError if it cannot be read.

    `known` is what the installation knows; without it only what the file itself shows is checked.
    """
    content = file.read_bytes() if isinstance(file, Path) else file
    return CheckResult(*check(content, known))


def to_stored(definition: Definition) -> dict[str, Any]:
    """The definition as plain JSON values, for the database; defaults are left out.

    The database forgets in which order an object was written, so the order of questions is written beside them.
    """
    stored: dict[str, Any] = msgspec.to_builtins(definition)
    if "form" in stored:
        stored["form"]["schema"] = _with_order(stored["form"]["schema"])
    return stored


def from_stored(stored: dict[str, Any]) -> Definition:
    """The definition that `to_stored` wrote."""
    form = stored.get("form")
    if form:
        stored = {**stored, "form": {**form, "schema": _in_order(form["schema"])}}
    return msgspec.convert(stored, Definition)


def _with_order(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    noted = {key: _with_order(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        noted[ORDER] = list(schema["properties"])
    return noted


def _in_order(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    read = {key: _in_order(value) for key, value in schema.items() if key != ORDER}
    if ORDER in schema:
        read["properties"] = {name: read["properties"][name] for name in schema[ORDER]}
    return read
