"""Types of columns, told by their values; the Parquet file is written with them.

A column is an integer, number, truth value, date or time only when every value of it is one in its usual form.
Codes that begin with 0 stay text, and so do dates of the Buddhist era: read as common era they would lie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypedDict

import duckdb
from django.utils.translation import gettext_lazy as _

from .mistakes import MOST_TOLD, BadTable, Fault

if TYPE_CHECKING:
    from prasan.foundation.errors import Words

TYPES = ("text", "integer", "number", "boolean", "date", "timestamp")
SQL = {
    "text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "timestamp": "TIMESTAMP",
}  # fmt: skip
MOST_WRITTEN = 200_000  # cells of a table that can be had as XLSX: made within a second or two
ROW = "file_row_number"  # DuckDB's name for a row's place in a file
# Of each type the condition that a value is one; the first that holds for all values is the column's.
_IS = {
    "integer": "regexp_full_match({0}, '-?(0|[1-9][0-9]{{0,17}})')",
    "number": "regexp_full_match({0}, '-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]{{1,2}})?')",
    "boolean": "lower({0}) IN ('true', 'false')",
    "date": "regexp_full_match({0}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') AND TRY_CAST({0} AS DATE) IS NOT NULL"
    " AND {0} < '2400'",
    "timestamp": "regexp_full_match({0}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ]"
    "[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}([.][0-9]{{1,6}})?)?')"
    " AND TRY_CAST({0} AS TIMESTAMP) IS NOT NULL AND {0} < '2400'",
}


class Column(TypedDict):
    """A column as a version keeps it. set: its type was demanded, and is not what its values alone would say."""

    name: str
    type: str
    set: NotRequired[bool]


@dataclass(frozen=True)
class Demands:
    """What every version of a table must be. types: column -> its type. key: columns that together name a row."""

    types: Mapping[str, str] = field(default_factory=dict)
    key: Sequence[str] = ()


NO_DEMANDS = Demands()
_NOT = {
    "integer": _("This is no whole number in figures alone, such as 1200."),
    "number": _("This is no number with a decimal point, such as 0.9."),
    "boolean": _("This is neither true nor false."),
    "date": _("This is no date such as 2026-01-31."),
    "timestamp": _("This is no date with time such as 2026-01-31 13:00."),
}


def quoted(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def to_parquet(
    source: Path, target: Path, header: Sequence[str], lines: Sequence[int], demands: Demands = NO_DEMANDS
) -> list[Column]:
    """Write the table in `source` (our own CSV) as Parquet with types; the columns.

    lines: of each row its line in the file as it was given. Raises BadTable where it is not what is demanded.
    """
    wanted = dict.fromkeys([*demands.types, *demands.key])
    if lacks := [name for name in wanted if name not in header]:
        raise BadTable([Fault(1, name, _("This column must be there, and is not.")) for name in lacks])
    with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as database:
        database.execute(f"SET temp_directory = '{_text(str(target.parent))}'")
        names = ", ".join(f"'{_text(name)}': 'VARCHAR'" for name in header)
        database.execute(
            f"CREATE TEMP TABLE given AS SELECT * FROM read_csv('{_text(str(source))}', columns = {{{names}}},"
            " header = true, delim = ',', quote = '\"', escape = '\"', auto_detect = false, nullstr = '',"
            " max_line_size = 80000000, null_padding = false, parallel = false, new_line = '\\n',"
            " strict_mode = true)"
        )
        key = [name for name in header if name in demands.key]
        _judge(database, lines, Demands(demands.types, key))
        columns = [_column(database, name, demands.types.get(name, "")) for name in header]
        casts = ", ".join(
            f"CAST({quoted(c['name'])} AS {SQL[c['type']]}) AS {quoted(c['name'])}" for c in columns
        )
        database.execute(
            f"COPY (SELECT {casts} FROM given) TO '{_text(str(target))}'"
            " (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880)"
        )
    return columns


def _column(database: duckdb.DuckDBPyConnection, name: str, demanded: str) -> Column:
    found = _type(database, quoted(name))
    if demanded in ("", found):
        return Column(name=name, type=found)
    return Column(name=name, type=demanded, set=True)


def _judge(database: duckdb.DuckDBPyConnection, lines: Sequence[int], demands: Demands) -> None:
    """Hold the table against what is demanded. Raises BadTable."""
    faults: list[Fault] = []
    count = 0

    def add(name: str, reason: Words, rows: str) -> None:
        nonlocal count
        found = [row[0] for row in database.execute(f"SELECT rowid FROM {rows} ORDER BY rowid").fetchall()]
        count += len(found)
        faults.extend(Fault(lines[row], name, reason) for row in found[:MOST_TOLD])

    for name, kind in demands.types.items():
        if kind in _IS:
            test = _IS[kind].format(quoted(name))
            add(name, _NOT[kind], f"given WHERE {quoted(name)} IS NOT NULL AND NOT ({test})")
    if demands.key:
        told, names = ", ".join(demands.key), [quoted(name) for name in demands.key]
        add(
            told,
            _("The key of this row is empty."),
            f"given WHERE {' OR '.join(f'{n} IS NULL' for n in names)}",
        )
        again = f"SELECT rowid, row_number() OVER (PARTITION BY {', '.join(names)} ORDER BY rowid) AS nth FROM given"
        again += f" WHERE {' AND '.join(f'{n} IS NOT NULL' for n in names)}"
        add(told, _("Another row before it has the same key."), f"({again}) WHERE nth > 1")
    if count:
        raise BadTable(sorted(faults, key=lambda fault: fault.line), count)


def _type(database: duckdb.DuckDBPyConnection, name: str) -> str:
    tests = ", ".join(f"bool_and({test.format(name)})" for test in _IS.values())
    found = database.execute(f"SELECT {tests} FROM given WHERE {name} IS NOT NULL").fetchone() or ()
    return next((kind for kind, holds in zip(_IS, found, strict=False) if holds), "text")


def _text(value: str) -> str:
    return value.replace("'", "''")
