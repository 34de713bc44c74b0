"""Letters do not stay for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from prasan.foundation.forget import forget

from ..models import Message, Received
from ..models.message import Channel, State

SENT_KEPT = timedelta(days=90)  # what went out, long enough to look into a complaint
INBOX_KEPT = timedelta(days=730)
RECEIVED_KEPT = timedelta(days=7)  # longer than a messaging service goes on telling us an event again


def forget_old() -> int:
    """Delete letters whose time is over; the number deleted."""
    now = timezone.now()
    sent, inbox = _two()
    gone = forget(sent.exclude(state=State.PENDING).filter(created_at__lt=now - SENT_KEPT), "notices")
    gone += forget(Received.objects.filter(at__lt=now - RECEIVED_KEPT), "notices")
    return gone + forget(inbox.filter(created_at__lt=now - INBOX_KEPT), "notices")


def letters_of(person: int) -> list[dict[str, Any]]:
    """Everything sent to an account, as plain data."""
    return [
        {"at": m.created_at.isoformat(), "channel": m.channel, "template": m.template, "values": m.values}
        for m in sorted((m for kept in _two() for m in kept.filter(person=person)), key=lambda m: m.pk)
    ]


def erase_letters(person: int) -> int:
    """Delete everything sent to an account; the number deleted."""
    return sum(kept.filter(person=person).delete()[0] for kept in _two())


def _two() -> tuple[QuerySet[Message], QuerySet[Message]]:
    """What goes out and what lies in the portal: each has its own indexes."""
    return Message.objects.exclude(channel=Channel.INBOX), Message.objects.filter(channel=Channel.INBOX)
