"""What people say, and what officials call it: everyday words, short forms, and dictionary synonyms."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Container
from contextlib import closing
from functools import cache, lru_cache
from pathlib import Path

import pythainlp

from .sound import skeleton

_TABLE = Path(__file__).parent / "everyday.txt"
_WORDNET = Path(pythainlp.__file__).parent / "corpus" / "wordnet_th.db"
_MOST = 8  # synonyms taken of one word
_LONG_ENOUGH = 4
_SAME_MEANING = (
    "SELECT DISTINCT b.li FROM word_synset a JOIN word_synset b USING (synsetid)"
    " WHERE a.li = ? AND b.li <> a.li ORDER BY length(b.li) LIMIT ?"
)
_reading = threading.Lock()


@cache
def _phrases() -> list[tuple[str, str, tuple[str, ...]]]:
    """Everyday phrase, its skeleton, and what it may be called officially."""
    table = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            said, _, called = line.partition("=")
            said = said.strip()
            table.append((said, skeleton(said), tuple(word.strip() for word in called.split(","))))
    return table


def said_otherwise(text: str, words: Container[str]) -> list[str]:
    """Official words for the everyday phrases in `text`, misspelt or not; `words` are its words.

    A phrase shorter than four letters must be a word of its own, since it may be a part of others.
    """
    heard = skeleton(text)
    return [
        word
        for said, sound, called in _phrases()
        if said in words or (len(sound) >= _LONG_ENOUGH and sound in heard)
        for word in called
    ]


@cache
def _wordnet() -> sqlite3.Connection | None:
    if not _WORDNET.exists():
        return None
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(sqlite3.connect(f"file:{_WORDNET}?mode=ro&immutable=1", uri=True)) as file:
        file.backup(memory)
    memory.execute("CREATE INDEX by_word ON word_synset (li)")  # the file has none: a look would read it all
    return memory


def load() -> None:
    """Load the tables now rather than at the first search."""
    _phrases()
    _wordnet()


@lru_cache(maxsize=5_000)
def synonyms(word: str) -> tuple[str, ...]:
    """Words of the same meaning in the Thai WordNet (NICT), shortest first; () where it knows none."""
    wordnet = _wordnet()
    if len(word) < 2 or wordnet is None:
        return ()
    with _reading:
        found = wordnet.execute(_SAME_MEANING, [word, _MOST]).fetchall()
    return tuple(li for (li,) in found)
