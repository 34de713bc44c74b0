"""Webhooks: what is due goes to its receiver, signed as Standard Webhooks says, retried, paused in the end.

One worker at a time sends to a receiver, so a slow one delays only itself: it is taken by moving its rest ahead.
A delivery is taken likewise, then sent outside any transaction, then noted; a worker that dies in between leaves
it to be sent again. So a receiver may get an event twice, with the same `webhook-id`.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import httpx
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from prasan.foundation import scope, signature
from prasan.foundation.forget import forget

from ..models import Delivery, Endpoint
from ..outside import Forbidden, post
from .drain import ATTEMPTS, wait_before
from .publish import publish
from .save_endpoint import secret_of

SENDERS = 4  # threads of a worker that send
TURN = timedelta(seconds=30)  # then another receiver's turn comes
HELD = timedelta(minutes=2)  # longer than a turn and its last delivery
KEEP_LOG = timedelta(days=30)
PAUSED = "webhook.paused"

_DUE = """
FROM events_endpoint e WHERE e.active AND e.paused_at IS NULL AND e.rest_until <= now() AND EXISTS (
    SELECT 1 FROM events_delivery d WHERE d.endpoint_id = e.id AND d.state = 'waiting' AND d.due_at <= now())
"""
DUE = f"EXISTS (SELECT 1 {_DUE})"
_TAKE = f"""
UPDATE events_endpoint SET rest_until = now() + make_interval(secs => %s)
WHERE id = (SELECT e.id {_DUE}
            ORDER BY e.rest_until LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""
_NEXT = """
UPDATE events_delivery SET attempts = attempts + 1, due_at = now() + make_interval(secs => %s)
WHERE id = (SELECT id FROM events_delivery WHERE endpoint_id = %s AND state = 'waiting' AND due_at <= now()
            ORDER BY event LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""


def deliver(limit: int = 100) -> int:
    """Send what is due, receiver by receiver; returns how many deliveries were tried."""
    done = 0
    while done < limit and (endpoint := _take()) is not None:
        sent = _turn(endpoint, limit - done)
        if not sent:  # somebody holds what is due
            break
        done += sent
    return done


def _take() -> int | None:
    """A receiver for whom something is due and at whom nobody is; it is ours for a while."""
    with scope.system("webhooks"), connection.cursor() as cursor:
        cursor.execute(_TAKE, [HELD.total_seconds()])
        found = cursor.fetchone()
    return int(found[0]) if found else None


def _turn(endpoint: int, limit: int) -> int:
    """Send to one receiver, in the order of events, until it does not answer, nothing is due or time is up."""
    done, until = 0, timezone.now() + TURN
    rest = None
    while done < limit and rest is None and timezone.now() < until:
        with scope.system("webhooks"), connection.cursor() as cursor:
            cursor.execute(_NEXT, [HELD.total_seconds(), endpoint])
            found = cursor.fetchone()
            if not found:
                break
            delivery = Delivery.objects.select_related("endpoint").get(pk=found[0])
        status, error = _send(delivery)
        with scope.system("webhooks"):
            _note(delivery, status, error)
        if status is None:
            rest = wait_before(delivery.attempts)
        done += 1
    with scope.system("webhooks"):
        Endpoint.objects.filter(pk=endpoint).update(rest_until=timezone.now() + (rest or timedelta()))
    return done


def _send(delivery: Delivery) -> tuple[int | None, str]:
    body = delivery.body.encode()
    headers = {
        "content-type": "application/json",
        "user-agent": "prasan",
        **signature.sign(secret_of(delivery.endpoint), f"evt_{delivery.event}", body),
    }
    try:
        return post(delivery.endpoint.url, body, headers), ""
    except (Forbidden, httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return None, f"{type(error).__name__}: {error}"[:300]


def _note(delivery: Delivery, status: int | None, error: str) -> None:
    now = timezone.now()
    delivery.status, delivery.error = status, error
    receiver = Endpoint.objects.filter(pk=delivery.endpoint_id)
    if status is not None and 200 <= status < 300:
        delivery.state, delivery.ended_at = Delivery.State.DELIVERED, now
        receiver.update(delivered_at=now)
    elif delivery.attempts >= ATTEMPTS or status == 410:
        delivery.state, delivery.ended_at = Delivery.State.DEAD, now
    else:
        delivery.due_at = now + wait_before(delivery.attempts)
    delivery.save(update_fields=["status", "error", "state", "ended_at", "due_at"])
    if status == 410:  # the receiver is gone and says so
        receiver.update(active=False)
    elif delivery.state == Delivery.State.DEAD:
        _pause(delivery)


def _pause(given_up: Delivery) -> None:
    """Send nothing more when nothing got through since the event that was given up now; its owner is told."""
    since = Q(delivered_at=None) | Q(delivered_at__lt=given_up.created_at)
    waits = Endpoint.objects.filter(since, pk=given_up.endpoint_id, paused_at=None)
    if waits.update(paused_at=timezone.now()):
        endpoint = Endpoint.objects.select_related("agency").get(pk=given_up.endpoint_id)
        said = {
            "endpoint": endpoint.pk,
            "host": urlsplit(endpoint.url).hostname,
            "agency": endpoint.agency.code,
        }
        publish(PAUSED, str(endpoint.pk), said)


def send_webhook_again(delivery_id: int) -> bool:
    """Give a delivery that was given up another round, whose receiver goes on; whether there was one."""
    with scope.system("webhooks"):
        dead = Delivery.objects.filter(pk=delivery_id, state=Delivery.State.DEAD)
        Endpoint.objects.filter(pk__in=dead.values("endpoint")).update(
            paused_at=None, rest_until=timezone.now()
        )
        return bool(revive(dead))


def revive(dead: QuerySet[Delivery]) -> int:
    """Give deliveries that were given up another round; how many there are."""
    return dead.update(state=Delivery.State.WAITING, attempts=0, due_at=timezone.now(), ended_at=None)


def forget_deliveries() -> int:
    """Delete what was settled more than 30 days ago, or has waited longer at a receiver that is paused."""
    before = timezone.now() - KEEP_LOG
    old = Q(ended_at__lt=before) | Q(state=Delivery.State.WAITING, created_at__lt=before)
    return forget(Delivery.objects.filter(old), "webhooks")
