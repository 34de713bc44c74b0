"""Run as a program: officers take complaints and settle them, until told to stop.

Prints a line for each step that was acknowledged: case number, verb, revision after it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from prasan.config import installation

installation.load()

from django.db import DatabaseError, connection  # noqa: E402 - needs the settings

from prasan.core.casework import service as casework  # noqa: E402
from prasan.core.casework.models import Case, CaseEvent  # noqa: E402
from prasan.core.casework.tests.world import acting  # noqa: E402
from prasan.core.identity import service as identity  # noqa: E402
from prasan.foundation import scope  # noqa: E402
from prasan.foundation.errors import PrasanError  # noqa: E402

from . import OFFICERS  # noqa: E402

T = TypeVar("T")
stop = threading.Event()


def work(username: str) -> None:
    with scope.system("test"):
        account = identity.Account.objects.get(username=username)
    while not stop.is_set():
        for case in again(lambda: waiting(account)):
            for verb in ("claim", "settle"):
                if event := again(lambda c=case, v=verb: step(account, c, v)):
                    os.write(1, f"{case.number} {event.kind} {event.seq}\n".encode())  # acknowledged
        stop.wait(0.2)


def waiting(account: identity.Account) -> list[Case]:
    with acting(account):
        return list(
            casework.desk(casework.Filter(view=casework.View.UNCLAIMED, sort="newest"), limit=3).items
        )


def step(account: identity.Account, case: Case, verb: str) -> CaseEvent | None:
    """What was acknowledged; None when somebody was faster, or it was done before an answer was lost."""
    try:
        with acting(account):
            shown = casework.case_view(case.number).case.revision
            if verb == "claim":
                return casework.claim(case.number, revision=shown)
            return casework.move(case.number, verb, revision=shown, text="เรียบร้อย")
    except PrasanError:
        return None


def again(act: Callable[[], T]) -> T:
    """Act until the database answers."""
    while True:
        try:
            return act()
        except DatabaseError:
            connection.close()
            time.sleep(0.1)


def main() -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threads = [threading.Thread(target=work, args=[name]) for name in OFFICERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    installation.let_go()


if __name__ == "__main__":
    sys.exit(main())
