"""Background work on files."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .flows.remove import ERASE, erase, sweep

_AGAIN = RetryStrategy(max_attempts=10, exponential_wait=4)


@app.task(name=ERASE, retry=_AGAIN)
def erase_removed() -> None:
    """Erase what people and retention took away."""
    erase()


@app.periodic(cron="17 20 * * *")  # 03:17 in Bangkok
@app.task(name="documents.sweep", queueing_lock="documents.sweep")
def sweep_orphans(timestamp: int) -> None:
    """Take away files that no row names, and finish what a crash interrupted."""
    sweep()
    erase()
