"""Merkle tree hashing and proofs (RFC 6962 section 2.1, RFC 9162 section 2.1), over any store of nodes.

A tree is read through `Nodes`: a function that gives the hash of the complete subtree of 2**level leaves
at `index` (`level` 0 is the leaf hash). So the same proofs come from memory, from rows or from tiles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

Nodes = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry: SHA-256(0x00 || entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def nodes_of(leaves: Sequence[bytes]) -> Nodes:
    """`Nodes` over leaf hashes held in memory; inner nodes are computed as they are asked for."""

    def node(level: int, index: int) -> bytes:
        if level == 0:
            return leaves[index]
        return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

    return node


def root(size: int, node: Nodes) -> bytes:
    """The root hash of the first `size` leaves."""
    return _range(0, size, node) if size else EMPTY_ROOT


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root hash over leaf hashes held in memory, level by level."""
    if not leaves:
        return EMPTY_ROOT
    row = list(leaves)
    while len(row) > 1:
        pairs = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row = pairs + row[len(pairs) * 2 :]  # an odd last node rises as it is
    return row[0]


def inclusion_proof(index: int, size: int, node: Nodes) -> list[bytes]:
    """The path from leaf `index` to the root of the first `size` leaves, the leaf's sibling first.

    Raises ValueError when there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range(middle, end, node))
            end = middle
        else:
            path.append(_range(start, middle, node))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, node: Nodes) -> list[bytes]:
    """Proof that the tree of `old` leaves is a prefix of the tree of `new` leaves (RFC 6962 section 2.1.2).

    Raises ValueError unless 0 <= old <= new. Empty when there is nothing to prove (old is 0 or new).
    """
    if not 0 <= old <= new:
        raise ValueError(f"no consistency from {old} to {new}")
    if old in (0, new):
        return []
    start, end, path = 0, new, []
    known = True  # whether the verifier holds the hash of [start, old) as the old root
    while old < end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range(middle, end, node))
            end = middle
        else:
            path.append(_range(start, middle, node))
            start, known = middle, False
    if not known:
        path.append(_range(start, end, node))
    return path[::-1]


def includes(leaf: bytes, index: int, size: int, path: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether `path` proves the leaf hash at `index` under `root_hash` (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, made = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            made = node_hash(sibling, made)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            made = node_hash(made, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and made == root_hash


def consistent(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` proves that nothing of the old tree was rewritten (RFC 9162 section 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    made_old = made_new = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            made_old, made_new = node_hash(sibling, made_old), node_hash(sibling, made_new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            made_new = node_hash(made_new, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and made_old == old_root and made_new == new_root


def _split(width: int) -> int:
    """The largest power of two smaller than `width` (`width` at least 2)."""
    return 1 << ((width - 1).bit_length() - 1)


def _range(start: int, end: int, node: Nodes) -> bytes:
    """The hash over leaves [start, end), where `start` is aligned as RFC 6962's recursion leaves it."""
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(width)
    return node_hash(_range(start, middle, node), _range(middle, end, node))
