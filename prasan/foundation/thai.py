"""Thai text: digits, normal form, keyboard layouts, sorting, amounts in words."""

from __future__ import annotations

import re
import unicodedata

from pythainlp.util import num_to_thaiword

_ARABIC, _THAI = "0123456789", "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)

# TIS 820-2538 (Kedmanee) against US QWERTY, row by row, plain then shifted.
_QWERTY = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
_KEDMANEE = '_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_TO_KEDMANEE = str.maketrans(_QWERTY, _KEDMANEE)
_TO_QWERTY = str.maketrans(_KEDMANEE, _QWERTY)

_THAI_LETTER = re.compile("[ก-ฮะ-ฺเ-๎]")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_SPACES = re.compile(r"[^\S\n]+")
_TONE = "่-๋"
_REPAIRS = [
    (re.compile("เเ"), "แ"),  # two sara e typed for sara ae
    (re.compile(f"ํ([{_TONE}]?)า"), r"\1ำ"),  # nikhahit and sara aa typed for sara am
    (re.compile(f"([{_TONE}])ํา"), r"\1ำ"),
    (re.compile(f"ำ([{_TONE}])"), r"\1ำ"),  # tone mark typed after sara am
    (re.compile(f"([{_TONE}์็])([ัิ-ฺ])"), r"\2\1"),  # tone mark typed before the vowel
    (re.compile("([ัิ-ฺ็-๎ะาำ])\\1+"), r"\1"),  # the same mark twice
]


def to_arabic(s: str) -> str:
    """Thai digits as 0-9; everything else as it is."""
    return s.translate(_TO_ARABIC)


def to_thai_keys(s: str) -> str:
    """What the same keys give on the Thai (Kedmanee) layout: "l;ylfu" -> "สวัสดี"."""
    return s.translate(_TO_KEDMANEE)


def to_english_keys(s: str) -> str:
    """What the same keys give on the QWERTY layout: "ยฟหหะนพก" -> "passport" typed in Thai."""
    return s.translate(_TO_QWERTY)


def swap_keyboard(s: str) -> str:
    """The text as if typed with the keyboard in the other language: Thai to QWERTY, else QWERTY to Thai."""
    return to_english_keys(s) if has_thai(s) else to_thai_keys(s)


def has_thai(s: str) -> bool:
    """Whether there is a Thai letter, vowel or mark in it; digits and the baht sign are none."""
    return _THAI_LETTER.search(s) is not None


def normalise(s: str) -> str:
    """One spelling for what looks the same on screen.

    NFC; invisible characters and stray controls removed; runs of blanks made one space and the ends
    trimmed (line breaks stay); sara am composed; marks in writing order; doubled marks made one. Idempotent.
    """
    s = unicodedata.normalize("NFC", s.replace("\r\n", "\n").replace("\r", "\n"))
    s = _INVISIBLE.sub("", s)
    s = "".join(c for c in s if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    s = _SPACES.sub(" ", s).strip()
    while True:
        repaired = s
        for pattern, replacement in _REPAIRS:
            repaired = pattern.sub(replacement, repaired)
        repaired = unicodedata.normalize("NFC", repaired)
        if repaired == s:
            return s
        s = repaired


_LEADING = re.compile("([เ-ไ])([ก-ฮ])")
_MARKS = "็่้๊๋์ํ๎"
_ONLY_MARKS = re.compile(f"[{_MARKS}]")


def sort_key(s: str) -> str:
    """A string that sorts by plain code point (`<`, `COLLATE "C"`) as a Thai dictionary sorts the text.

    As in the dictionary of the Royal Society: a leading vowel counts after its consonant, tone marks and
    the other marks above decide only between words otherwise equal. Case and kind of digit do not count.
    """
    s = to_arabic(normalise(s)).casefold()
    bare = _LEADING.sub(r"\2\1", _ONLY_MARKS.sub("", s))
    marks, place = [], 0
    for c in s:
        if c in _MARKS:
            # A mark further right weighs less: words sort by their first difference.
            marks.append(f"{99999 - place:05d}{_MARKS.index(c)}")
        else:
            place += 1
    return bare + "\x01" + "".join(marks)


def baht_text(satang: int) -> str:
    """An amount in words as receipts and cheques write it: 2150 -> "ยี่สิบเอ็ดบาทห้าสิบสตางค์"."""
    sign = "ลบ" if satang < 0 else ""
    baht, rest = divmod(abs(satang), 100)
    words = f"{num_to_thaiword(baht)}บาท" if baht or not rest else ""
    return sign + words + (f"{num_to_thaiword(rest)}สตางค์" if rest else "ถ้วน")
