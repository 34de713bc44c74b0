"""The public face of notices."""

from .channels import Later, Never, NotSetUp
from .channels.line_webhook import LineEvent, line_events, line_links, line_reply, line_signed
from .channels.settings import channel_settings, set_up
from .flows.deliver import deliver
from .flows.forget import erase_letters, forget_old, letters_of
from .flows.read import mark_read
from .flows.receive import first_time
from .flows.send import Address, send
from .letters import Letter, Template, register, write
from .queries import Entry, inbox, unread, waiting

__all__ = [
    "Address",
    "Entry",
    "Later",
    "Letter",
    "LineEvent",
    "Never",
    "NotSetUp",
    "Template",
    "channel_settings",
    "deliver",
    "erase_letters",
    "first_time",
    "forget_old",
    "inbox",
    "letters_of",
    "line_events",
    "line_links",
    "line_reply",
    "line_signed",
    "mark_read",
    "register",
    "send",
    "set_up",
    "unread",
    "waiting",
    "write",
]
