"""What changed in a paragraph, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from prasan.core.search import service as search

LONG = 1000  # pieces; beyond, where comparing takes long, words that come again and again begin no match


@dataclass(frozen=True)
class Piece:
    """A stretch of the text. kind: "same", "out" (it stood there before) or "in" (it stands there now)."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """How `before` became `after`: the pieces that are not "in" make the one, those not "out" the other."""
    old, new = search.pieces(before), search.pieces(after)
    long = len(new) > LONG
    found: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=long).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[i:j])))
            continue
        if i < j:
            found.append(Piece("out", "".join(old[i:j])))
        if k < m:
            found.append(Piece("in", "".join(new[k:m])))
    return found
