"""The public face of the search."""

from .flows.index_entry import index, remove
from .memory import Found, Hit
from .queries import case_query, case_tokens, find, search, warm
from .words import pieces, tokens

__all__ = [
    "Found",
    "Hit",
    "case_query",
    "case_tokens",
    "find",
    "index",
    "pieces",
    "remove",
    "search",
    "tokens",
    "warm",
]
