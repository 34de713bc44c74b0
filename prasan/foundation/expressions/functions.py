"""The functions an expression may call beside those of CEL. None of them raises: null in gives null out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from prasan.foundation import patterns
from prasan.foundation.expressions.types import ANY, BOOL, DATE, INT, NUMBER, STRING, Type, list_of

# name: (types of the arguments, type of the result). A method `a.f(b)` is the same as `f(a, b)`.
# `number` takes a whole number too; a result of `any` here means: the type of the first argument's items.
SIGNATURES: dict[str, tuple[tuple[Type, ...], Type]] = {
    "size": ((ANY,), INT),
    "sum": ((list_of(NUMBER),), ANY),
    "least": ((list_of(NUMBER),), ANY),
    "greatest": ((list_of(NUMBER),), ANY),
    "baht": ((NUMBER,), INT),
    "round": ((NUMBER,), INT),
    "round_up": ((NUMBER,), INT),
    "years": ((DATE, DATE), INT),
    "days": ((DATE, DATE), INT),
    "add_days": ((DATE, INT), DATE),
    "int": ((NUMBER,), INT),
    "double": ((NUMBER,), NUMBER),
    "string": ((ANY,), STRING),
    "contains": ((STRING, STRING), BOOL),
    "startsWith": ((STRING, STRING), BOOL),
    "endsWith": ((STRING, STRING), BOOL),
    "matches": ((STRING, STRING), BOOL),
}
MACROS = ("all", "exists", "exists_one", "filter", "map")


def _or_null(function: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*args: Any) -> Any:
        try:
            return None if None in args else function(*args)
        except (ValueError, TypeError, OverflowError, ArithmeticError):
            return None  # such as an answer that is no date: not known

    return guarded


def _answered(values: list[Any]) -> list[Any]:
    return [value for value in values if value is not None]


def _years(start: str, end: str) -> int:
    born, day = date.fromisoformat(start), date.fromisoformat(end)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def _ceil(value: float) -> int:
    return -int(-value // 1)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "length": _or_null(len),
    "matched": _or_null(lambda text, pattern: patterns.matches(pattern, text)),
    "sum": _or_null(lambda values: sum(_answered(values))),
    "least": _or_null(lambda values: min(_answered(values))),
    "greatest": _or_null(lambda values: max(_answered(values))),
    "baht": _or_null(lambda baht: round(baht * 100)),
    "round": _or_null(lambda value: _ceil(value - 0.5) if value < 0 else int(value + 0.5)),
    "round_up": _or_null(_ceil),
    "years": _or_null(_years),
    "days": _or_null(_days),
    "add_days": _or_null(lambda start, n: (date.fromisoformat(start) + timedelta(days=n)).isoformat()),
}
