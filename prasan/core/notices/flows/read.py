"""A person has read their letters."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from prasan.foundation import scope

from ..models import Message
from ..models.message import Channel


def mark_read(ids: Iterable[int] | None = None) -> int:
    """Mark the letters in the inbox of who is asking as read, all of them by default; the number marked."""
    person = scope.current().person
    if person is None:
        return 0
    unread = Message.objects.filter(person=person, channel=Channel.INBOX, read_at=None)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=timezone.now())
