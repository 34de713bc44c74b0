"""Who wants to hear of what; filled by the rooms in their `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any


@dataclass(frozen=True)
class Event:
    """What happened: `key` says about what, `payload` holds ids and codes."""

    id: int
    topic: str
    key: str
    payload: dict[str, Any]
    at: datetime


Handler = Callable[[Event], None]
_handlers: dict[str, tuple[str, Handler]] = {}


def subscribe(topic: str, handler: Handler, *, name: str = "") -> None:
    """Call `handler` for every event of `topic` (a name or a pattern such as "case.*").

    It runs in the worker in a transaction of its own, as the program itself, exactly once as far as the
    database is concerned: its writes and the note that it ran commit together. When it raises it is tried
    again later, and events of the same topic and key wait for it. name: kept in the database; by default
    the function's.
    """
    name = name or f"{handler.__module__}.{handler.__qualname__}"
    _handlers[name] = (topic, handler)


def unsubscribe(name: str) -> None:
    """Forget a handler by its name."""
    _handlers.pop(name, None)


def handlers_of(topic: str) -> dict[str, Handler]:
    """The handlers of a topic by name, in the order they were registered."""
    return {name: handler for name, (wanted, handler) in _handlers.items() if fnmatchcase(topic, wanted)}
