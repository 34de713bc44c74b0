"""Answers questions to a table from its Parquet file with DuckDB.

Each question has a database of its own that may read this one file and nothing else, may not be set otherwise,
and has limits of time, memory and threads. Few run at once, so that no reader takes the machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import Any

import duckdb
from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid, Unavailable

from .question import Question, statement
from .types import Column

SECONDS = 5.0
MEMORY = "512MB"
THREADS = 2
AT_ONCE = 4
_room = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Answer:
    """Rows in order, values as JSON has them. total: rows without limit; None where it was not asked for."""

    columns: list[Column]
    rows: list[list[Any]]
    total: int | None = None

    @property
    def records(self) -> list[dict[str, Any]]:
        """Each row by the names of its columns."""
        names = [column["name"] for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


def ask(
    file: Path, columns: Sequence[Column], question: Question, *, limit: int, offset: int = 0,
    total: bool = False,
) -> Answer:  # fmt: skip
    """Answer `question` from the Parquet `file` of a table with `columns`.

    Raises Invalid for a question that does not fit the table or takes too long, Unavailable when too many ask.
    """
    made = statement(question, columns)
    with _opened(file) as database:
        count = None
        if total:
            # Of a total over everything the counting asks nothing of the parameters.
            row = database.execute(made.counting, made.parameters if "?" in made.counting else []).fetchone()
            count = int(row[0]) if row else 0
        rows = (
            database.execute(f"{made.sql} LIMIT ? OFFSET ?", [*made.parameters, limit, offset]).fetchall()
            if limit
            else []
        )
    return Answer(made.columns, [[plain(value) for value in row] for row in rows], count)


@contextmanager
def _opened(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A locked database with the file as its relation `data`."""
    if not _room.acquire(timeout=SECONDS):
        raise Unavailable(code="busy")
    path = str(file).replace("'", "''")
    try:
        with duckdb.connect(config={"threads": THREADS, "memory_limit": MEMORY}) as database:
            database.execute(
                f"SET temp_directory = ''; SET allowed_paths = ['{path}']; SET enable_external_access = false;"
                " SET lock_configuration = true;"
                f" CREATE TEMP VIEW data AS SELECT * FROM read_parquet('{path}', file_row_number = true)"
            )
            watch = Timer(SECONDS, database.interrupt)
            watch.start()
            try:
                yield database
            finally:
                watch.cancel()
    except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
        raise Invalid(_("This question takes too long. Ask for less."), code="too-long") from error
    except (duckdb.OutOfRangeException, duckdb.ConversionException) as error:
        raise Invalid(_("A number in the answer grows too large."), code="too-large-number") from error
    finally:
        _room.release()


def plain(value: Any) -> Any:
    """A value as JSON has it: dates in ISO 8601, and no number that is none."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        return float(value)
    return value
