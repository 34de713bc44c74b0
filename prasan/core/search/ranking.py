"""Ranking in memory: BM25 over weighted fields, for some hundreds to some thousands of entries."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

Analyse = Callable[[str], list[str]]

K1 = 1.2
LENGTH = 0.5  # how much a long field counts against itself, 0 to 1


class Ranking:
    """BM25 over the fields of entries (BM25F: term counts are weighted and summed before saturation).

    weights: field name -> weight. analyse: text -> terms.
    """

    def __init__(
        self,
        weights: Mapping[str, float],
        analyse: Analyse,
        entries: Iterable[tuple[str, Mapping[str, str]]],
    ) -> None:
        """Index `entries`: key, and field name -> text."""
        analysed = [(key, {name: analyse(fields[name]) for name in weights}) for key, fields in entries]
        self._size = len(analysed)
        postings: dict[str, dict[str, float]] = defaultdict(dict)
        for name, weight in weights.items():
            lengths = [len(fields[name]) for _, fields in analysed]
            mean = max(1.0, sum(lengths) / max(1, self._size))
            for (key, fields), length in zip(analysed, lengths, strict=True):
                worth = weight / (1 - LENGTH + LENGTH * length / mean)
                for term in fields[name]:
                    postings[term][key] = postings[term].get(key, 0.0) + worth
        self._postings = {term: list(found.items()) for term, found in postings.items()}

    def rarity(self, term: str) -> float:
        """What a term is worth: the rarer the more. A term of no entry counts as the rarest."""
        held = len(self._postings.get(term, ()))
        return math.log(1 + (self._size - held + 0.5) / (held + 0.5))

    def find(self, terms: Mapping[str, float], also: Mapping[str, float] | None = None) -> dict[str, float]:
        """Entry key -> score; 1 is the most that `terms` (term -> how much it counts) can give.

        `also`: further terms that add to the score without being missed where they do not occur.
        """
        most = 0.0
        scores: dict[str, float] = defaultdict(float)
        for term, counts in terms.items():
            most += self._add(term, counts, scores)
        for term, counts in (also or {}).items():
            self._add(term, counts, scores)
        return {key: score / most for key, score in scores.items()} if most else {}

    def _add(self, term: str, counts: float, scores: dict[str, float]) -> float:
        weight = self.rarity(term) * counts
        for key, worth in self._postings.get(term, ()):
            scores[key] += weight * worth / (K1 + worth)
        return weight
