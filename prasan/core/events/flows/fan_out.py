"""Webhooks: write down who has to hear of an event."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase

from django.utils import timezone

from ..models import Delivery, Endpoint
from ..registry import Event


def fan_out(event: Event) -> None:
    """Write a delivery for every endpoint of the event's agencies that asked for its topic."""
    agencies = event.payload.get("agencies") or [event.payload.get("agency")]
    agencies = [code for code in agencies if isinstance(code, str) and code]
    if not agencies:
        return
    body = {"type": event.topic, "timestamp": event.at.isoformat(), "key": event.key, "data": event.payload}
    Delivery.objects.bulk_create(
        [
            Delivery(
                endpoint=endpoint, event=event.id, topic=event.topic, due_at=timezone.now(),
                body=json.dumps(body, ensure_ascii=False),
            )
            for endpoint in Endpoint.objects.filter(active=True, agency__code__in=agencies)
            if any(fnmatchcase(event.topic, topic) for topic in endpoint.topics)
        ],
        ignore_conflicts=True,
    )  # fmt: skip
