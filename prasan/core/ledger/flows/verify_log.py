"""Verify the whole log: recompute the tree from the leaves and compare everything that is stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from prasan.foundation import merkle, scope, tlog

from ..commitments import commitment
from ..keys import origin, verifier
from ..models import Head, Leaf, Node, Record, Subject
from ..queries import value_of, value_of_subject
from .sequence import Edge

_ENTRIES = (
    'SELECT e."index", e.hash, l.id, l.body FROM ledger_entry e LEFT JOIN ledger_leaf l ON l.id = e.leaf_id'
    ' WHERE e."index" >= %s ORDER BY e."index" LIMIT 4096'
)
_LOST = (
    "SELECT l.id FROM ledger_leaf l WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.leaf_id = l.id)"
    " AND NOT EXISTS (SELECT 1 FROM ledger_pending p WHERE p.leaf_id = l.id) LIMIT 100"
)


@dataclass
class Report:
    """size: leaves in the tree. heads: checkpoints checked. problems: what does not fit, in plain English."""

    size: int = 0
    heads: int = 0
    records: int = 0
    erased: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.problems


def verify_log(keys: Iterable[tlog.Verifier] = ()) -> Report:
    """Recompute the log; `keys` are the public keys to trust (default: this installation's own).

    A changed, missing or reordered leaf, a changed tree, record or person's row, a checkpoint that is
    false, unsigned or of another history: each is a problem in the report.
    """
    report, trusted = Report(), list(keys) or [verifier()]
    with scope.system("ledger"):
        _tree(report, _checkpoints(report, trusted))
        _records(report)
        with connection.cursor() as cursor:
            cursor.execute(_LOST)
            report.problems += [
                f"leaf {leaf} is neither in the tree nor pending" for (leaf,) in cursor.fetchall()
            ]
    return report


def _checkpoints(report: Report, keys: list[tlog.Verifier]) -> dict[int, bytes]:
    """Size to root hash of every checkpoint that is signed."""
    roots = {}
    for head in Head.objects.order_by("size").iterator():
        report.heads += 1
        try:
            said = tlog.Checkpoint.parse(tlog.open_note(head.note, keys)[0])
        except ValueError as error:
            report.problems.append(f"checkpoint {head.size}: {error}")
            continue
        if (said.origin, said.size) != (origin(), head.size):
            report.problems.append(f"checkpoint {head.size} is of another log or size")
        roots[said.size] = said.root
    return roots


def _tree(report: Report, roots: dict[int, bytes]) -> None:
    edge = Edge(0, [])
    for index, stored, leaf, body in _entries():
        if index != edge.size:
            report.problems.append(f"entry {edge.size} is missing")
            return
        made = merkle.leaf_hash(body.encode()) if leaf is not None else bytes(merkle.HASH_BYTES)
        if made != bytes(stored):
            report.problems.append(f"entry {index}: leaf {leaf} was changed")
        edge.append(made)
        if edge.size in roots and edge.root() != roots.pop(edge.size):
            report.problems.append(f"checkpoint {edge.size} does not fit the leaves")
    report.size = edge.size
    report.problems += [f"checkpoint {size} is beyond the last entry" for size in roots]
    if Head.objects.order_by("-size").values_list("size", flat=True).first() not in (edge.size, None):
        report.problems.append(f"the newest checkpoint does not cover the {edge.size} entries")
    made_nodes = {(level, index): value for level, index, value in edge.made}
    for node in Node.objects.order_by("level", "index").iterator():
        if made_nodes.pop((node.level, node.index), b"") != bytes(node.hash):
            report.problems.append(f"tile node {node.level}/{node.index} was changed")
    report.problems += [f"tile node {level}/{index} is missing" for level, index in made_nodes]


def _entries() -> Iterator[tuple[int, bytes, int | None, str]]:
    start = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_ENTRIES, [start])
            rows = cursor.fetchall()
            if not rows:
                return
            yield from rows
            start = rows[-1][0] + 1


def _records(report: Report) -> None:
    """Every readable row fits its leaf's commitment; leaves without one are counted as erased."""
    report.records = Record.objects.count()
    report.erased = Leaf.objects.count() - report.records
    for record in Record.objects.select_related("leaf").iterator():
        if not _fits(record.salt, value_of(record), [_said(record.leaf).get("record")]):
            report.problems.append(f"the record of leaf {record.leaf_id} was changed")
    for row in Subject.objects.select_related("leaf").iterator():
        if not _fits(row.salt, value_of_subject(row), _said(row.leaf).get("subjects", [])):
            report.problems.append(f"a person's row of leaf {row.leaf_id} was changed")


def _said(leaf: Leaf) -> dict[str, Any]:
    """What the leaf says; nothing when somebody broke it (its hash tells so)."""
    try:
        said = json.loads(leaf.body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _fits(salt: bytes | memoryview, value: dict[str, Any], said: list[Any]) -> bool:
    try:
        return commitment(bytes(salt), value) in said
    except ValueError:  # what was put in its place is not even JSON
        return False
