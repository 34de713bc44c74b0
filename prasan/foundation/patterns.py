"""Patterns of service files, which strangers' texts are matched with.

They are matched as in JSON Schema: found anywhere in the text, with `\\d` for the digits 0 to 9. The engine never
goes back in a text, so no pattern can keep it busy; what would need that (looking around, referring back) is none.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

import jsonschema_rs

LENGTH = 200  # characters of a text that a pattern is matched with; a longer one does not match
SIZE = 1 << 20  # bytes that a pattern may take when it is made ready
_BACK = re.compile(r"\(\?<?[=!]|\(\?>|\(\?P=|\(\?\(|\\[1-9]|\\k<")


class Fault(Enum):
    """Why a pattern is not taken."""

    BROKEN = "it is no regular expression, or a very large one"
    BACK = "it looks around, or refers back to what was matched"


def fault_of(pattern: str) -> Fault | None:
    """What is wrong with the pattern; None when it may be used."""
    if _ready(pattern) is not None:
        return None
    return Fault.BACK if _BACK.search(pattern) else Fault.BROKEN


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern is found in the text. A pattern that is not taken any more asks for nothing."""
    if (ready := _ready(pattern)) is None:
        return True
    try:
        return len(text) <= LENGTH and ready.is_valid(text)
    except UnicodeEncodeError:  # half a character
        return False


@lru_cache(maxsize=4000)
def _ready(pattern: str) -> jsonschema_rs.Validator | None:
    try:
        return jsonschema_rs.validator_for(
            {"type": "string", "pattern": pattern},
            pattern_options=jsonschema_rs.RegexOptions(size_limit=SIZE),
        )
    except ValueError:
        return None
