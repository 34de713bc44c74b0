"""How fast leaves are written and sequenced, and what a receipt and a whole verification cost."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from bench import Figure
from prasan.core.ledger import service as ledger
from prasan.foundation import scope

WRITERS, EACH, BULK, RECEIPTS = 8, 500, 200_000, 200


def measure() -> Iterator[Figure]:
    """Leaves with one person each, a commit a leaf, by 8 writers; then 200,000 pending leaves sequenced."""
    began = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        leaves = [leaf for written in pool.map(_write, range(WRITERS)) for leaf in written]
    yield Figure("ledger.record_per_s", round(len(leaves) / (time.perf_counter() - began)), "1/s")
    with scope.system("bench"), connection.cursor() as cursor:
        cursor.execute(_BULK, [BULK])
    began = time.perf_counter()
    sequenced = ledger.sequence_all()
    yield Figure("ledger.append_per_s", round(sequenced / (time.perf_counter() - began)), "1/s")
    began = time.perf_counter()
    for leaf in leaves[:RECEIPTS]:
        with scope.activate(scope.VISITOR):
            ledger.receipt(leaf)
    spent = (time.perf_counter() - began) / RECEIPTS
    yield Figure("ledger.proof_ms", round(spent * 1000, 2), "ms")
    began = time.perf_counter()
    report = ledger.verify_log()
    assert report.good, report.problems  # noqa: S101 - a figure of a broken log would be worth nothing
    yield Figure("ledger.verify_per_s", round(report.size / (time.perf_counter() - began)), "1/s")


def _write(_writer: int) -> list[int]:
    written = []
    for _ in range(EACH):
        with scope.activate(scope.VISITOR):
            leaf = ledger.record(
                "look", actor="a", agency="dopa", unit="u", role="officer", action="view", data=["name"],
                subjects=[uuid.uuid4()], case="691100012345", purpose="bench", basis="public_task",
            )  # fmt: skip
        written.append(leaf)
    connection.close()
    return written


# Copies of the last real leaf, as many requests would have left them; without record and person.
_BULK = """
WITH made AS (
    INSERT INTO ledger_leaf (body)
    SELECT (SELECT body FROM ledger_leaf ORDER BY id DESC LIMIT 1) FROM generate_series(1, %s) RETURNING id)
INSERT INTO ledger_pending (leaf_id) SELECT id FROM made
"""
