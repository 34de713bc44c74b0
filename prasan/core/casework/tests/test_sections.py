"""Sections of laws in English."""

import re
from pathlib import Path

import pytest

import prasan
from prasan.core.casework import service as casework

MISSIONS = Path(prasan.__file__).parent / "missions"


@pytest.mark.parametrize(
    ("thai", "english"),
    [
        ("มาตรา 38", "section 38"),
        ("มาตรา 14 และ 15", "sections 14 and 15"),
        ("มาตรา 30 ถึง 36", "sections 30 to 36"),
        ("มาตรา 9, 44 และ 46", "sections 9, 44 and 46"),
        ("มาตรา 39 ทวิ", "section 39 bis"),
        ("มาตรา 35 (3)", "section 35 (3)"),
        ("ตามมาตรา 6 และ 7", "under sections 6 and 7"),
        ("ข้อ 2", "clause 2"),
        ("", ""),
    ],
)
def test_sections_are_said_in_english(thai, english):
    assert casework.section_said(thai, "en") == english
    assert casework.section_said(thai, "th") == thai


def test_every_shipped_section_is_said_wholly_in_english():
    written = {
        section.strip(' "')
        for path in MISSIONS.glob("*/services/**/*.yaml")
        for section in re.findall(r'section: ("[^"]*"|[^}"\n]*)', path.read_text("utf-8"))
    }
    assert len(written) > 50
    assert [s for s in written if re.search(r"[\u0e00-\u0e7f]", casework.section_said(s, "en"))] == []
