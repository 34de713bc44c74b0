"""What each process holds of the directory in memory, and how it notices that it is old.

The directory is read by almost every request and edited a few times a month. Each process keeps what it
read, and asks for the edition's stamp at most every few seconds; any edit changes the stamp. In the process
that made an edit the stamp is asked at every read for a while, so that the editor sees it at once, and so
that a rolled-back edit is forgotten.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from typing import TypeVar

from .models import Edition

POLL_SECONDS = 3.0
WATCH_SECONDS = 60.0

T = TypeVar("T")


class _Memory:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.clear()

    def clear(self) -> None:
        self.values: dict[str, object] = {}
        self.stamp: uuid.UUID | None = None
        self.asked_at = self.watch_until = float("-inf")


_memory = _Memory()


def held(key: str, load: Callable[[], T]) -> T:
    """The value kept under `key`, loaded when it is missing or the directory was edited since.

    The value is shared by all requests of the process: treat it as read-only.
    """
    with _memory.lock:
        _refresh()
        if key not in _memory.values:
            _memory.values[key] = load()
        return _memory.values[key]  # type: ignore[return-value]


def edited() -> None:
    """Give the directory a new stamp, in the transaction of the edit; all processes see it soon."""
    Edition.objects.update_or_create(id=1, defaults={"stamp": uuid.uuid4()})
    with _memory.lock:
        _memory.watch_until = time.monotonic() + WATCH_SECONDS


def forget() -> None:
    """Drop everything held, as a new process would have nothing."""
    with _memory.lock:
        _memory.clear()


def _refresh() -> None:
    now = time.monotonic()
    if now - _memory.asked_at < POLL_SECONDS and now > _memory.watch_until:
        return
    stamp = Edition.objects.values_list("stamp", flat=True).first()
    if stamp != _memory.stamp:
        _memory.values, _memory.stamp = {}, stamp
    _memory.asked_at = now
