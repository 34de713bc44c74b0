"""The public face of consultations."""

from .flows.answer import answer
from .flows.gather import gather, reply, revise, take_out
from .flows.make_demo import make_demo
from .flows.moderate import hide, show
from .flows.publish_report import publish_report
from .flows.write import add_consultation, change_consultation, discard, open_consultation, write_parts

__all__ = [
    "add_consultation",
    "answer",
    "change_consultation",
    "discard",
    "gather",
    "hide",
    "make_demo",
    "open_consultation",
    "publish_report",
    "reply",
    "revise",
    "show",
    "take_out",
    "write_parts",
]
