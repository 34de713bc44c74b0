"""Letters do not stay for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from prasan.foundation.forget import forget

from ..models import Message
from ..models.message import Channel, State

SENT_KEPT = timedelta(days=90)  # what went out, long enough to look into a complaint
INBOX_KEPT = timedelta(days=730)


def forget_old() -> int:
    """Delete letters whose time is over; the number deleted."""
    now = timezone.now()
    sent = Message.objects.exclude(channel=Channel.INBOX).exclude(state=State.PENDING)
    gone = forget(sent.filter(created_at__lt=now - SENT_KEPT), "notices")
    return gone + forget(
        Message.objects.filter(channel=Channel.INBOX, created_at__lt=now - INBOX_KEPT), "notices"
    )


def letters_of(person: int) -> list[dict[str, Any]]:
    """Everything sent to an account, as plain data."""
    return [
        {"at": m.created_at.isoformat(), "channel": m.channel, "template": m.template, "values": m.values}
        for m in Message.objects.filter(person=person).order_by("id")
    ]


def erase_letters(person: int) -> int:
    """Delete everything sent to an account; the number deleted."""
    return Message.objects.filter(person=person).delete()[0]
