"""Every night what the portal claims in the UN's survey is looked at anew."""

from __future__ import annotations

from procrastinate.contrib.django import app

from .flows.check_features import check_features


@app.periodic(cron="20 18 * * *")  # UTC: twenty past one in Thailand
@app.task(name="observatory.check_features", queueing_lock="observatory.check_features")
def check_nightly(timestamp: int) -> None:
    """Look at every claim."""
    check_features()
