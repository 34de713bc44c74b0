"""Thai text, ids, dates and money."""

import uuid
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.foundation import dates, ids, money, thai
from prasan.foundation.unbroken import unbroken

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

THAI = st.text(st.sampled_from("กขคงจชดตนบปมยรลวสหอะาำิีึืุูเแโใไ็่้๊๋์ํๆฯ๐๑๙ ab1\u200b\r\n"), max_size=30)
DIGITS = st.text(st.sampled_from("0123456789"), min_size=1, max_size=20)


@given(THAI | st.text())
def test_normal_form_is_stable(s):
    once = thai.normalise(s)
    assert thai.normalise(once) == once


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("เเก้", "แก้"),
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ที้่", "ที้่"),  # two different marks are kept: nothing says which was meant
        ("ท่ี", "ที่"),
        ("ที่่", "ที่"),
        ("ประ\u200bชา\ufeffชน", "ประชาชน"),
        ("  ก  ข\r\nค ", "ก ข\nค"),
        ("ก\x00ข\x1b", "กข"),
    ],
)
def test_normal_form_repairs_what_looks_the_same(typed, meant):
    assert thai.normalise(typed) == meant


def test_keyboards():
    assert thai.swap_keyboard("l;ylfu") == "สวัสดี"
    assert thai.swap_keyboard("สวัสดี") == "l;ylfu"
    assert thai.swap_keyboard("ยฟหหไนพก") == "password"
    assert len(thai._QWERTY) == len(set(thai._QWERTY)) == len(set(thai._KEDMANEE)) == 94


@given(st.text(st.sampled_from(thai._QWERTY)))
def test_keyboards_there_and_back(s):
    assert thai.to_english_keys(thai.to_thai_keys(s)) == s


def test_dictionary_order():
    # The order of the Dictionary of the Royal Society.
    words = ["กก", "กฎ", "กระ", "กะ", "กา", "ก้า", "กำ", "กุ้ง", "เก", "เก่ง", "แก", "แก้", "โก", "ขา", "ไข่", "ฮา"]
    assert sorted(set(words), key=thai.sort_key) == words
    assert sorted(["แม่ฮ่องสอน", "เชียงใหม่", "กระบี่", "ตาก"], key=thai.sort_key) == [
        "กระบี่",
        "เชียงใหม่",
        "ตาก",
        "แม่ฮ่องสอน",
    ]
    assert thai.sort_key("ก") < thai.sort_key("ก ข")
    assert thai.sort_key("ห้อง ๑") == thai.sort_key("ห้อง 1")


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (100, "หนึ่งบาทถ้วน"),
        (2150, "ยี่สิบเอ็ดบาทห้าสิบสตางค์"),
        (25, "ยี่สิบห้าสตางค์"),
        (100_100, "หนึ่งพันเอ็ดบาทถ้วน"),
        (123_456_789, "หนึ่งล้านสองแสนสามหมื่นสี่พันห้าร้อยหกสิบเจ็ดบาทแปดสิบเก้าสตางค์"),
        (-100, "ลบหนึ่งบาทถ้วน"),
    ],
)
def test_baht_in_words(satang, words):
    assert thai.baht_text(satang) == words


@given(DIGITS)
def test_check_digit_finds_one_wrong_digit(digits):
    number = digits + ids.check_digit(digits)
    assert ids.valid(number)
    for place, digit in enumerate(number):
        wrong = str((int(digit) + 1 + place % 9) % 10)
        assert wrong == digit or not ids.valid(number[:place] + wrong + number[place + 1 :])


@given(st.integers(2500, 2699), st.integers(1, 12), st.integers(0, 10**7 - 1))
def test_case_numbers(year, month, running):
    number = ids.case_number(year, month, running)
    assert len(number) == 12
    assert ids.parse_case_number(ids.group_case_number(number).translate(THAI_DIGITS)) == number
    with pytest.raises(ValueError, match="not a case number"):
        ids.parse_case_number(number[:-1] + str((int(number[-1]) + 1) % 10))


def test_case_number_reads_as_groups():
    assert ids.group_case_number("691100012345") == "6911 0001 2345"
    for bad in ((2569, 13, 1), (2569, 0, 1), (2569, 1, 10**7), (69, 1, 1)):
        with pytest.raises(ValueError, match="does not fit"):
            ids.case_number(*bad)


def test_thai_id_numbers():
    assert ids.citizen_id_valid("1-1019-00001-08-5") == ids.citizen_id_valid("๑๑๐๑๙๐๐๐๐๑๐๘๕")
    good = next(
        f"110190000{n:03d}{d}" for n in range(1) for d in "0123456789" if ids._mod11(f"110190000{n:03d}{d}")
    )
    assert ids.citizen_id_valid(good)
    assert not ids.juristic_id_valid(good)
    assert not any(ids.citizen_id_valid(good[:-1] + d) for d in "0123456789" if d != good[-1])
    assert ids.juristic_id_valid("0107537000521")  # a listed company, from its public filing
    assert not ids.citizen_id_valid("1234")
    assert not ids.citizen_id_valid("")
    assert ids.mask_citizen_id("1101900000006") == "1-xxxx-xxxxx-00-6"


