"""How a letter reaches its address: one adapter a channel, each behind the same small face.

`deliver(address, letter, key)` hands one letter over. It raises `Later` when it may succeed another time and
`Never` when it cannot; `NotSetUp` when the installation has no such channel. `key` is the same for every
attempt at one letter, so that who receives it twice can tell.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from ..letters import Letter
from .faults import Later, Never, NotSetUp
from .line import deliver as line
from .mail import deliver as mail
from .sms import deliver as sms

Deliver = Callable[[str, Letter, uuid.UUID], None]
CHANNELS: dict[str, Deliver] = {"line": line, "sms": sms, "email": mail}

__all__ = ["CHANNELS", "Deliver", "Later", "Never", "NotSetUp"]
