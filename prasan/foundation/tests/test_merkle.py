"""Hashes and proofs against RFC 6962's own definitions and its worked example of seven leaves."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.foundation import merkle


def mth(entries: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, as written there."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: list[bytes]) -> list[bytes]:
    """RFC 6962 section 2.1.1, as written there."""
    if len(entries) == 1:
        return []
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def proof(m: int, entries: list[bytes]) -> list[bytes]:
    """RFC 6962 section 2.1.2, as written there."""

    def subproof(m: int, entries: list[bytes], whole: bool) -> list[bytes]:
        if m == len(entries):
            return [] if whole else [mth(entries)]
        k = 1
        while k * 2 < len(entries):
            k *= 2
        if m <= k:
            return [*subproof(m, entries[:k], whole), mth(entries[k:])]
        return [*subproof(m - k, entries[k:], False), mth(entries[:k])]

    return subproof(m, entries, True)


@st.composite
def tree_and_place(draw: st.DrawFn) -> tuple[list[bytes], int]:
    size = draw(st.integers(1, 70))
    return [bytes([i]) * (i % 5) for i in range(size)], draw(st.integers(0, size - 1))


def hashes(entries: list[bytes]) -> list[bytes]:
    return [merkle.leaf_hash(e) for e in entries]


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert merkle.root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.root(0, merkle.nodes_of([])) == merkle.root_of([])


def test_the_example_of_seven_leaves() -> None:
    """RFC 6962 section 2.1.3: which nodes of the picture make up each proof."""
    entries = [f"d{i}".encode() for i in range(7)]
    a, b, c, d, e, f, j = hashes(entries)
    g, h, i = merkle.node_hash(a, b), merkle.node_hash(c, d), merkle.node_hash(e, f)
    k, left = merkle.node_hash(g, h), merkle.node_hash(i, j)
    node = merkle.nodes_of([a, b, c, d, e, f, j])
    assert merkle.root(7, node) == merkle.node_hash(k, left)
    assert merkle.inclusion_proof(0, 7, node) == [b, h, left]
    assert merkle.inclusion_proof(3, 7, node) == [c, g, left]
    assert merkle.inclusion_proof(4, 7, node) == [f, j, k]
    assert merkle.inclusion_proof(6, 7, node) == [i, k]
    assert merkle.consistency_proof(3, 7, node) == [c, d, g, left]
    assert merkle.consistency_proof(4, 7, node) == [left]
    assert merkle.consistency_proof(6, 7, node) == [i, j, k]


@given(tree_and_place())
def test_inclusion_follows_the_definition_and_verifies(case: tuple[list[bytes], int]) -> None:
    entries, place = case
    leaves = hashes(entries)
    node, size = merkle.nodes_of(leaves), len(entries)
    assert merkle.root_of(leaves) == merkle.root(size, node) == mth(entries)
    made = merkle.inclusion_proof(place, size, node)
    assert made == path(place, entries)
    assert merkle.includes(leaves[place], place, size, made, mth(entries))


@given(tree_and_place(), st.data())
def test_a_false_inclusion_is_refused(case: tuple[list[bytes], int], data: st.DataObject) -> None:
    entries, place = case
    leaves, size = hashes(entries), len(entries)
    root, made = mth(entries), merkle.inclusion_proof(place, size, merkle.nodes_of(leaves))
    assert not merkle.includes(merkle.leaf_hash(b"another"), place, size, made, root)
    assert not merkle.includes(leaves[place], place, size, [*made, root], root)
    assert not merkle.includes(leaves[place], size, size, made, root)
    if made:
        at = data.draw(st.integers(0, len(made) - 1))
        wrong = [*made[:at], bytes(32), *made[at + 1 :]]
        assert not merkle.includes(leaves[place], place, size, wrong, root)
        assert not merkle.includes(leaves[place], place, size, made[:-1], root)


@given(tree_and_place())
def test_consistency_follows_the_definition_and_verifies(case: tuple[list[bytes], int]) -> None:
    entries, place = case
    old, new = place + 1, len(entries)
    made = merkle.consistency_proof(old, new, merkle.nodes_of(hashes(entries)))
    assert made == (proof(old, entries) if old < new else [])
    old_root, new_root = mth(entries[:old]), mth(entries)
    assert merkle.consistent(old, new, old_root, new_root, made)
    rewritten = mth([*entries[: old - 1], b"rewritten"])
    assert not merkle.consistent(old, new, rewritten, new_root, made)
    assert not merkle.consistent(old, new, old_root, rewritten, made)
    assert not merkle.consistent(old, new, old_root, new_root, [*made, bytes(32)])


def test_nothing_is_proven_of_a_leaf_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        merkle.inclusion_proof(3, 3, merkle.nodes_of([bytes(32)] * 3))
    with pytest.raises(ValueError, match="no consistency"):
        merkle.consistency_proof(4, 3, merkle.nodes_of([bytes(32)] * 3))
