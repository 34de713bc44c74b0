"""Every night the day's figures are kept."""

from __future__ import annotations

from procrastinate.contrib.django import app

from .flows.take_snapshots import take_snapshots


@app.periodic(cron="20 17 * * *")  # UTC: twenty past midnight in Thailand
@app.task(name="measures.take_snapshots", queueing_lock="measures.take_snapshots")
def keep_yesterday(timestamp: int) -> None:
    """Keep yesterday's figures."""
    take_snapshots()
