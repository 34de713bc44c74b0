"""The stores that hold personal data; each room registers its own in `AppConfig.ready()`."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prasan.foundation.types import Words


@dataclass(frozen=True)
class Store:
    """A place where rooms keep data of persons. See `register_store`."""

    name: str
    title: Words
    export: Callable[[uuid.UUID], Any]
    erase: Callable[[uuid.UUID], int]


_stores: dict[str, Store] = {}


def register_store(
    name: str,
    export: Callable[[uuid.UUID], Any],
    erase: Callable[[uuid.UUID], int],
    *,
    title: Words = "",
) -> None:
    """Register a store of personal data.

    name: of the room, "casework". export(subject): everything about the person as plain JSON (dicts, lists,
    texts, numbers), files as names and ids. erase(subject): erase it, files and search index included, and
    return how many rows went; it raises a PrasanError with the reason, in the reader's language, where the
    law wants the data kept, and then changes nothing. Both run as the program itself, in one transaction.
    """
    _stores[name] = Store(name, title or name, export, erase)


def stores() -> list[Store]:
    """All stores, the highest room first, so that what refers goes before what is referred to."""
    return list(reversed(_stores.values()))


def forget_store(name: str) -> None:
    """Take a store out of the register."""
    _stores.pop(name, None)
