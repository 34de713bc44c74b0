"""Words of a text: nothing lost, nothing repeated, no text takes long."""

from __future__ import annotations

import importlib.metadata
import time

import nlpo3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.foundation.segmentation import WINDOW, segment

DICTIONARY = "test-segmentation"
LETTER = (
    "หนังสือฉบับนี้ให้ไว้เพื่อแสดงว่านายสมชายใจดีมีชื่ออยู่ในทะเบียนบ้านเลขที่เก้าสิบเก้าถนนราชดำเนินแขวงพระบรมมหาราชวัง"
    "เขตพระนครกรุงเทพมหานครทั้งนี้ให้ใช้ได้ภายในกำหนดเก้าสิบวันนับแต่วันที่ออกหนังสือน้ำใจปู่ย่าตายาย"
)


@pytest.fixture(scope="module", autouse=True)
def dictionary() -> None:
    path = importlib.metadata.distribution("pythainlp").locate_file("pythainlp/corpus/words_th.txt")
    nlpo3.load_dict(str(path), DICTIONARY)


@given(st.text(alphabet=st.sampled_from("กขคงจชดตทนบปพมยรลวสหอะาิีึืุูเแโใไ่้๊๋์ำๆ ab1"), max_size=4 * WINDOW))
def test_joined_they_are_the_text(text: str) -> None:
    assert "".join(segment(text, DICTIONARY)) == text


@pytest.mark.parametrize("times", [1, 5, 40])
def test_a_long_letter_is_cut_as_a_short_one(times: int) -> None:
    words = list(segment(LETTER * times, DICTIONARY))
    assert "".join(words) == LETTER * times
    once = list(nlpo3.segment(LETTER, DICTIONARY))
    assert words.count("กรุงเทพมหานคร") == times
    assert len(words) == len(once) * times


@pytest.mark.parametrize("word", ["รอก", "กอง", "ตากลม", "า", "ๆ"])
def test_no_text_takes_long(word: str) -> None:
    start = time.monotonic()
    list(segment(word * (20_000 // len(word)), DICTIONARY))
    assert time.monotonic() - start < 10  # without the window: minutes
