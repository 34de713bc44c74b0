"""Webhooks: each event to each endpoint that asked for it, signed as Standard Webhooks says, retried.

A delivery is taken by moving its next attempt ahead, then sent outside any transaction, then noted; a
worker that dies in between leaves it to be sent again. So a receiver may get an event twice, with the same
`webhook-id`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta
from fnmatch import fnmatchcase

import httpx
from django.db import connection
from django.utils import timezone

from prasan.foundation import scope

from ..models import Delivery, Endpoint
from ..outside import Forbidden, post
from ..registry import Event
from .drain import ATTEMPTS, wait_before
from .save_endpoint import secret_of

_TAKE = """
UPDATE events_delivery SET attempts = attempts + 1, due_at = now() + interval '2 minutes'
WHERE id = (SELECT id FROM events_delivery WHERE state = 'waiting' AND due_at <= now()
            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""
KEEP_LOG = timedelta(days=30)


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


def deliver(limit: int = 100) -> int:
    """Send what is due; returns how many were tried."""
    done = 0
    while done < limit and _deliver_one():
        done += 1
    return done


def sign(secret: bytes, message_id: str, timestamp: int, body: str) -> str:
    """The `webhook-signature` header (standardwebhooks.com): "v1," and base64 of an HMAC-SHA256."""
    mac = hmac.new(secret, f"{message_id}.{timestamp}.{body}".encode(), hashlib.sha256)
    return "v1," + base64.b64encode(mac.digest()).decode()


def _deliver_one() -> bool:
    with scope.system("webhooks"), connection.cursor() as cursor:
        cursor.execute(_TAKE)
        found = cursor.fetchone()
        if not found:
            return False
        delivery = Delivery.objects.select_related("endpoint").get(pk=found[0])
    status, error = _send(delivery)
    with scope.system("webhooks"):
        _note(delivery, status, error)
    return True


def _send(delivery: Delivery) -> tuple[int | None, str]:
    message_id, timestamp = f"evt_{delivery.event}", int(time.time())
    headers = {
        "content-type": "application/json",
        "user-agent": "prasan",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secret_of(delivery.endpoint), message_id, timestamp, delivery.body),
    }
    try:
        return post(delivery.endpoint.url, delivery.body.encode(), headers), ""
    except (Forbidden, httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return None, f"{type(error).__name__}: {error}"[:300]


def _note(delivery: Delivery, status: int | None, error: str) -> None:
    delivery.status, delivery.error = status, error
    if status is not None and 200 <= status < 300:
        delivery.state, delivery.ended_at = Delivery.State.DELIVERED, timezone.now()
    elif delivery.attempts >= ATTEMPTS or status == 410:
        delivery.state, delivery.ended_at = Delivery.State.DEAD, timezone.now()
    else:
        delivery.due_at = timezone.now() + wait_before(delivery.attempts)
    delivery.save(update_fields=["status", "error", "state", "ended_at", "due_at"])
    if status == 410:  # the receiver is gone and says so
        Endpoint.objects.filter(pk=delivery.endpoint_id).update(active=False)


def send_webhook_again(delivery_id: int) -> bool:
    """Give a delivery that was given up another round; whether there was one."""
    with scope.system("webhooks"):
        return bool(
            Delivery.objects.filter(pk=delivery_id, state=Delivery.State.DEAD).update(
                state=Delivery.State.WAITING, attempts=0, due_at=timezone.now(), ended_at=None
            )
        )


def forget_deliveries() -> int:
    """Delete what was settled more than 30 days ago; returns how many."""
    with scope.system("webhooks"):
        return Delivery.objects.filter(ended_at__lt=timezone.now() - KEEP_LOG).delete()[0]
