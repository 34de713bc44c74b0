"""Sections of a law in the reader's language. A file writes them once, in Thai, as the law itself does."""

from __future__ import annotations

import re

# In this order: a longer word before one that it begins with.
_ENGLISH = (
    (r"(บัญชี|อัตรา)ค่าธรรมเนียม", "schedule of fees"),
    (r"มาตรา (?=\S+ (และ|ถึง)|\S+,)", "sections "),
    (r"มาตรา ", "section "),
    (r"ข้อ (?=\S+ (และ|ถึง)|\S+,)", "clauses "),
    (r"ข้อ ", "clause "),
    (r"วรรค", "paragraph "),
    (r"ตาม", "under "),
    (r"และ", "and"),
    (r"ถึง", "to"),
    (r"ทวิ", "bis"),
    (r"ตรี", "ter"),
    (r"จัตวา", "quater"),
    (r"\(ก\)", "(a)"),
    (r"\(ข\)", "(b)"),
    (r"\(ค\)", "(c)"),
)


def section_said(section: str, language: str) -> str:
    """The section as written, or for `en` with its Thai words in English: "มาตรา 14 และ 15" is
    "sections 14 and 15". Words it does not know stay as they are.
    """
    if language != "en":
        return section
    for thai, english in _ENGLISH:
        section = re.sub(thai, english, section)
    return section
