"""What the process remembers of the published versions: each never changes, so it is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_forgets: list[Callable[[], None]] = []


def remembered(work_out: Callable[P, T]) -> Callable[P, T]:
    """Remember what the function says for each of its arguments, ids of versions among them."""
    kept = lru_cache(maxsize=4000)(work_out)
    _forgets.append(kept.cache_clear)
    return kept  # type: ignore[return-value]


def forget() -> None:
    """Forget all of it, as a new process; only tests need it, whose tables give the same ids anew."""
    for clear in _forgets:
        clear()
