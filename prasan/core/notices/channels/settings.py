"""Where the channels' settings come from: the environment first, then what an administrator set."""

from __future__ import annotations

import os

from prasan.core.directory import service as directory
from prasan.foundation import scope

PLAIN, SECRET, ENVIRONMENT = "plain", "secret", "environment"

# PRASAN_SMS_URL in the environment is sms.url in the administration; some only the environment can say.
KEYS: dict[str, dict[str, str]] = {
    "line": {"id": PLAIN, "token": SECRET, "secret": SECRET, "url": ENVIRONMENT},
    "sms": {"url": PLAIN, "token": SECRET, "sender": PLAIN, "fields": ENVIRONMENT},
    "smtp": {
        "host": PLAIN,
        "port": PLAIN,
        "user": PLAIN,
        "password": SECRET,
        "from": PLAIN,
        "security": ENVIRONMENT,
    },
}
# Where a channel's secrets are sent: those of the environment go only where the environment says.
PLACES = {"url", "host", "port"}

# What a channel cannot do without, and the name its settings have.
NEEDED: dict[str, tuple[str, tuple[str, ...]]] = {
    "email": ("smtp", ("host", "from")),
    "sms": ("sms", ("url",)),
    "line": ("line", ("id", "token", "secret")),
}


def channel_settings(name: str) -> dict[str, str]:
    """The settings of a channel by name, "" for what is not set. Raises KeyError for an unknown channel."""
    return {key: _value(name, key, kind) for key, kind in KEYS[name].items()}


def set_up(channel: str) -> bool:
    """Whether the installation sends letters by "email", "sms" or "line", and (LINE) hears of its users."""
    name, needed = NEEDED[channel]
    ours = channel_settings(name)
    return all(ours[key] for key in needed)


def in_environment(name: str, key: str) -> bool:
    """Whether who runs the machine has set it, and no administrator over the web."""
    return bool(os.environ.get(f"PRASAN_{name}_{key}".upper()))


def _value(name: str, key: str, kind: str) -> str:
    if given := os.environ.get(f"PRASAN_{name}_{key}".upper()):
        return given
    if key in PLACES and any(in_environment(name, k) for k, of in KEYS[name].items() if of == SECRET):
        return ""
    if kind == PLAIN:
        return directory.setting(f"{name}.{key}")
    if kind == SECRET:
        with scope.system("notices"):
            return directory.secret(f"{name}.{key}")
    return ""
