"""The log's static resources out of the tables: tiles and entry bundles of any width, and the checkpoint."""

from __future__ import annotations

from django.db import connection

from prasan.foundation import tlog
from prasan.foundation.merkle import Nodes

from .models import Head


def checkpoint() -> str | None:
    """The newest signed checkpoint, or None before the first entry."""
    return Head.objects.order_by("-size").values_list("note", flat=True).first()


def size() -> int:
    """How many leaves the newest checkpoint covers."""
    return Head.objects.order_by("-size").values_list("size", flat=True).first() or 0


def read_tile(tile: tlog.Tile) -> bytes:
    """The bytes of a tile or bundle that the tree covers; fewer when it does not."""
    start = tile.index * tlog.WIDTH
    with connection.cursor() as cursor:
        if tile.level is None:
            cursor.execute(
                "SELECT l.body FROM ledger_entry e JOIN ledger_leaf l ON l.id = e.leaf_id"
                ' WHERE e."index" >= %s AND e."index" < %s ORDER BY e."index"',
                [start, start + tile.width],
            )
            return tlog.bundle(body.encode() for (body,) in cursor.fetchall())
        table, level = (
            ("ledger_entry", "") if tile.level == 0 else ("ledger_node", f"level = {tile.level} AND")
        )
        cursor.execute(
            f'SELECT hash FROM {table} WHERE {level} "index" >= %s AND "index" < %s ORDER BY "index"',
            [start, start + tile.width],
        )
        return b"".join(bytes(value) for (value,) in cursor.fetchall())


def nodes(size: int) -> Nodes:
    """`Nodes` of the log at `size` leaves."""
    return tlog.nodes_in_tiles(read_tile, size)
