"""A request sent twice is done once: idempotency keys."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid
from prasan.foundation.forget import forget

from ..models import Once

KEEP = timedelta(hours=24)


class Attempt:
    """One attempt at a request. `answer`: the first attempt's answer (plain JSON), or None for the first."""

    def __init__(self, answer: Any = None) -> None:
        self.answer = answer
        self.kept: Any = None

    def keep(self, answer: Any) -> None:
        """The answer that later attempts get; without it, they do the work again."""
        self.kept = answer


@contextmanager
def idempotent(client: str, key: str, fingerprint: str | bytes) -> Iterator[Attempt]:
    """Do a request's work once for each key of a client, in the caller's transaction.

        with events.idempotent(client, key, request.body) as attempt:
            if attempt.answer is None:
                attempt.keep(do_the_work())
            return attempt.answer or attempt.kept

    client: who sent it, stable over its attempts; for a person `str(subject)`. fingerprint: what was sent.
    A concurrent attempt waits for the first to commit and gets its answer; if the first fails, it does the
    work itself. Answers are kept for 24 hours.
    Raises Conflict ("idempotency") for a key used before for something else, Invalid for a key that is
    empty or longer than 120 characters.
    """
    if not key or len(key) > 120 or not key.isprintable():
        raise Invalid(_("The idempotency key must be 1 to 120 printable characters."), code="idempotency")
    raw = fingerprint.encode() if isinstance(fingerprint, str) else fingerprint
    digest = hashlib.sha256(raw).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM events_once(%s, %s, %s)", [client, key, digest])
        first, same, answer = cursor.fetchone()
        if not same:
            raise Conflict(_("This idempotency key was used before for another request."), code="idempotency")
        attempt = Attempt(None if first or answer is None else json.loads(answer))
        yield attempt
        if attempt.kept is not None:
            cursor.execute("SELECT events_answer(%s, %s, %s::jsonb)", [client, key, json.dumps(attempt.kept)])


def answers_to(client: str) -> list[dict[str, Any]]:
    """The answers still kept for a client: key, answer and when."""
    with scope.system("events"):
        return [
            {"key": once.key, "answer": once.answer, "at": once.at.isoformat()}
            for once in Once.objects.filter(client=client).order_by("at")
        ]


def erase_answers(client: str) -> int:
    """Delete the answers kept for a client; returns how many."""
    with scope.system("events"):
        return Once.objects.filter(client=client).delete()[0]


def forget_answers() -> int:
    """Delete answers older than a day; returns how many."""
    return forget(Once.objects.filter(at__lt=timezone.now() - KEEP), "events")
