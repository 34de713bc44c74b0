"""What is held about a person: given out, or erased."""

from __future__ import annotations

import uuid
from typing import Any

from ..models import Document, State


def export(subject: uuid.UUID) -> list[dict[str, Any]]:
    """The person's documents by name and id; their content is downloaded one by one."""
    return [
        {
            "id": str(d.id), "name": d.name, "media_type": d.media_type, "size": d.size, "sha256": d.sha256,
            "origin": d.origin, "class": d.data_class, "at": d.created_at.isoformat(),
        }
        for d in Document.objects.filter(owner=subject).exclude(state=State.REMOVED).order_by("created_at")
    ]  # fmt: skip


def erase(subject: uuid.UUID) -> int:
    """Erase what belongs to no case. What belongs to one goes with it: whoever erases the case removes it."""
    from ..tasks import erase_removed

    gone = Document.objects.filter(owner=subject, state=State.FRESH).update(state=State.REMOVED)
    if gone:
        erase_removed.defer()
    return gone
