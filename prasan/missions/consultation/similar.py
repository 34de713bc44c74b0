"""Answers that may say the same: near in their words, weighted by how rare a word is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from prasan.core.search import service as search

MOST = 1000  # texts compared at once
READ = 1000  # characters of a text; what is said later rarely makes another argument of it
BLOCK = 2000  # words compared at once
NEAR = 0.3  # cosine


def alike(texts: Sequence[str]) -> list[list[int]]:
    """The texts (their places) in groups of those that are near the first of the group, the largest group first.

    At most MOST texts are compared; every text is in one group, alone where nothing is near it.
    """
    texts = texts[:MOST]
    if not texts:
        return []
    near = _cosines(texts) >= NEAR
    left = set(range(len(texts)))
    groups: list[list[int]] = []
    # Who has most near it leads a group first; ties by place, so that the same texts give the same groups.
    for leader in sorted(left, key=lambda place: (-int(near[place].sum()), place)):
        if leader in left:
            group = [leader, *sorted(p for p in left if p != leader and near[leader, p])]
            groups.append(group)
            left.difference_update(group)
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _cosines(texts: Sequence[str]) -> np.ndarray:
    """How near the texts are, each to each. The memory it takes does not grow with how many words there are."""
    said = [Counter(search.tokens(text[:READ])) for text in texts]
    stands_in = Counter(word for counts in said for word in counts)
    held: dict[str, list[tuple[int, float]]] = {}  # word -> who says it, with what weight
    squares = np.zeros(len(texts))
    for row, counts in enumerate(said):
        for word, count in counts.items():
            rare = np.log((1 + len(texts)) / (1 + stands_in[word])) + 1
            weight = float((1 + np.log(count)) * rare)
            squares[row] += weight**2
            if (
                stands_in[word] > 1
            ):  # what one text alone says makes it like no other, it only makes it longer
                held.setdefault(word, []).append((row, weight))
    lengths = np.sqrt(np.where(squares == 0, 1, squares))
    cosines = np.zeros((len(texts), len(texts)), dtype=np.float32)
    shared = [held[word] for word in sorted(held)]
    for start in range(0, len(shared), BLOCK):
        some = shared[start : start + BLOCK]
        weights = np.zeros((len(texts), len(some)), dtype=np.float32)
        for column, rows in enumerate(some):
            for row, weight in rows:
                weights[row, column] = weight / lengths[row]
        cosines += weights @ weights.T
    np.fill_diagonal(cosines, 1)
    return cosines
