"""The public face of notices."""

from .channels.settings import channel_settings
from .flows.deliver import deliver
from .flows.forget import erase_letters, forget_old, letters_of
from .flows.read import mark_read
from .flows.send import Address, send
from .letters import Letter, Template, register, write
from .queries import Entry, inbox, unread, waiting

__all__ = [
    "Address",
    "Entry",
    "Letter",
    "Template",
    "channel_settings",
    "deliver",
    "erase_letters",
    "forget_old",
    "inbox",
    "letters_of",
    "mark_read",
    "register",
    "send",
    "unread",
    "waiting",
    "write",
]
