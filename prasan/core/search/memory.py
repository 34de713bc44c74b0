"""The searchable entries of one kind, kept in memory by every process."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from prasan.foundation.thai import has_thai, normalise, to_english_keys, to_thai_keys

from .danger import HELP, in_danger
from .everyday import said_otherwise, synonyms
from .models import Entry, Stamp
from .ranking import Ranking
from .sound import grams
from .words import is_stop, parts, thai_share, tokens, words

WEIGHTS = {"title": 4.0, "keywords": 3.0, "summary": 2.0, "body": 1.0}
SOUND_WEIGHTS = {"title": 4.0, "keywords": 3.0, "summary": 1.5, "body": 0.5}
SOUND = 1.0  # how much the sound of the text counts beside its words
STOP, PART, OFFICIAL, SYNONYM = 0.1, 0.6, 0.6, 0.3  # how much such terms of a query count beside plain ones
FLOOR = 0.1  # below this share of the best possible score an entry has nothing to do with the query
# The same of an entry that has no word of the query and only sounds like it: of 600 queries, misspelt and on the wrong
# keyboard among them, what people look for scores 0.35 and more; fingers run over a keyboard score less than 0.3.
FLOOR_OF_SOUND = 0.3
BESIDE_BEST = 0.25  # entries far behind the best one are noise
SWAPPED_BETTER = 1.25  # the other keyboard must explain the query this much better,
PLAINLY_THAI = 0.7  # and less than this part of the letters typed may make up Thai words of the dictionary
LONGEST = 300  # characters of a query that are looked at


@dataclass(frozen=True)
class Hit:
    """One entry found; the higher the score the better, about 0 to 2 times its boost."""

    key: str
    score: float


@dataclass(frozen=True)
class Found:
    """Hits, best first. `understood`: the query on the other keyboard, where that was meant, else ""."""

    hits: list[Hit]
    understood: str = ""


class Memory:
    """An index over entries given once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = list(entries)
        self._boost = {entry.key: entry.boost for entry in entries}
        texts = [(entry.key, {name: getattr(entry, name) for name in WEIGHTS}) for entry in entries]
        self._words = Ranking(WEIGHTS, tokens, texts)
        self._sound = Ranking(SOUND_WEIGHTS, grams, texts)

    def find(self, query: str, limit: int) -> Found:
        """The best entries for a query in people's own words."""
        query = normalise(query[:LONGEST])
        if _one_key_held(query):
            return Found([])
        straight = self._score(query)
        if thai_share(query) < PLAINLY_THAI:
            other = _other_keyboard(query)
            swapped = self._score(other)
            if max(swapped.values(), default=0.0) > SWAPPED_BETTER * max(straight.values(), default=0.0):
                hits = self._best(swapped, limit)
                return Found(hits, normalise(other) if hits else "")
        return Found(self._best(straight, limit))

    def _score(self, query: str) -> dict[str, float]:
        if in_danger(query):
            query = HELP
        by_words = self._words.find(*query_terms(query))
        by_sound = self._sound.find(dict.fromkeys(grams(query), 1.0))
        return {
            key: by_words.get(key, 0.0) + SOUND * sound
            for key, sound in ((key, by_sound.get(key, 0.0)) for key in by_words.keys() | by_sound.keys())
            if key in by_words or SOUND * sound >= FLOOR_OF_SOUND
        }

    def _best(self, scores: dict[str, float], limit: int) -> list[Hit]:
        best = max(scores.values(), default=0.0)
        kept = [
            Hit(key, score * self._boost[key])
            for key, score in scores.items()
            if score >= FLOOR and score >= BESIDE_BEST * best
        ]
        return sorted(kept, key=lambda hit: (-hit.score, hit.key))[:limit]


def _one_key_held(query: str) -> bool:
    """Whether it is a letter or two again and again; numbers such as 1111 are not."""
    letters = query.replace(" ", "")
    return len(letters) > 3 and len(set(letters)) < 3 and not letters.isdigit()


def _other_keyboard(query: str) -> str:
    """The query as the other layout gives it; whole numbers stay, they come from the number pad."""
    swap = to_english_keys if has_thai(query) else to_thai_keys
    return " ".join(part if part.isdigit() else swap(part) for part in query.split(" "))


def query_terms(query: str) -> tuple[dict[str, float], dict[str, float]]:
    """The terms of a query -> how much each counts: its words; and their parts and other names."""
    own: dict[str, float] = {}
    also: dict[str, float] = {}

    def add(term: str, weight: float) -> None:
        also[term] = max(also.get(term, 0.0), STOP * weight if is_stop(term) else weight)

    for word in words(query):
        own[word] = STOP if is_stop(word) else 1.0
        for part in parts(word):
            add(part, PART)
        if not is_stop(word):
            for synonym in synonyms(word):
                add(synonym, SYNONYM)
    for phrase in said_otherwise(query, own):
        for token in tokens(phrase):
            add(token, OFFICIAL)
    return own, {term: weight for term, weight in also.items() if term not in own}


_lock = threading.Lock()
_kept: dict[str, tuple[UUID, Memory]] = {}


def memory(kind: str) -> Memory | None:
    """The entries of `kind` as they are now, or None when there never were any. One query when unchanged."""
    stamp = Stamp.objects.filter(kind=kind).values_list("value", flat=True).first()
    if stamp is None:
        return None
    kept = _kept.get(kind)
    if kept is None or kept[0] != stamp:
        with _lock:
            kept = _kept.get(kind)
            if kept is None or kept[0] != stamp:
                kept = stamp, Memory(Entry.objects.filter(kind=kind).order_by("key"))
                _kept[kind] = kept
    return kept[1]
