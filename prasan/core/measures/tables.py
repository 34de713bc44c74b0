"""Tables that rooms hold for everybody: a room registers one, and open data publishes it every night.

So a mission's reference data come into the catalogue although no mission knows another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Texts = tuple[str, str]  # Thai, English
Row = Sequence[object]


@dataclass(frozen=True)
class OpenTable:
    """A table for everybody, without a word about people.

    name: of its dataset, stable, small letters and dashes. agency: code of who answers for it. columns: name -> what
    it holds, in order. rows: its content now, or None while there is none. theme: what it is about, a data theme of
    the European vocabulary in words ("international"). every: how often it changes, in English ("year"). own: whether
    the state may license it; of what others publish no licence is stated. codes: columns of text though all digits.
    """

    name: str
    agency: str
    title: Texts
    notes: Texts
    tags: Sequence[str]
    columns: Mapping[str, Texts]
    rows: Callable[[], Sequence[Row] | None]
    source: str
    theme: str = "government"
    every: str = "year"
    own: bool = True
    codes: Sequence[str] = ()


_tables: dict[str, OpenTable] = {}


def publish_table(table: OpenTable) -> None:
    """Register a table, from a room's `AppConfig.ready()`. The same name twice raises ValueError."""
    if table.name in _tables:
        raise ValueError(f"the table {table.name} is registered already")
    _tables[table.name] = table


def open_tables() -> list[OpenTable]:
    """Every registered table, by name."""
    return [_tables[name] for name in sorted(_tables)]
