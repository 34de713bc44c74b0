"""Give committed leaves their places: extend the tree and sign its new head, all in one transaction.

Requests only insert; this is the one place where leaves meet an order, under a lock that only sequencers
take. A crash at any moment rolls back to the last head, and the leaves are still pending.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from prasan.foundation import locks, merkle, scope, tlog

from ..keys import origin, signer

BATCH = 4096  # leaves a transaction

DUE = "EXISTS (SELECT 1 FROM ledger_pending)"
_TAKE = """
WITH taken AS (
    DELETE FROM ledger_pending WHERE leaf_id IN (SELECT leaf_id FROM ledger_pending ORDER BY leaf_id LIMIT %s)
    RETURNING leaf_id)
SELECT l.id, l.body FROM taken JOIN ledger_leaf l ON l.id = taken.leaf_id ORDER BY l.id
"""


class WrongKey(RuntimeError):
    """The key or the origin at hand is not the one with which the log was signed until now."""


class Edge:
    """The right edge of the tree: of each tile level, the hashes that do not fill a tile yet."""

    def __init__(self, size: int, levels: Sequence[Sequence[bytes]]) -> None:
        self.size = size
        self.levels = [list(level) for level in levels]
        self.made: list[tuple[int, int, bytes]] = []  # new nodes: level, index, hash

    def append(self, leaf: bytes) -> None:
        self.size += 1
        self._push(0, leaf)

    def root(self) -> bytes:
        return merkle.root(self.size, tlog.nodes_in_tiles(self._tile, self.size))

    def _push(self, level: int, value: bytes) -> None:
        if level == len(self.levels):
            self.levels.append([])
        row = self.levels[level]
        row.append(value)
        if len(row) == tlog.WIDTH:
            full = merkle.root_of(row)
            row.clear()
            self.made.append((level + 1, (self.size >> (tlog.HEIGHT * (level + 1))) - 1, full))
            self._push(level + 1, full)

    def _tile(self, tile: tlog.Tile) -> bytes:
        return b"".join(self.levels[tile.level or 0])


def sequence(limit: int = BATCH) -> int:
    """Put up to `limit` pending leaves in the tree and sign a checkpoint; returns how many.

    Returns 0 when nothing is pending or when another sequencer is at work. Raises WrongKey.
    """
    with scope.system("ledger"), connection.cursor() as cursor:
        if not locks.alone(locks.Kind.LEDGER):
            return 0
        cursor.execute(_TAKE, [limit])
        taken = cursor.fetchall()
        if not taken:
            return 0
        mine = signer()
        _assert_same_log(cursor, mine.verifier)
        edge = read_edge()
        first = edge.size
        hashes = [merkle.leaf_hash(body.encode()) for _, body in taken]
        for value in hashes:
            edge.append(value)
        cursor.execute(
            'INSERT INTO ledger_entry ("index", leaf_id, hash)'
            " SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])",
            [list(range(first, edge.size)), [leaf for leaf, _ in taken], hashes],
        )
        if edge.made:
            levels, indexes, nodes = (list(column) for column in zip(*edge.made, strict=True))
            cursor.execute(
                'INSERT INTO ledger_node (level, "index", hash)'
                " SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[])",
                [levels, indexes, nodes],
            )
        note = tlog.sign_note(tlog.Checkpoint(origin(), edge.size, edge.root()).text, mine)
        cursor.execute(
            "INSERT INTO ledger_head (size, note, at) VALUES (%s, %s, %s)", [edge.size, note, timezone.now()]
        )
        return len(taken)


def _assert_same_log(cursor: CursorWrapper, key: tlog.Verifier) -> None:
    """A host that made itself a key of its own must not go on with a log that was signed with another."""
    cursor.execute("SELECT note FROM ledger_head ORDER BY size DESC LIMIT 1")
    last = cursor.fetchone()
    try:
        if last:
            tlog.open_note(last[0], [key])
    except ValueError as error:
        raise WrongKey("this log was signed with another key: set PRASAN_LEDGER_KEY and _ORIGIN") from error


def sequence_all() -> int:
    """Sequence until nothing is pending; returns how many leaves found their place."""
    done = 0
    while batch := sequence():
        done += batch
    return done


def read_edge() -> Edge:
    """The right edge as the tables hold it now."""
    levels: list[list[bytes]] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(size), 0) FROM ledger_head")
        size = cursor.fetchone()[0]
        level = 0
        while size >> (tlog.HEIGHT * level):
            start = (size >> (tlog.HEIGHT * (level + 1))) * tlog.WIDTH
            if level == 0:
                cursor.execute('SELECT hash FROM ledger_entry WHERE "index" >= %s ORDER BY "index"', [start])
            else:
                cursor.execute(
                    'SELECT hash FROM ledger_node WHERE level = %s AND "index" >= %s ORDER BY "index"',
                    [level, start],
                )
            levels.append([bytes(value) for (value,) in cursor.fetchall()])
            level += 1
    return Edge(size, levels)
