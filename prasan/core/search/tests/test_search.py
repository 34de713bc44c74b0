"""Entries are found by people's own words, and every process sees a change."""

import pytest
from django.db import IntegrityError, transaction

from prasan.core.search import service as search
from prasan.foundation.thai import swap_keyboard

pytestmark = pytest.mark.django_db

ENTRIES = {
    "house-copy": ("ขอคัดสำเนาทะเบียนบ้าน\nCopy of house registration", "สำเนารายการในทะเบียนบ้านที่รับรองแล้ว", ""),
    "marriage": ("จดทะเบียนสมรส\nMarriage registration", "คู่สมรสจดทะเบียนที่สำนักทะเบียน", ""),
    "food": ("แจ้งจัดตั้งสถานที่จำหน่ายอาหาร\nFood premises", "ผู้ประกอบกิจการแจ้งต่อท้องถิ่น", ""),
    "scam": ("แจ้งเหตุถูกหลอกลวงทางออนไลน์\nReport an online scam", "ระงับบัญชีธนาคารของมิจฉาชีพ", "โอนเงิน"),
    "hotspot": ("แจ้งอินเทอร์เน็ตหมู่บ้านขัดข้อง\nVillage hotspot fault", "จุดบริการอินเทอร์เน็ตสาธารณะใช้ไม่ได้", ""),
    "old-age": ("ลงทะเบียนเบี้ยยังชีพผู้สูงอายุ\nOld-age allowance", "ผู้มีอายุ 60 ปีขึ้นไป", ""),
}  # fmt: skip


@pytest.fixture
def catalogue():
    for key, (title, summary, keywords) in ENTRIES.items():
        search.index("service", key, title=title, summary=summary, keywords=keywords)


PLAIN = [
    ("ทะเบียนบ้าน", "house-copy"),
    ("สมุดเล่มน้ำเงิน", "house-copy"),
    ("จะแต่งงาน", "marriage"),
    ("จดทะเบียนสมรด", "marriage"),  # misspelt
    ("เปิดร้านก๋วยเตี๋ยว", "food"),
    ("โดนหลอกโอนเงิน", "scam"),
    ("เน็ตหมู่บ้านเสีย", "hotspot"),
    ("เงินคนแก่", "old-age"),
    ("อายุ ๖๐ ปี", "old-age"),
    ("online scams", "scam"),
    ("villge hotspot", "hotspot"),  # misspelt
]


@pytest.mark.parametrize(("query", "key"), PLAIN)
def test_people_find_it_by_their_own_words(catalogue, query, key):
    assert search.find("service", query)[0].key == key


@pytest.mark.parametrize(("query", "key"), PLAIN)
def test_the_wrong_keyboard_is_understood(catalogue, query, key):
    found = search.search("service", swap_keyboard(query))
    assert found.hits[0].key == key
    assert found.understood == query


@pytest.mark.parametrize(
    "query",
    [
        "อยากฆ่าตัวตาย",
        "อยากฆาตัวตาย",
        "ไม่อยากมีชีวิตอยู่",
        "เพื่อนจะฆ่าตัวตาย",
        "I want to die",
        swap_keyboard("อยากฆ่าตัวตาย"),
    ],
)
def test_whose_life_is_in_danger_is_shown_help_alone(catalogue, query):
    search.index("service", "will", title="ทำพินัยกรรม\nMake a will", keywords="เตรียมตัวตาย ชีวิต")
    search.index("service", "1323", title="สายด่วนสุขภาพจิต 1323", keywords="ซึมเศร้า")
    assert [hit.key for hit in search.find("service", query)] == ["1323"]
    assert search.find("service", "เตรียมตัวตาย")[0].key == "will"


def test_numbers_stay_on_the_other_keyboard(catalogue):
    found = search.search("service", f"{swap_keyboard('ผู้มีอายุ')} 60 {swap_keyboard('ปี')}")
    assert found.understood == "ผู้มีอายุ 60 ปี"
    assert found.hits[0].key == "old-age"


def test_the_right_keyboard_is_left_alone(catalogue):
    assert search.search("service", "ทะเบียนบ้าน").understood == ""
    assert search.search("service", "scam").understood == ""


@pytest.mark.parametrize("query", ["", "   ", "!!!", "\x00", "qqqq zzzz", "๏๛", "\u200b", "ขอ", "\ud800"])
def test_odd_queries_find_nothing_and_break_nothing(catalogue, query):
    assert search.find("service", query) == [] or query == "ขอ"


def test_an_entry_changes_and_goes(catalogue):
    search.index("service", "marriage", title="จดทะเบียนหย่า")
    assert search.find("service", "หย่า")[0].key == "marriage"
    assert "marriage" not in [h.key for h in search.find("service", "สมรส")]
    search.remove("service", "marriage")
    search.remove("service", "marriage")
    assert search.find("service", "หย่า") == []


def test_what_is_rolled_back_is_not_found(catalogue):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        search.index("service", "gun", title="ใบอนุญาตอาวุธปืน")
        assert search.find("service", "อาวุธปืน")
        raise ZeroDivisionError
    assert search.find("service", "อาวุธปืน") == []


def test_kinds_do_not_mix(catalogue):
    search.index("article", "a1", title="ความรู้เรื่องทะเบียนบ้าน")
    assert [h.key for h in search.find("article", "ทะเบียนบ้าน")] == ["a1"]
    assert search.find("nothing", "ทะเบียนบ้าน") == []


def test_boost_decides_between_equals():
    for key, boost in (("a", 1.0), ("b", 2.0)):
        search.index("service", key, title="ขอหนังสือรับรอง", boost=boost)
    assert [h.key for h in search.find("service", "หนังสือรับรอง")] == ["b", "a"]
    with pytest.raises(IntegrityError), transaction.atomic():
        search.index("service", "c", title="x", boost=0)


def test_a_search_in_memory_is_one_query(catalogue, django_assert_num_queries):
    search.find("service", "ทะเบียน")
    with django_assert_num_queries(1):
        search.find("service", "สมรส")
