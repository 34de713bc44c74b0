"""Carry letters to their addresses: at least once each, in the order they are due, again after a failure.

A letter is taken by moving its next attempt into the future and committing that, then sent, then marked. A
worker that dies in between leaves it to be taken again when that time has come, with the same key.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from prasan.foundation import scope

from ..channels import CHANNELS, Later, Never, NotSetUp
from ..letters import write
from ..models import Message
from ..models.message import Channel, State

log = logging.getLogger(__name__)

DUE = "EXISTS (SELECT 1 FROM notices_message WHERE state = 'pending' AND next_at <= now())"
LEASE = timedelta(minutes=5)  # of what is taken at once
LONGEST = timedelta(minutes=2)  # that an attempt takes
MOST_ATTEMPTS = 14  # about two days
_SPACE = uuid.UUID("6f1f3f9e-54b5-4c8e-9d52-0d1f5a3d0a77")


def deliver(limit: int = 20) -> int:
    """Attempt the letters that are due; the number attempted. Safe in many workers at once.

    Where a service is slow, what the lease may not cover any more is put back, before somebody else takes it too.
    """
    until = timezone.now() + LEASE - LONGEST
    taken = _take(limit)
    for done, message in enumerate(taken):
        if timezone.now() > until:
            _put_back(taken[done:])
            return done
        _attempt(message)
    return len(taken)


def key_of(message: Message) -> uuid.UUID:
    """The same for every attempt at one letter."""
    return uuid.uuid5(_SPACE, f"{message.pk}:{message.dedupe_key}")


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failures: 10 seconds, doubled up to six hours."""
    return min(timedelta(seconds=10 * 2 ** (attempts - 1)), timedelta(hours=6))


def _take(limit: int) -> list[Message]:
    now = timezone.now()
    with scope.system("notices"):
        due = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(state=State.PENDING, next_at__lte=now)
            .order_by("next_at")[:limit]
        )
        taken = list(due)
        for message in taken:
            message.attempts += 1
            message.next_at = now + LEASE
        Message.objects.bulk_update(taken, ["attempts", "next_at"])
    return taken


def _put_back(left: list[Message]) -> None:
    with scope.system("notices"):
        untried = Message.objects.filter(pk__in=[message.pk for message in left], state=State.PENDING)
        untried.update(attempts=F("attempts") - 1, next_at=timezone.now())


def _attempt(message: Message) -> None:
    try:
        letter = write(message.template, message.values, message.lang)
        if message.channel == Channel.SMS and not letter.short:
            return _mark(message, State.FAILED, "no short form")
        CHANNELS[message.channel](message.address, letter, key_of(message))
    except NotSetUp:
        return _mark(message, State.FAILED, "channel not set up")
    except Never as fault:
        return _mark(message, State.FAILED, str(fault))
    except Later as fault:
        return _again(message, str(fault))
    except Exception as error:
        log.exception("a letter by %s could not be attempted", message.channel)
        return _again(message, type(error).__name__)
    return _mark(message, State.SENT, "")


def _mark(message: Message, state: State, error: str) -> None:
    with scope.system("notices"):
        Message.objects.filter(pk=message.pk, state=State.PENDING).update(
            state=state,
            error=error[:200],
            next_at=None,
            sent_at=timezone.now() if state == State.SENT else None,
        )


def _again(message: Message, error: str) -> None:
    if message.attempts >= MOST_ATTEMPTS:
        _mark(message, State.FAILED, error)
        return
    with scope.system("notices"):
        Message.objects.filter(pk=message.pk, state=State.PENDING).update(
            error=error[:200], next_at=timezone.now() + wait_after(message.attempts)
        )
