"""A question to a table: which rows and columns, put together how, in which order.

Built as SQL from the table's own columns alone; every value of the asker is a parameter of its column's type.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid

from .types import ROW, Column, quoted

OPERATORS = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
OTHERS = ("in", "has", "empty")
AGGREGATES = {
    "count": "count({0})", "sum": "sum({0})", "avg": "avg({0})", "min": "min({0})", "max": "max({0})",
    "median": "median({0})", "distinct": "count(DISTINCT {0})",
}  # fmt: skip
NUMERIC = ("integer", "number")
MOST_FILTERS, MOST_GROUPS, MOST_AGGREGATES, MOST_IN = 20, 5, 20, 200


@dataclass(frozen=True)
class Filter:
    """A condition on a column. operator: of OPERATORS or OTHERS. value: as typed; of "in" several."""

    column: str
    operator: str
    value: str | Sequence[str]


@dataclass(frozen=True)
class Aggregate:
    """A column put together over the rows of a group. function: of AGGREGATES; column "": the rows themselves."""

    function: str
    column: str = ""

    @property
    def name(self) -> str:
        """What its column in the answer is called: "sum_amount", "count"."""
        return f"{self.function}_{self.column}" if self.column else self.function


@dataclass(frozen=True)
class Question:
    """What is asked. order: names of the answer's columns, "-" before one that falls."""

    select: Sequence[str] = ()
    filters: Sequence[Filter] = ()
    groups: Sequence[str] = ()
    aggregates: Sequence[Aggregate] = ()
    order: Sequence[str] = ()
    text: str = ""


@dataclass
class Statement:
    """SQL with its parameters, over a relation called `data`; the columns that come out."""

    sql: str
    counting: str
    columns: list[Column]
    parameters: list[Any] = field(default_factory=list)


def statement(question: Question, columns: Sequence[Column]) -> Statement:
    """The SQL that answers `question` on a table of `columns`. Raises Invalid, with the part that is wrong."""
    known = {column["name"]: column for column in columns}
    if len(question.filters) > MOST_FILTERS or len(question.groups) > MOST_GROUPS:
        raise Invalid(_("This asks for too much at once."), code="too-complex")
    conditions, parameters = [], []
    for one in question.filters:
        sql, values = _condition(one, _of(known, one.column, "filter"))
        conditions.append(sql)
        parameters += values
    if question.text:
        texts = [quoted(c["name"]) for c in columns if c["type"] == "text"] or ["NULL"]
        for word in question.text.lower().split()[:10]:
            conditions.append("(" + " OR ".join(f"contains(lower({name}), ?)" for name in texts) + ")")
            parameters += [word] * len(texts)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    grouped = bool(question.groups or question.aggregates)
    made = _grouped(question, known) if grouped else _plain(question, columns, known)
    names = {column["name"] for column, _sql in made}
    order = _order(question.order, names)
    tie = [quoted(name) for name in question.groups] if grouped else [quoted(ROW)]
    if grouped or order:
        order += tie
    picked = ", ".join(f"{sql} AS {quoted(column['name'])}" for column, sql in made)
    by = f" GROUP BY {', '.join(quoted(name) for name in question.groups)}" if question.groups else ""
    ordered = f" ORDER BY {', '.join(order)}" if order else ""
    counting = f"SELECT count(*) FROM data{where}"
    if by:
        counting = f"SELECT count(*) FROM (SELECT 1 FROM data{where}{by})"
    elif grouped:
        counting = "SELECT 1"
    return Statement(
        f"SELECT {picked} FROM data{where}{by}{ordered}", counting, [c for c, _sql in made], parameters
    )


def _plain(
    question: Question, columns: Sequence[Column], known: dict[str, Column]
) -> list[tuple[Column, str]]:
    chosen = [_of(known, name, "select") for name in dict.fromkeys(question.select)] or list(columns)
    return [(column, quoted(column["name"])) for column in chosen]


