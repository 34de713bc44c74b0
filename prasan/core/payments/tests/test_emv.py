"""PromptPay's QR text."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.core.payments.emv import (
    Bill,
    bill_payment,
    check,
    crc,
    credit_transfer,
    decode,
    encode,
    read_bill,
)

refs = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=20)
bills = st.builds(
    Bill,
    biller=st.text(string.digits, min_size=15, max_size=15),
    ref1=refs,
    ref2=refs,
    amount=st.none() | st.integers(1, 10**12 - 1),
)


def test_the_checksum_is_crc_16_ccitt_false() -> None:
    assert crc("123456789") == "29B1"  # the check value every catalogue of CRCs gives


def test_texts_known_to_be_read_by_banks() -> None:
    """Published examples of PromptPay texts for a telephone number, without and with an amount."""
    assert credit_transfer("0801234567") == (
        "00020101021129370016A000000677010111011300668012345675802TH530376463046197"
    )
    assert credit_transfer("0801234567", 422).startswith(
        "00020101021229370016A000000677010111011300668012345675802TH530376454044.226304"
    )


@given(bills)
def test_a_bill_reads_back(bill: Bill) -> None:
    assert read_bill(bill_payment(bill)) == bill


@given(st.lists(st.tuples(st.integers(0, 99).map(lambda n: f"{n:02d}"), st.text(max_size=99))))
def test_tag_length_value_round_trip(pairs: list[tuple[str, str]]) -> None:
    assert decode(encode(pairs)) == pairs


@given(bills, st.integers(0), st.sampled_from(string.ascii_uppercase + string.digits))
def test_no_single_wrong_character_passes(bill: Bill, place: int, wrong: str) -> None:
    text = bill_payment(bill)
    place %= len(text)
    if text[place] != wrong:
        with pytest.raises(ValueError, match=r"."):
            check(text[:place] + wrong + text[place + 1 :])


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_bill(text)
    except ValueError:
        return
    pytest.fail("an arbitrary text passed for a bill")


@pytest.mark.parametrize(
    "bill",
    [
        Bill("123", "A", "B", 1),
        Bill("1" * 15, "", "B", 1),
        Bill("1" * 15, "a", "B", 1),
        Bill("1" * 15, "A", "B" * 21, 1),
        Bill("1" * 15, "A", "B", 0),
    ],
)
def test_what_does_not_fit_is_refused(bill: Bill) -> None:
    with pytest.raises(ValueError, match=r"."):
        bill_payment(bill)


def test_a_citizen_id_is_a_proxy_too() -> None:
    assert "0213" + "1101700203451" in credit_transfer("1-1017-00203-45-1", 100)
