"""A text that was pasted, cut into its paragraphs."""

from __future__ import annotations

import re

from prasan.foundation.thai import normalise

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of `text`, which blank lines part; each without blanks at its ends, none empty."""
    lines = normalise(text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n"))
    parts = (one.strip() for one in _BLANK.split(lines))
    return [one for one in parts if one]
