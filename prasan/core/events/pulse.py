"""Small work that is done every few seconds in every worker: the beat of the outbox and of the ledger.

It leaves no trace in the job queue. Workers may beat at the same time: what they call must bear that.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import close_old_connections, connection

log = logging.getLogger(__name__)

_beats: dict[str, tuple[float, Callable[[], object]]] = {}


def every(seconds: float, name: str, work: Callable[[], object]) -> None:
    """Call `work` every `seconds` in each worker; registered in `AppConfig.ready()`."""
    _beats[name] = (seconds, work)


@contextmanager
def beating() -> Iterator[None]:
    """While the block runs, beat: a thread for each registered work; at the end each finishes its round."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=_beat, args=(name, seconds, work, stop), name=f"beat-{name}", daemon=True)
        for name, (seconds, work) in _beats.items()
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=10)


def _beat(name: str, seconds: float, work: Callable[[], object], stop: threading.Event) -> None:
    try:
        while not stop.wait(seconds):
            try:
                close_old_connections()
                work()
            except Exception:
                log.exception("the beat %s failed", name)
                connection.close()
                stop.wait(min(30.0, seconds * 5))
    finally:
        connection.close()
