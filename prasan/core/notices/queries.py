"""Reads: one's own letters only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from prasan.foundation import scope
from prasan.foundation.languages import current_language
from prasan.foundation.paging import Page, keyset

from .channels.line import words
from .letters import Letter, write
from .models import Message
from .models.message import Channel, State


@dataclass(frozen=True)
class Entry:
    """A letter in the inbox, in the reader's language."""

    id: int
    letter: Letter
    at: datetime
    unread: bool


@dataclass(frozen=True)
class Outgoing:
    """A letter that leaves the portal, as it is read where it goes. state: "pending", "sent" or "failed"."""

    id: int
    channel: str
    address: str
    text: str
    at: datetime
    state: str


def outgoing(cursor: str = "", *, limit: int = 30) -> Page[Outgoing]:
    """Letters to who is asking by LINE, SMS and e-mail, newest first. Raises Invalid for a wrong cursor."""
    mine = Message.objects.filter(person=scope.current().person or 0).exclude(channel=Channel.INBOX)
    page = keyset(mine, ["-id"], cursor, limit, of="outgoing")
    found = []
    for m in page:
        letter = write(m.template, m.values, m.lang)
        text = letter.short if m.channel == Channel.SMS else words(letter)
        if text:  # what has no short form does not go by SMS
            found.append(Outgoing(m.pk, m.channel, m.address, text, m.created_at, m.state))
    return Page(found, page.next_cursor)


def inbox(cursor: str = "", *, limit: int = 30) -> Page[Entry]:
    """Letters to who is asking, newest first. Raises Invalid for a wrong cursor."""
    mine = Message.objects.filter(person=scope.current().person or 0, channel=Channel.INBOX)
    page = keyset(mine, ["-id"], cursor, limit, of="inbox")
    lang = current_language()
    entries = [Entry(m.pk, write(m.template, m.values, lang), m.created_at, m.read_at is None) for m in page]
    return Page(entries, page.next_cursor)


def unread() -> int:
    """How many letters who is asking has not read, counted to 100."""
    mine = Message.objects.filter(person=scope.current().person or 0, channel=Channel.INBOX, read_at=None)
    return mine[:100].count()


def waiting() -> dict[str, int]:
    """Letters by how they stand, for operations: pending, overdue by an hour, failed."""
    with scope.system("measures"):
        pending = Message.objects.filter(state=State.PENDING)
        return {
            "pending": pending.count(),
            "late": pending.filter(created_at__lt=timezone.now() - timedelta(hours=1)).count(),
            "failed": Message.objects.filter(state=State.FAILED).count(),
        }