def test_uuid7_sorts_by_time():
    made = [ids.uuid7() for _ in range(50)]
    assert all(u.version == 7 and u.variant == uuid.RFC_4122 for u in made)
    assert len(set(made)) == 50
    assert [u.int >> 64 for u in made] == sorted(u.int >> 64 for u in made)


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("081-234-5678", "+66812345678"),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", "+66812345678"),
        ("+66 81 234 5678", "+66812345678"),
        ("+66 (0)81 234 5678", "+66812345678"),
        ("66812345678", "+66812345678"),
        ("02 123 4567", "+6621234567"),
    ],
)
def test_telephone_numbers(typed, e164):
    assert ids.normal_phone(typed) == e164
    assert ids.normal_phone(ids.show_phone(e164)) == e164


@pytest.mark.parametrize(
    "typed", ["1111", "", "0812345", "+44 20 7946 0958", "08123456789", "abc", "0112345678"]
)
def test_no_telephone_number(typed):
    with pytest.raises(ValueError, match="telephone"):
        ids.normal_phone(typed)


@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.sampled_from(["th", "en"]),
    st.sampled_from(["long", "short"]),
)
def test_dates_read_back(day, lang, style):
    text = dates.format_date(day, lang, style)
    assert dates.parse_date(text) == day
    assert dates.parse_date(text.translate(THAI_DIGITS)) == day


@pytest.mark.parametrize(
    "typed",
    ["14/11/2569", "14-11-2026", "14.11.2569", "2026-11-14", "2569-11-14", "๑๔ พฤศจิกายน พ.ศ. ๒๕๖๙",
     "วันเสาร์ที่ 14 พ.ย. 2569", "14 November 2026", "14 Nov, 2026", "14 พย 2569"],
)  # fmt: skip
def test_dates_as_typed(typed):
    assert dates.parse_date(typed) == date(2026, 11, 14)


@pytest.mark.parametrize(
    "typed", ["", "14/11/69", "31/2/2569", "14 นวัม 2569", "2569", "11/14/2569", "x", "1/1/9999"]
)
def test_no_date(typed):
    with pytest.raises(ValueError):
        dates.parse_date(typed)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_value_error(s):
    for parse in (dates.parse_date, money.parse_baht, ids.normal_phone, ids.parse_case_number):
        try:
            parse(s)
        except ValueError:
            continue


def test_years_turn_in_thailand():
    new_year = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert dates.be_year(new_year) == 2570
    assert dates.fiscal_year(date(2026, 9, 30)) == 2569
    assert dates.fiscal_year(date(2026, 10, 1)) == 2570
    assert dates.format_date(new_year, "th", "time") == "1 ม.ค. 2570 00.00 น."
    assert dates.format_date(new_year, "en", "time") == "1 Jan 2027, 00:00"
    with pytest.raises(ValueError, match="naive"):
        dates.be_year(datetime(2026, 1, 1))


@given(st.integers(0, money.MOST))
def test_money_reads_back(satang):
    assert money.parse_baht(money.baht(satang)) == satang
    assert money.parse_baht(money.baht(satang, "en").translate(THAI_DIGITS)) == satang


def test_money_as_written():
    assert money.baht(123450) == "1,234.50 บาท"
    assert money.baht(100, "en") == "1 baht"
    assert money.parse_baht("฿20.5") == 2050
    for bad in ("", "-5", "1,23", "1.234", "ten", "1e5", "1 000"):
        with pytest.raises(ValueError):
            money.parse_baht(bad)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("เรื่องเลขที่ 6911 0001 2345 เกินกำหนด", "เรื่องเลขที่ 6911~0001~2345 เกินกำหนด"),
        ("ภายใน 14 พ.ย. 2569 13.05 น.", "ภายใน 14~พ.ย.~2569 13.05~น."),
        ("in case 6911 0001 2345.", "in case 6911~0001~2345."),
        ("14 พฤศจิกายน 2569", "14~พฤศจิกายน~2569"),
        ("by 14 Nov 2026, 13:05", "by 14~Nov~2026, 13:05"),
        ("โทร. 08 1234 5678 หรือ 0 2123 4567", "โทร. 08~1234~5678 หรือ 0~2123~4567"),
        ("รวม 1,234.50 บาท ใน 15 วันทำการ", "รวม 1,234.50~บาท ใน 15~วันทำการ"),
        ("พ.ศ. 2546 มาตรา 38", "พ.ศ. 2546 มาตรา 38"),
    ],
)
def test_numbers_and_dates_stay_on_one_line(text, shown):
    assert unbroken(text) == shown.replace("~", "\u00a0")
    assert unbroken(unbroken(text)) == unbroken(text)
