"""Background work: only the demonstration's bank needs any."""

from __future__ import annotations

import json

import httpx
from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from prasan.foundation.signature import sign

from .account import bank_keys


@app.task(name="payments.demo_bank", retry=RetryStrategy(max_attempts=12, exponential_wait=2))
def tell_portal(**said: str) -> None:
    """The demonstration's bank tells the portal of a transfer, again until it answers."""
    if not settings.DEMO:
        return
    body = json.dumps(said | {"currency": "THB"}).encode()
    headers = sign(bank_keys()[0], said["transaction"], body) | {"content-type": "application/json"}
    httpx.post(
        settings.PUBLIC_URL + "/payments/callback", content=body, headers=headers, timeout=20
    ).raise_for_status()
