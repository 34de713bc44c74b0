"""Small work that is done every few seconds in every worker: the beat of the outbox and of the ledger.

It leaves no trace in the job queue. Workers may beat at the same time: what they call must bear that.
Work that says by a condition when there is something to do is not called for nothing: one look asks all such
conditions in one small transaction, twice a second.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import close_old_connections, connection

from prasan.foundation import scope

log = logging.getLogger(__name__)

LOOK = 0.5  # seconds from one look to the next
PAUSE = 5.0  # seconds that rest after a failure of what is looked at


@dataclass
class Beat:
    """One work. due: SQL condition that holds when there is something to do, "" for what only time tells."""

    seconds: float
    work: Callable[[], object]
    due: str = ""
    woken: threading.Event = field(default_factory=threading.Event)


_beats: dict[str, Beat] = {}


def every(seconds: float, name: str, work: Callable[[], object], *, due: str = "") -> None:
    """Call `work` every `seconds` in each worker; registered in `AppConfig.ready()`.

    due: SQL condition, asked as the program; `work` is then called within a second of its being true, and
    every `seconds` only in case the condition has overlooked something.
    """
    _beats[name] = Beat(seconds, work, due)


@contextmanager
def beating() -> Iterator[None]:
    """While the block runs, beat: a thread for each registered work; at the end each finishes its round."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=_beat, args=(name, beat, stop), name=f"beat-{name}", daemon=True)
        for name, beat in _beats.items()
    ]
    if any(beat.due for beat in _beats.values()):
        threads.append(threading.Thread(target=_watch, args=(stop,), name="beat-look", daemon=True))
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for beat in _beats.values():
            beat.woken.set()
        for thread in threads:
            thread.join(timeout=10)


def _beat(name: str, beat: Beat, stop: threading.Event) -> None:
    waits = beat.woken if beat.due else stop
    try:
        while True:
            waits.wait(beat.seconds)
            if stop.is_set():
                return
            beat.woken.clear()
            try:
                close_old_connections()
                beat.work()
            except Exception:
                log.exception("the beat %s failed", name)
                connection.close()
                stop.wait(PAUSE if beat.due else min(30.0, beat.seconds * 5))
            else:
                connection.close()  # back to the pool, which has fewer than there are beats
    finally:
        connection.close()


def _watch(stop: threading.Event) -> None:
    """Wake what has something to do."""
    watched = [beat for beat in _beats.values() if beat.due]
    conditions = list(dict.fromkeys(beat.due for beat in watched))
    query = "SELECT " + ", ".join(f"({condition})" for condition in conditions)
    try:
        while not stop.is_set():
            try:
                close_old_connections()
                with scope.system("pulse"), connection.cursor() as cursor:
                    cursor.execute(query)
                    due = {c for c, holds in zip(conditions, cursor.fetchone(), strict=True) if holds}
            except Exception:
                log.exception("the beats could not be asked whether they are due")
                connection.close()
                stop.wait(PAUSE)
                continue
            for beat in watched:
                if beat.due in due:
                    beat.woken.set()
            stop.wait(LOOK)
    finally:
        connection.close()
