"""Tell committed events to their subscribers: in order per topic and key, retried, given up in the end."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from prasan.foundation import scope

from ..models import Outbox
from ..registry import Event, handlers_of

log = logging.getLogger(__name__)

ATTEMPTS = 16  # over about a day
DUE = "EXISTS (SELECT 1 FROM events_outbox WHERE NOT dead AND due_at <= now())"
_NEXT = """
SELECT o.id FROM events_outbox o
WHERE NOT o.dead AND o.due_at <= now() AND NOT EXISTS (
    SELECT 1 FROM events_outbox e WHERE e.topic = o.topic AND e.key = o.key AND e.id < o.id AND NOT e.dead)
ORDER BY o.id LIMIT 1 FOR UPDATE OF o SKIP LOCKED
"""


def wait_before(attempt: int) -> timedelta:
    """How long to wait before the attempt after `attempt`: 5 s, doubling, at most 6 hours."""
    return timedelta(seconds=min(5 * 2 ** (attempt - 1), 6 * 3600))


def drain(limit: int = 500) -> int:
    """Tell up to `limit` events; returns how many were taken up."""
    done = 0
    while done < limit and _tell_one():
        done += 1
    return done


def _tell_one() -> bool:
    with scope.system("events"):
        with connection.cursor() as cursor:
            cursor.execute(_NEXT)
            found = cursor.fetchone()
        if not found:
            return False
        row = Outbox.objects.get(pk=found[0])
        event = Event(row.pk, row.topic, row.key, row.payload, row.at)
        error = ""
        for name, handler in handlers_of(row.topic).items():
            if name in row.done:
                continue
            try:
                with transaction.atomic():
                    handler(event)
            except Exception as failed:
                log.warning("event handler failed", extra={"handler": name, "event": row.pk}, exc_info=True)
                error = f"{name}: {type(failed).__name__}"
            else:
                row.done.append(name)
        if error:
            _later(row, error)
        else:
            row.delete()
    return True


def _later(row: Outbox, error: str) -> None:
    row.attempts += 1
    row.error = error
    row.dead = row.attempts >= ATTEMPTS
    row.due_at = timezone.now() + wait_before(row.attempts)
    row.save(update_fields=["attempts", "error", "dead", "due_at", "done"])


def send_again(outbox_id: int) -> None:
    """Give an event that was given up another round of attempts."""
    with scope.system("events"):
        Outbox.objects.filter(pk=outbox_id, dead=True).update(dead=False, attempts=0, due_at=timezone.now())
