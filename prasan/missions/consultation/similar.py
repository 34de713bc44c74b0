"""Answers that may say the same: near in their words, weighted by how rare a word is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from prasan.core.search import service as search

MOST = 1000  # texts compared at once
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
    said = [Counter(search.tokens(text)) for text in texts]
    places = {word: place for place, word in enumerate(sorted({word for one in said for word in one}))}
    weights = np.zeros((len(texts), max(len(places), 1)), dtype=np.float32)
    for row, counts in enumerate(said):
        for word, count in counts.items():
            weights[row, places[word]] = 1 + np.log(count)
    rare = np.log((1 + len(texts)) / (1 + (weights > 0).sum(axis=0))) + 1
    weights *= rare
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    weights /= np.where(lengths == 0, 1, lengths)
    cosines = weights @ weights.T
    np.fill_diagonal(cosines, 1)
    return cosines
