"""Processes that belong together: a child ends when its parent does."""

from __future__ import annotations

import ctypes
import os
import signal

_PR_SET_PDEATHSIG = 1


def die_with_parent(by: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to signal this process when the thread that started it ends.

    It holds even when the parent is killed with SIGKILL and can tell nobody. Called in the child; Linux
    knows it, elsewhere it has no effect.
    """
    try:
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(by))
    except (OSError, AttributeError):
        return


def end_if_orphan(parent: int) -> None:
    """End now when the parent, a process id, ended before `die_with_parent` was called."""
    if os.getppid() != parent:
        raise SystemExit(1)
