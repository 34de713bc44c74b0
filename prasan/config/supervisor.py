"""Keeps the server and the worker running: starts them, restarts one that crashed, stops them in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from prasan.config.installation import ROOT
from prasan.config.terminal import say
from prasan.config.text import _

STOP_SECONDS = 20
LONGEST_PAUSE = 30.0
HEALTHY_SECONDS = 60.0  # a child that ran this long starts again without a pause


@dataclass
class Child:
    """One supervised process; `command` is a command of `prasan`."""

    command: str
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    pause: float = 0.0
    again_at: float = 0.0

    def start(self, log: IO[bytes] | None) -> None:
        self.process = subprocess.Popen(  # noqa: S603  one of our own commands
            [sys.executable, "-P", "-m", "prasan.config", self.command],
            env=os.environ | {"PRASAN_SUPERVISOR": str(os.getpid()), "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which keeps the order
        )
        self.began = time.monotonic()

    def stop(self) -> None:
        """Ask it to finish what it has in hand; after STOP_SECONDS end it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def supervise(commands: list[str], log: IO[bytes] | None, on_tick: Callable[[], None]) -> None:
    """Run the commands until SIGINT or SIGTERM, then stop them in the order given.

    on_tick is called about twice a second while all is well.
    """
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked.set())
    children = [Child(command) for command in commands]
    try:
        for child in children:
            child.start(log)
        while not asked.wait(0.5):
            for child in children:
                _tend(child, log)
            on_tick()
    finally:
        say()
        for child in children:
            say(_("Stopping: %s") % child.command)
            child.stop()


def _tend(child: Child, log: IO[bytes] | None) -> None:
    """Start a child again that ended; each time at once after the last one, twice as much later."""
    now = time.monotonic()
    if child.process is not None:
        status = child.process.poll()
        if status is None:
            return
        child.process = None
        healthy = now - child.began > HEALTHY_SECONDS
        child.pause = 0.5 if healthy else min(max(0.5, child.pause * 2), LONGEST_PAUSE)
        child.again_at = now + child.pause
        say(_("%(name)s ended with status %(status)s; it starts again in %(seconds).1f s.")
            % {"name": child.command, "status": status, "seconds": child.pause})  # fmt: skip
    elif now >= child.again_at:
        child.start(log)
