"""Words, sounds and keyboards: what a text is found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.core.search import service as search
from prasan.core.search.everyday import _phrases
from prasan.core.search.sound import grams, skeleton


def test_compounds_come_with_their_parts():
    assert search.tokens("ขอคัดทะเบียนบ้าน ๒ ฉบับ") == ["ขอ", "คัด", "ทะเบียนบ้าน", "ทะเบียน", "บ้าน", "2", "ฉบับ"]
    assert search.tokens("Street Lights, policies!") == ["street", "light", "policy"]
    assert search.tokens("registration") == ["registration", "regist"]
    assert search.tokens(" ...  \n") == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("สูติบัตร", "สุติบัตร"), ("ใบอนุญาต", "ไบอณุยาต"), ("พาสปอร์ต", "พาสปอต"), ("กรรม", "กันม"), ("น้ำ", "นํ้า"),
     ("ก๋วยเตี๋ยว", "กวยเตียว")],
)  # fmt: skip
def test_what_sounds_alike_has_one_skeleton(right, wrong):
    assert skeleton(right) == skeleton(wrong)


def test_case_tokens_leave_out_what_says_nothing():
    tokens = search.case_tokens("อยากให้ช่วยซ่อมไฟถนนหน้าหมู่บ้าน 12 ค่ะ")
    assert {"ซ่อม", "ไฟ", "ถนน", "หมู่บ้าน", "บ้าน", "12"} <= set(tokens)
    assert not {"อยาก", "ค่ะ", "ให้"} & set(tokens)
    assert tokens == sorted(set(tokens))


@given(st.text(st.sampled_from("ถนนไฟดับหมู่บ้านทะเบียนซ่อม ab1่้ ์"), max_size=60))
def test_a_text_matches_the_query_that_is_its_words(text):
    assert set(search.case_query(text)) <= set(search.case_tokens(text))


def test_a_rare_compound_is_sought_by_its_parts_and_a_common_one_whole():
    assert search.case_query("ไฟถนนดับครับ") == ["ดับ", "ถนน", "ไฟ"]
    assert search.case_query("ประกัน") == ["ประกัน"]
    assert search.case_query("อยากได้ครับ") == []


@given(st.text(max_size=200))
def test_any_text_has_tokens(text):
    assert all(token.strip() for token in search.tokens(text))
    assert all(1 <= len(gram) <= 3 for gram in grams(text))
    search.case_query(text)


def test_ambiguous_text_takes_no_long_time():
    assert len(search.tokens("กา" * 10_000)) > 0
    assert len(search.case_tokens("ตากลม" * 5_000)) <= 400


def test_the_table_of_everyday_words_is_sound():
    seen = [said for said, _, _ in _phrases()]
    assert len(seen) == len(set(seen))
    assert all(called and all(called) for _, _, called in _phrases())
