"""LINE Messaging API, push message (https://developers.line.biz/en/reference/messaging-api/)."""

from __future__ import annotations

import uuid

from ..letters import Letter
from .faults import NotSetUp
from .http import post
from .settings import channel_settings

HOME = "https://api.line.me"
MOST = 5000  # characters of a text message
_ACCEPTED_BEFORE = frozenset({409})  # the retry key was taken: an earlier attempt went through


def deliver(address: str, letter: Letter, key: uuid.UUID) -> None:
    """Push to a LINE user id; LINE itself drops a repetition with the same retry key for 24 hours."""
    ours = channel_settings("line")
    if not ours["token"]:
        raise NotSetUp("line")
    post(
        (ours["url"] or HOME) + "/v2/bot/message/push",
        {"to": address, "messages": [{"type": "text", "text": words(letter)}]},
        {"Authorization": f"Bearer {ours['token']}", "X-Line-Retry-Key": str(key)},
        done=_ACCEPTED_BEFORE,
    )


def words(letter: Letter) -> str:
    """The letter as LINE shows it."""
    return "\n\n".join(part for part in (letter.subject, letter.text, letter.url) if part)[:MOST]
