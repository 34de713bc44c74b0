"""What an administrator sets for the installation, read by every room.

Values are text; "" means not set. Secrets are sealed at rest, never held in memory, and open for the program
and administrators alone: a room reads one under `scope.system`, at the moment it needs it.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

from prasan.foundation import seal

from .memory import edited, held
from .models import Setting

# Every key there is, and whether it is a secret.
KEYS: dict[str, bool] = {
    "name.th": False,
    "name.en": False,
    "owner.th": False,
    "owner.en": False,
    "line.id": False,
    "line.token": True,
    "line.secret": True,
    "sms.url": False,
    "sms.token": True,
    "sms.sender": False,
    "smtp.host": False,
    "smtp.port": False,
    "smtp.user": False,
    "smtp.password": True,
    "smtp.from": False,
    "payment.biller_id": False,
    "payment.name_th": False,
    "payment.name_en": False,
    "payment.bank_key": True,
}


def setting(key: str) -> str:
    """The value of a key that is no secret, "" when it is not set. Raises KeyError for an unknown key."""
    if KEYS[key]:
        raise KeyError(f"{key} is a secret")
    values = held("settings", lambda: dict(Setting.objects.filter(secret=False).values_list("key", "value")))
    return values.get(key, "")


def secret(key: str) -> str:
    """The value of a secret, "" when it is not set or not yours to read. Raises KeyError for another key."""
    if not KEYS[key]:
        raise KeyError(f"{key} is no secret")
    stored = Setting.objects.filter(key=key).values_list("value", flat=True).first()
    return seal.unseal(base64.b64decode(stored), context=_context(key)).decode() if stored else ""


def secrets_set() -> set[str]:
    """Keys of the secrets that are set, as far as the scope may know."""
    return set(Setting.objects.filter(secret=True).exclude(value="").values_list("key", flat=True))


def save_settings(values: Mapping[str, str]) -> list[str]:
    """Set these values; answers the keys that changed. Raises KeyError for an unknown key."""
    changed = []
    for key, value in values.items():
        is_secret = KEYS[key]
        if (secret(key) if is_secret else setting(key)) == value:
            continue
        stored = value
        if is_secret and value:
            stored = base64.b64encode(seal.seal(value.encode(), context=_context(key))).decode()
        Setting.objects.update_or_create(key=key, defaults={"value": stored, "secret": is_secret})
        changed.append(key)
    if changed:
        edited()
    return changed


def _context(key: str) -> str:
    return f"setting:{key}"
