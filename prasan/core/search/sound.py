"""How a Thai word sounds, roughly: spellings that people mix up give the same skeleton."""

from __future__ import annotations

import re

from prasan.foundation.thai import normalise, to_arabic

# Letters of one sound are folded onto one; short and long vowels onto one; what is not heard is dropped.
_SAME = str.maketrans(
    {
        **dict.fromkeys("ฆฅฃ", "ค"), **dict.fromkeys("ญ", "ย"), **dict.fromkeys("ณ", "น"),
        **dict.fromkeys("ฎ", "ด"), **dict.fromkeys("ฏ", "ต"), **dict.fromkeys("ฐ", "ถ"),
        **dict.fromkeys("ฑฒธ", "ท"), **dict.fromkeys("ภ", "พ"), **dict.fromkeys("ศษ", "ส"),
        **dict.fromkeys("ฬ", "ล"), **dict.fromkeys("ฌ", "ช"), **dict.fromkeys("ใ", "ไ"),
        **dict.fromkeys("ี", "ิ"), **dict.fromkeys("ื", "ึ"), **dict.fromkeys("ู", "ุ"),
        **dict.fromkeys("็่้๊๋ํ๎ฺๆฯ", None),
    }
)  # fmt: skip
_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_DOUBLE_R = re.compile("รร")
_AI = re.compile("ไย|ัย")
_NOT_WORD = re.compile(r"[^\w฀-๿]+")


def skeleton(text: str) -> str:
    """The text with what is often misspelt folded away; blanks part it where the writer put them."""
    text = _NOT_WORD.sub(" ", to_arabic(normalise(text)).casefold())
    text = _SILENT.sub("", text)
    text = _DOUBLE_R.sub("ัน", text)
    return _AI.sub("ไ", text.translate(_SAME))


def grams(text: str, n: int = 3) -> list[str]:
    """Every run of `n` characters of the skeleton, the ends of each part marked by a blank."""
    found: list[str] = []
    for part in skeleton(text).split():
        marked = f" {part} "
        found += [marked[i : i + n] for i in range(max(1, len(marked) - n + 1))]
    return found
