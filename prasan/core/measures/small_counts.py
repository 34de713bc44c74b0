"""Small counts could tell about a person, so they are not published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .registry import Figure

LEAST = 5  # people behind a published figure


def hide_small(figures: Iterable[Figure], least: int = LEAST) -> list[Figure]:
    """The figures as they may be published: made of fewer than `least` people's matters, a value is None.

    Zero is told: it is about nobody. When exactly one figure would be hidden, the next smallest is hidden
    too, or the sum of all would give the hidden one away.
    """
    shown = list(figures)
    hidden = [i for i, figure in enumerate(shown) if figure.people is not None and 0 < figure.people < least]
    if len(hidden) == 1:
        others = [i for i, figure in enumerate(shown) if figure.people and i not in hidden]
        if others:
            hidden.append(min(others, key=lambda i: shown[i].people or 0))
    for i in hidden:
        shown[i] = replace(shown[i], value=None, people=None)
    return shown
