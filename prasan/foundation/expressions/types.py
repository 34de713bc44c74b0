"""The types an expression knows, and how stored answers become values of them.

Dates and times are ISO 8601 strings, as in the stored answers: `2026-11-23`, `14:30`. They are types of
their own, so that a date is compared with a date. Anything may be null, which means: not answered, not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any


@dataclass(frozen=True)
class Type:
    """A type. `of`: what a list holds. `fields`: what an object holds. `choices`: its only values."""

    kind: str
    of: Type | None = None
    fields: tuple[tuple[str, Type], ...] = ()
    choices: tuple[str | int, ...] = ()

    def field(self, name: str) -> Type | None:
        """The type of a field of an object, or None if it has no such field."""
        return next((type_ for key, type_ in self.fields if key == name), None)

    @property
    def plain(self) -> Type:
        """The same type with no limit on the choices."""
        return Type(self.kind, self.of, self.fields)


ANY = Type("any")
NULL = Type("null")
BOOL = Type("bool")
INT = Type("int")
NUMBER = Type("number")
STRING = Type("string")
DATE = Type("date")
TIME = Type("time")


def list_of(of: Type) -> Type:
    """A list whose every item is `of`."""
    return Type("list", of=of)


def object_of(fields: Mapping[str, Type]) -> Type:
    """An object with these fields and no others."""
    return Type("object", fields=tuple(fields.items()))


def one_of(type_: Type, choices: tuple[str | int, ...]) -> Type:
    """`type_`, limited to these values."""
    return Type(type_.kind, type_.of, type_.fields, choices)


def fill(type_: Type, value: Any) -> Any:
    """`value` as the expression sees it: every declared field is there, null when it is not answered.

    Fields that are not declared are left out; whole numbers become floats where a number is declared.
    """
    if type_.kind == "object":
        known = value if isinstance(value, Mapping) else {}
        return {name: fill(of, known.get(name)) for name, of in type_.fields}
    if value is None or value == "":
        return None
    if type_.kind == "list":
        of = type_.of or ANY
        return [fill(of, item) for item in value] if isinstance(value, list | tuple) else []
    if type_.kind == "number" and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return plain(value)


def plain(value: Any) -> Any:
    """A value of Python as CEL can hold it: dates and times become their ISO text."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
