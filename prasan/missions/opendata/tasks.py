"""Every night the datasets of the portal's own operations are brought up to date, and stray files go."""

from __future__ import annotations

from procrastinate.contrib.django import app

from .flows.publish_own import publish_own
from .flows.sweep import sweep


@app.periodic(cron="50 17 * * *")  # UTC: ten to one in Thailand, after the night's figures are kept
@app.task(name="opendata.publish_own", queueing_lock="opendata.publish_own")
def publish_nightly(timestamp: int) -> None:
    """Publish what has changed."""
    publish_own()


@app.periodic(cron="27 20 * * *")  # 03:27 in Thailand
@app.task(name="opendata.sweep", queueing_lock="opendata.sweep")
def sweep_nightly(timestamp: int) -> None:
    """Take away the files of no version."""
    sweep()
