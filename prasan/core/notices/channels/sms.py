"""SMS by a gateway that takes JSON over HTTP.

Gateways differ in the names of three fields: `fields` tells them, such as "to=msisdn,from=sender,text=message".
"""

from __future__ import annotations

import uuid

from ..letters import Letter
from .faults import Never, NotSetUp
from .http import post
from .settings import channel_settings, in_environment


def deliver(address: str, letter: Letter, key: uuid.UUID) -> None:
    """Send the letter's short form, which never carries a link, to a telephone number (E.164)."""
    ours = channel_settings("sms")
    if not ours["url"]:
        raise NotSetUp("sms")
    if not letter.short:
        raise Never("no short form")
    names = dict(pair.split("=", 1) for pair in ours["fields"].split(",") if "=" in pair)
    body = {"to": address, "from": ours["sender"], "text": letter.short}
    headers = {"Idempotency-Key": str(key)}
    if ours["token"]:
        headers["Authorization"] = f"Bearer {ours['token']}"
    told = {names.get(k, k): v for k, v in body.items()}
    post(ours["url"], told, headers, done=frozenset(), trusted=in_environment("sms", "url"))
