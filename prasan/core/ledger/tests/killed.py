"""Run as a program by the crash test: processes that write and sequence, each killed at a random moment.

    python -m prasan.core.ledger.tests.killed ROUNDS

Prints the ids of the leaves whose commit was acknowledged, one a line.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import uuid
from collections.abc import Callable

import django

django.setup()

from prasan.core.ledger import service as ledger  # noqa: E402
from prasan.foundation import scope  # noqa: E402


def write_for_ever() -> None:
    while True:
        with scope.system("test"):
            leaf = ledger.record(
                "submission", actor="a", agency="dopa", unit="", action="submit", subjects=[uuid.uuid4()]
            )
        os.write(1, f"{leaf}\n".encode())  # acknowledged: from here on it must never be lost


def sequence_for_ever() -> None:
    chance = random.Random(os.urandom(8))
    while True:
        ledger.sequence(chance.randint(1, 40))


def child(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(1)
    return pid


def main(rounds: int) -> None:
    chance = random.Random()
    for _ in range(rounds):
        children = [
            child(write_for_ever),
            child(write_for_ever),
            child(sequence_for_ever),
            child(sequence_for_ever),
        ]
        for pid in chance.sample(children, len(children)):
            time.sleep(chance.uniform(0.02, 0.25))
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            if not os.WIFSIGNALED(status):
                sys.exit(f"a child ended by itself: {status}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
