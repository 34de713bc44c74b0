"""Speaking to the person at the terminal."""

from __future__ import annotations

import time

_BEGAN = time.monotonic()


class Refused(Exception):
    """A command that cannot do what was asked; its message is for the person who typed it."""


def say(text: str = "") -> None:
    """One plain line."""
    print(text, flush=True)  # noqa: T201


def step(text: str) -> None:
    """One line of progress, with the seconds since the command began."""
    say(f"[{time.monotonic() - _BEGAN:6.1f} s] {text}")
