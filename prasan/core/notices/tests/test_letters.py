"""The texts of letters: both languages, nothing broken by missing or odd values, never a link in an SMS."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.core.notices.letters import Template, register, without_links, write
from prasan.core.notices.texts import SHIPPED

VALUES = {
    "number": "6911 0001 2345",
    "service": {"th": "ร้องเรียน", "en": "Complaint"},
    "state": {"th": "กำลังดำเนินการ", "en": "In progress"},
    "message": {"th": "ดูที่ https://evil.example/x ครับ", "en": "see evil.co.th/x now"},
    "url": "https://portal.example/my/cases/1",
    "due_at": "2026-11-23T09:30:00+00:00",
}


@pytest.mark.parametrize("name", sorted(SHIPPED))
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_letter_in_both_languages(name: str, lang: str) -> None:
    letter = write(name, VALUES, lang)
    assert "6911 0001 2345" in letter.subject
    assert letter.text.startswith({"th": "ร้องเรียน", "en": "Complaint"}[lang])
    assert "%(" not in letter.subject + letter.text + letter.short
    assert bool(re.search("[ก-๙]", letter.subject)) == (lang == "th")
    assert letter.url == VALUES["url"]


@pytest.mark.parametrize("name", [n for n, t in SHIPPED.items() if t.short])
def test_an_sms_has_the_number_and_no_link(name: str) -> None:
    for lang in ("th", "en"):
        short = write(name, VALUES, lang).short
        assert "6911 0001 2345" in short
        assert "http" not in short
        assert "evil" not in short


@given(
    st.text(max_size=40), st.sampled_from(["http://", "https://", "line://", "www."]), st.text(max_size=40)
)
def test_no_text_smuggles_a_link_into_an_sms(before: str, scheme: str, after: str) -> None:
    assert "://" not in without_links(before + scheme + after)
    assert "www." not in without_links(before + scheme + after)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("กดhttps://a.b/c เลย", "เลย"),
        ("ดู bit.ly/xyz นะ", "ดู นะ"),
        ("gov.in.th", ""),
        ("เวลา 10.30 น. วันที่ 1.2.2569", "เวลา 10.30 น. วันที่ 1.2.2569"),
    ],
)
def test_what_counts_as_a_link(text: str, left: str) -> None:
    assert without_links(text) == left


def test_times_are_written_for_the_reader() -> None:
    assert "2569" in write("case_overdue", VALUES, "th").text
    assert "2026" in write("case_overdue", VALUES, "en").text


def test_an_unknown_template_and_missing_values_still_make_a_letter() -> None:
    letter = write("nobody_knows", {"number": "1"}, "en")
    assert letter.subject == "News about case 1"
    assert letter.text == ""


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="case_opened"):
        register("case_opened", Template("other", "other"))
