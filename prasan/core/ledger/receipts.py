"""Receipts: a tlog-proof text that carries the leaf and what its holder may read of it; checked offline.

The proof's `extra` is canonical JSON: `leaf` (the entry itself), and where the holder may see them `record`
and `subject`, each `{"salt": hex, "value": {...}}`. The format authenticates none of it; `verify` does, by
the leaf's hash in the tree and by the leaf's commitments.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.foundation import merkle, tlog
from prasan.foundation.canonical import canonical_json
from prasan.foundation.errors import Invalid

from .commitments import commitment


class FalseReceipt(Invalid):
    """The receipt does not prove what it says; the message tells why, in the reader's language."""

    code = "false-receipt"


@dataclass(frozen=True)
class Verified:
    """What a good receipt proves: the entry at `index` of the log as it stood at `size`.

    at: when it was recorded. leaf: the entry. record, subject: the readable parts that it opens, or None.
    """

    origin: str
    index: int
    size: int
    at: datetime
    leaf: Mapping[str, Any]
    record: Mapping[str, Any] | None
    subject: Mapping[str, Any] | None


def write_receipt(
    proof: tlog.Proof, body: str, openings: Mapping[str, tuple[bytes, Mapping[str, Any]]]
) -> str:
    """The receipt of leaf `body`. openings: "record" and "subject" to (salt, value)."""
    extra: dict[str, Any] = {"leaf": body}
    for name, (salt, value) in openings.items():
        extra[name] = {"salt": salt.hex(), "value": value}
    return tlog.Proof(proof.index, proof.path, proof.checkpoint, canonical_json(extra)).text


def verify(receipt: str, keys: Iterable[tlog.Verifier]) -> Verified:
    """Check a receipt against the log's public keys, offline. Raises FalseReceipt."""
    try:
        proof = tlog.Proof.parse(receipt.replace("\r\n", "\n").strip() + "\n")
        extra = json.loads(proof.extra)
        entry = extra["leaf"].encode()
        leaf = json.loads(entry)
        at = datetime.fromisoformat(leaf["at"])
        allowed = {"record": [leaf["record"]], "subject": list(leaf["subjects"])}
        opened = {name: extra[name]["value"] for name in allowed if name in extra}
        told = {name: commitment(bytes.fromhex(extra[name]["salt"]), opened[name]) for name in opened}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FalseReceipt(_("This is not a receipt, or it is damaged.")) from error
    try:
        text, _names = tlog.open_note(proof.checkpoint, keys)
        head = tlog.Checkpoint.parse(text)
    except ValueError as error:
        raise FalseReceipt(_("The checkpoint in this receipt was not signed by this log.")) from error
    if not merkle.includes(merkle.leaf_hash(entry), proof.index, head.size, proof.path, head.root):
        raise FalseReceipt(_("The entry in this receipt is not in the log."))
    if any(told[name] not in allowed[name] for name in told):
        raise FalseReceipt(_("What this receipt says was changed after it was recorded."))
    return Verified(
        head.origin, proof.index, head.size, at, leaf, opened.get("record"), opened.get("subject")
    )
