"""Put an entry into the search, or change it."""

from __future__ import annotations

import uuid

from django.db import transaction

from ..models import Entry, Stamp

_LONGEST = 100_000


def index(
    kind: str,
    key: str,
    *,
    title: str,
    summary: str = "",
    keywords: str = "",
    body: str = "",
    boost: float = 1.0,
) -> None:
    """Make the entry `key` of `kind` findable by these texts, or replace what it was found by.

    Each text holds all its languages, a line each; keywords are separated by line breaks or commas.
    boost: multiplies the entry's score, above 0, at most 10.
    """
    values = {"title": title, "summary": summary, "keywords": keywords, "body": body[:_LONGEST]}
    with transaction.atomic():
        Entry.objects.update_or_create(kind=kind, key=key, defaults={**values, "boost": boost})
        _changed(kind)


def remove(kind: str, key: str) -> None:
    """Make the entry findable no more; nothing happens when it is not there."""
    with transaction.atomic():
        deleted, _ = Entry.objects.filter(kind=kind, key=key).delete()
        if deleted:
            _changed(kind)


def _changed(kind: str) -> None:
    # A fresh value rather than a count: a count could repeat after a rollback.
    Stamp.objects.update_or_create(kind=kind, defaults={"value": uuid.uuid4()})
