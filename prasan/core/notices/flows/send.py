"""Write a letter in the caller's transaction; the worker delivers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from prasan.core.notices.models import Message
from prasan.core.notices.models.message import Channel, State


@dataclass(frozen=True)
class Address:
    """Where a person can be reached. person: their inbox's opaque id; line: LINE user id; phone: E.164."""

    person: int | None = None
    phone: str = ""
    email: str = ""
    line: str = ""


def send(to: Address, template: str, values: dict[str, Any], *, lang: str = "th", dedupe_key: str) -> None:
    """Send `template` filled with `values` to every address given; once for each `dedupe_key`.

    It is written in the caller's transaction, so it is sent exactly when that commits.
    """
    now = timezone.now()
    places = [
        (Channel.INBOX, str(to.person or "")),
        (Channel.LINE, to.line),
        (Channel.SMS, to.phone),
        (Channel.EMAIL, to.email),
    ]
    rows = [
        Message(
            person=to.person,
            channel=channel,
            address=address,
            template=template,
            values=values,
            lang=lang,
            dedupe_key=dedupe_key,
            state=State.SENT if channel == Channel.INBOX else State.PENDING,
            next_at=None if channel == Channel.INBOX else now,
            created_at=now,
            sent_at=now if channel == Channel.INBOX else None,
        )
        for channel, address in places
        if address
    ]
    if rows:
        Message.objects.bulk_create(rows, ignore_conflicts=True)
