"""A messaging service tells the same event again until it is sure that we have it."""

from __future__ import annotations

from prasan.foundation import scope

from ..models import Received


def first_time(service: str, event: str) -> bool:
    """Whether this event, by the service's own id, is told for the first time; from now on it is not.

    It is noted in the caller's transaction, so an event whose work failed counts as never told.
    """
    with scope.system("notices"):
        return Received.objects.get_or_create(key=f"{service}:{event}")[1]
