"""Thai text cut into words, however long and odd the text is.

nlpo3 needs guarding: its safe mode repeats parts of a text longer than about 140 characters, and without it
a text made to be ambiguous takes seconds (both seen in 1.4.0). So it is given a window at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

import nlpo3

WINDOW = 64  # characters
_UNSURE = 3  # the last words of a window may be cut off by its edge


def segment(text: str, dictionary: str) -> Iterator[str]:
    """The words of `text` by a dictionary loaded under that name; joined they are the text again."""
    start = 0
    while len(text) - start > WINDOW:
        words = nlpo3.segment(text[start : start + WINDOW], dictionary)
        for word in words[:-_UNSURE] or words:
            yield word
            start += len(word)
    yield from nlpo3.segment(text[start:], dictionary)
