"""Where the channels' settings come from: the environment first, then what an administrator set."""

from __future__ import annotations

import os

# The names of a channel's settings; PRASAN_LINE_TOKEN in the environment, line.token in the administration.
KEYS: dict[str, tuple[str, ...]] = {
    "line": ("url", "token"),
    "sms": ("url", "token", "sender", "fields"),
    "smtp": ("host", "port", "user", "password", "from", "security"),
}


def channel_settings(name: str) -> dict[str, str]:
    """The settings of a channel by name, "" for what is not set. Raises KeyError for an unknown channel."""
    return {key: os.environ.get(f"PRASAN_{name}_{key}".upper(), "") for key in KEYS[name]}
