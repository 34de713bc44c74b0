"""Reads: find entries, and the tokens by which rooms with a million rows search their own tables."""

from __future__ import annotations

from . import everyday
from . import words as dictionaries
from .memory import Found, Hit, memory
from .words import is_common, is_stop, parts, tokens, words

_MOST_TOKENS = 400


def search(kind: str, query: str, limit: int = 10) -> Found:
    """Entries of `kind` for a query in people's own words: Thai or English, misspelt, wrong keyboard.

    Nothing raises on odd text; a query without words finds nothing.
    """
    held = memory(kind)
    return held.find(query, limit) if held and query.strip() else Found([])


def find(kind: str, query: str, limit: int = 10) -> list[Hit]:
    """The hits of `search`."""
    return search(kind, query, limit).hits


def case_tokens(text: str) -> list[str]:
    """The distinct tokens of a long text, sorted, for a text[] column under a GIN index; at most 400.

    Compounds come with their parts. Words that say nothing and single characters are left out.
    """
    seen = {token: None for token in tokens(text) if len(token) > 1 and not is_stop(token)}
    return sorted(list(seen)[:_MOST_TOKENS])


def case_query(text: str) -> list[str]:
    """The tokens a row must hold all of (`tokens @> ...`) to match what was typed; [] when there are none.

    A rare compound, which the row may have spelt apart, is asked for by its parts.
    """
    wanted: dict[str, None] = {}
    for word in words(text[:300]):
        if len(word) > 1 and not is_stop(word):
            pieces = (word,) if is_common(word) else parts(word) or (word,)
            wanted |= dict.fromkeys(piece for piece in pieces if not is_stop(piece))
    return sorted(wanted)


def warm() -> None:
    """Load dictionaries before the first visitor searches; for the server's start."""
    dictionaries.load()
    everyday.load()
