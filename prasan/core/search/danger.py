"""Words of somebody whose life is in danger: they are shown help, and nothing else that the words may also mean."""

from __future__ import annotations

from functools import cache

from .sound import skeleton

# What is searched for instead: what the help is called. The words alone would find wills and death certificates too.
HELP = "สายด่วนสุขภาพจิต ซึมเศร้า ทำร้ายตนเอง"
_SAID = (
    "ฆ่าตัวตาย", "ฆ่าตัวเอง", "อยากตาย", "คิดสั้น", "จบชีวิต", "ผูกคอตาย", "กระโดดตึก", "โดดตึก",
    "ไม่อยากมีชีวิต", "ไม่อยากอยู่แล้ว", "ไม่อยากอยู่ต่อ", "ไม่อยากหายใจ", "อยากหายไปจากโลก", "กรีดข้อมือ", "กรีดแขน",
    "ทำร้ายตัวเอง", "ทำร้ายตนเอง",
    "suicide", "suicidal", "kill myself", "killing myself", "want to die", "end my life", "self-harm", "hurt myself",
)  # fmt: skip
_LONG_ENOUGH = 6  # letters of a skeleton; shorter ones are parts of other words


@cache
def _sounds() -> list[str]:
    return [sound for said in _SAID if len(sound := skeleton(said)) >= _LONG_ENOUGH]


def in_danger(text: str) -> bool:
    """Whether the words say that somebody may harm themselves, misspelt or not."""
    lower, heard = text.lower(), skeleton(text)
    return any(said in lower for said in _SAID) or any(sound in heard for sound in _sounds())
