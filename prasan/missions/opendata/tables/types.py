"""Types of columns, told by their values; the Parquet file is written with them.

A column is an integer, number, truth value, date or time only when every value of it is one in its usual form.
Codes that begin with 0 stay text, and so do dates of the Buddhist era: read as common era they would lie.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TypedDict

import duckdb

TYPES = ("text", "integer", "number", "boolean", "date", "timestamp")
SQL = {
    "text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "timestamp": "TIMESTAMP",
}  # fmt: skip
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
    """A column as a version keeps it."""

    name: str
    type: str


def quoted(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def to_parquet(
    source: Path, target: Path, header: Sequence[str], codes: Collection[str] = ()
) -> list[Column]:
    """Write the table in `source` (our own CSV) as Parquet with types; the columns. codes: columns that stay text."""
    with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as database:
        database.execute(f"SET temp_directory = '{_text(str(target.parent))}'")
        names = ", ".join(f"'{_text(name)}': 'VARCHAR'" for name in header)
        database.execute(
            f"CREATE TEMP TABLE given AS SELECT * FROM read_csv('{_text(str(source))}', columns = {{{names}}},"
            " header = true, delim = ',', quote = '\"', escape = '\"', auto_detect = false, nullstr = '',"
            " max_line_size = 80000000, null_padding = false, parallel = false, new_line = '\\n',"
            " strict_mode = true)"
        )
        columns = [
            Column(name=name, type="text" if name in codes else _type(database, quoted(name)))
            for name in header
        ]
        casts = ", ".join(
            f"CAST({quoted(c['name'])} AS {SQL[c['type']]}) AS {quoted(c['name'])}" for c in columns
        )
        database.execute(
            f"COPY (SELECT {casts} FROM given) TO '{_text(str(target))}'"
            " (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880)"
        )
    return columns


def _type(database: duckdb.DuckDBPyConnection, name: str) -> str:
    tests = ", ".join(f"bool_and({test.format(name)})" for test in _IS.values())
    found = database.execute(f"SELECT {tests} FROM given WHERE {name} IS NOT NULL").fetchone() or ()
    return next((kind for kind, holds in zip(_IS, found, strict=False) if holds), "text")


def _text(value: str) -> str:
    return value.replace("'", "''")