def _grouped(question: Question, known: dict[str, Column]) -> list[tuple[Column, str]]:
    if len(set(question.groups)) < len(question.groups):
        raise _wrong("group", _("A column is named twice."))
    made = [(_of(known, name, "group"), quoted(name)) for name in question.groups]
    wanted = list(dict.fromkeys(question.aggregates or [Aggregate("count")]))
    if len(wanted) > MOST_AGGREGATES:
        raise Invalid(_("This asks for too much at once."), code="too-complex")
    for one in wanted:
        if one.function not in AGGREGATES:
            raise _wrong("aggregate", _("Use one of these: %(words)s") % {"words": ", ".join(AGGREGATES)})
        if not one.column:
            if one.function != "count":
                raise _wrong("aggregate", _("Say of which column."))
            made.append((Column(name="count", type="integer"), "count(*)"))
            continue
        column = _of(known, one.column, "aggregate")
        if one.function in ("sum", "avg", "median") and column["type"] not in NUMERIC:
            raise _wrong("aggregate", _("Only numbers can be put together like this."))
        sql = AGGREGATES[one.function].format(quoted(one.column))
        made.append((Column(name=one.name, type=_result(one.function, column["type"])), sql))
    names = [column["name"] for column, _sql in made]
    if len({name.casefold() for name in names}) < len(names):
        raise _wrong("aggregate", _("Two columns of the answer would have one name."))
    return made


def _result(function: str, kind: str) -> str:
    if function in ("count", "distinct"):
        return "integer"
    return "number" if function in ("avg", "median") else kind


def _order(order: Sequence[str], names: set[str]) -> list[str]:
    parts = []
    for name in list(order)[:10]:
        falls = name not in names and name.startswith("-")
        bare = name[1:] if falls else name
        if bare not in names:
            raise _wrong("order", _("There is no such column in the answer."))
        parts.append(quoted(bare) + (" DESC NULLS LAST" if falls else " ASC NULLS LAST"))
    return parts


def _condition(one: Filter, column: Column) -> tuple[str, list[Any]]:
    name, texts = quoted(column["name"]), [one.value] if isinstance(one.value, str) else list(one.value)
    if one.operator == "empty":
        return f"{name} IS {'NOT ' if texts[0] in ('no', 'false', '0') else ''}NULL", []
    if one.operator == "has":
        return f"contains(lower(CAST({name} AS VARCHAR)), ?)", [_clean(texts[0]).lower()]
    if one.operator == "in":
        values = [_value(text, column) for text in texts[:MOST_IN]]
        return f"{name} IN ({', '.join('?' * len(values))})", values
    if one.operator not in OPERATORS:
        said = _("Use one of these: %(words)s") % {"words": ", ".join([*OPERATORS, *OTHERS])}
        raise _wrong("filter", said)
    return f"{name} {OPERATORS[one.operator]} ?", [_value(texts[0], column)]


def _value(text: str, column: Column) -> Any:
    """What was typed, as a value of the column's type. Raises Invalid."""
    text = _clean(text)
    kind = column["type"]
    try:
        match kind:
            case "integer" | "number":
                try:
                    number: float = int(text)
                except ValueError:
                    number = float(text)
                if not math.isfinite(number) or abs(number) > 1e300:
                    raise ValueError(text)
                return float(number) if abs(number) >= 2**63 else number
            case "boolean":
                return {"true": True, "false": False}[text.lower()]
            case "date":
                return date.fromisoformat(text)
            case "timestamp":
                return datetime.fromisoformat(text).replace(tzinfo=None)
    except (ValueError, KeyError, OverflowError):
        raise _wrong("filter", _("This is no value of the column's type.")) from None
    return text


def _clean(text: str) -> str:
    if "\0" in text or len(text) > 10_000:
        raise _wrong("filter", _("This is no value of the column's type."))
    return text.encode("utf-8", "replace").decode()


def _of(known: dict[str, Column], name: str, where: str) -> Column:
    if name not in known:
        raise _wrong(where, _("There is no such column."))
    return known[name]


def _wrong(where: str, said: Any) -> Invalid:
    return Invalid(
        _("The question to the table cannot be answered."), code="bad-question", fields={where: said}
    )
