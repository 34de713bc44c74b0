"""Requests of the HTTP API that are sent twice are done once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Header

from prasan.foundation.api import client_of

from .flows.once import idempotent

RepeatKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=120,
        description="Sent again with the same key within 24 hours, nothing is done twice.",
    ),
]


def done_once(
    request: HttpRequest, key: str | None, do: Callable[[], dict[str, Any]], sent: bytes | None = None
) -> dict[str, Any]:
    """What `do` answers (plain JSON, not empty); with a key, what it answered the first time.

    sent: what makes the request the same one, its body unless told.
    Raises Conflict for a key that was used for another request, Invalid for one that cannot be a key.
    """
    if key is None:
        return do()
    content = request.body if sent is None else sent
    with idempotent(f"api:{client_of(request).id}", key, f"{request.path}\n".encode() + content) as attempt:
        if attempt.answer is None:
            attempt.keep(do())
        answer: dict[str, Any] = attempt.answer or attempt.kept
        return answer
