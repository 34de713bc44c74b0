"""What LINE tells of its users, and answers to it (Messaging API, webhooks and reply messages).

LINE signs the body with the channel secret; nothing of it is read before the signature is right.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from prasan.foundation.errors import Invalid

from .faults import NotSetUp
from .http import post
from .line import HOME, MOST
from .settings import channel_settings

MOST_EVENTS = 200  # in one body; LINE sends a handful


@dataclass(frozen=True)
class LineEvent:
    """Something a LINE user did towards the official account, alone with it and not in a group.

    id: of the event, the same when it is told again. kind: "message", "follow", "unfollow"... user: their
    LINE user id. text: of a text message. reply_token: lets it be answered once within a minute, "" where
    there is nothing to answer.
    """

    id: str
    kind: str
    user: str
    text: str = ""
    reply_token: str = ""


def line_links(text: str) -> tuple[str, str]:
    """Where one adds the official account as a friend, and where its chat opens with `text` written already."""
    account = quote(channel_settings("line")["id"], safe="")
    return f"https://line.me/R/ti/p/{account}", f"https://line.me/R/oaMessage/{account}/?{quote(text)}"


def line_signed(body: bytes, signature: str) -> bool:
    """Whether the body is LINE's: `signature` is its base64 HMAC-SHA256 with the channel secret."""
    secret = channel_settings("line")["secret"]
    if not secret:
        return False
    made = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())
    return hmac.compare_digest(made, signature.encode("utf-8", "replace"))


def line_events(body: bytes) -> list[LineEvent]:
    """The events of a signed body; what concerns no single user or another program is left out.

    Raises Invalid for a body that is not what LINE sends.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Invalid from error
    events = told.get("events") if isinstance(told, dict) else None
    if not isinstance(events, list):
        raise Invalid
    return [event for one in events[:MOST_EVENTS] if (event := _event(one))]


def line_reply(token: str, text: str) -> None:
    """Answer an event. Raises Later, Never, and NotSetUp where no official account is set up."""
    ours = channel_settings("line")
    if not ours["token"]:
        raise NotSetUp("line")
    post(
        (ours["url"] or HOME) + "/v2/bot/message/reply",
        {"replyToken": token, "messages": [{"type": "text", "text": text[:MOST]}]},
        {"Authorization": f"Bearer {ours['token']}"},
        done=frozenset(),
    )


def _event(one: Any) -> LineEvent | None:
    if not isinstance(one, dict) or one.get("mode", "active") != "active":
        return None  # in "standby" another program answers
    source, message = _dict(one.get("source")), _dict(one.get("message"))
    user, kind = _text(source.get("userId"), 60), _text(one.get("type"), 30)
    if source.get("type") != "user" or not user or not kind:
        return None
    return LineEvent(
        id=_text(one.get("webhookEventId"), 90),
        kind=kind,
        user=user,
        text=_text(message.get("text"), MOST) if message.get("type") == "text" else "",
        reply_token=_text(one.get("replyToken"), 200),
    )


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any, most: int) -> str:
    """The text, "" for anything else, for one that is too long, and for one no database keeps."""
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        return ""
    return "" if any(0xD800 <= ord(sign) < 0xE000 for sign in value) else value
