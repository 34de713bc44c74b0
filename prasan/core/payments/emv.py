"""PromptPay's QR text: EMVCo merchant-presented, tag-length-value with a checksum at the end.

Sources: EMVCo QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1; Thai QR Payment
Standard of the Bank of Thailand and the Thai Bankers' Association (tag 29 credit transfer, tag 30 bill
payment).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prasan.foundation.ids import bare_id, normal_phone

Pairs = Sequence[tuple[str, str]]
TRANSFER, BILL = "A000000677010111", "A000000677010112"
_REF = re.compile(r"[A-Z0-9]{1,20}")
_AMOUNT = re.compile(r"(\d{1,10})\.(\d{2})")


@dataclass(frozen=True)
class Bill:
    """What a bill-payment QR says. biller: 15 digits; amount: satang, None when the payer fills it in."""

    biller: str
    ref1: str
    ref2: str
    amount: int | None


def bill_payment(bill: Bill) -> str:
    """The text of a bill-payment QR. Raises ValueError when a part does not fit."""
    if not (len(bill.biller) == 15 and bill.biller.isascii() and bill.biller.isdigit()):
        raise ValueError("a biller id has 15 digits")
    if not (_REF.fullmatch(bill.ref1) and _REF.fullmatch(bill.ref2)):
        raise ValueError("a reference has 1 to 20 capital letters and digits")
    merchant = encode([("00", BILL), ("01", bill.biller), ("02", bill.ref1), ("03", bill.ref2)])
    return _text("30", merchant, bill.amount)


def credit_transfer(proxy: str, amount: int | None = None) -> str:
    """The text of a transfer to a person or company by PromptPay number.

    proxy: a telephone number, or a 13-digit citizen or tax id. Raises ValueError for anything else.
    """
    kind, number = _proxy(proxy)
    return _text("29", encode([("00", TRANSFER), (kind, number)]), amount)


def _proxy(proxy: str) -> tuple[str, str]:
    """Sub-tag and number of a PromptPay proxy. Raises ValueError."""
    if len(digits := bare_id(proxy)) == 13:
        return "02", digits
    return "01", "00" + normal_phone(proxy).removeprefix("+")


def read_bill(text: str) -> Bill:
    """A bill-payment QR's parts. Raises ValueError for another kind of QR or a wrong checksum."""
    outer = dict(check(text))
    merchant = dict(decode(outer.get("30", "")))
    if merchant.get("00") != BILL or outer.get("53") != "764":
        raise ValueError("not a Thai bill payment")
    amount = None
    if "54" in outer:
        found = _AMOUNT.fullmatch(outer["54"])
        if not found:
            raise ValueError("not an amount")
        amount = int(found[1]) * 100 + int(found[2])
    return Bill(merchant.get("01", ""), merchant.get("02", ""), merchant.get("03", ""), amount)


def encode(pairs: Pairs) -> str:
    """Tag-length-value. Raises ValueError for a value over 99 characters."""
    parts = []
    for tag, value in pairs:
        if len(value) > 99:
            raise ValueError(f"the value of {tag} is too long")
        parts.append(f"{tag}{len(value):02d}{value}")
    return "".join(parts)


def decode(text: str) -> list[tuple[str, str]]:
    """The pairs of a tag-length-value text. Raises ValueError when it does not come out even."""
    pairs, at = [], 0
    while at < len(text):
        head = text[at : at + 4]
        if len(head) < 4 or not (head.isascii() and head.isdigit()):
            raise ValueError("not a tag and a length")
        end = at + 4 + int(head[2:])
        if end > len(text):
            raise ValueError("a value is cut off")
        pairs.append((head[:2], text[at + 4 : end]))
        at = end
    return pairs


def check(text: str) -> list[tuple[str, str]]:
    """`decode` of a whole QR text whose checksum holds. Raises ValueError."""
    pairs = decode(text)
    if not pairs or pairs[-1][0] != "63" or pairs[-1][1].upper() != crc(text[:-4]):
        raise ValueError("the checksum is wrong")
    return pairs[:-1]


def crc(text: str) -> str:
    """CRC-16/CCITT-FALSE as four capital hexadecimal digits."""
    value = 0xFFFF
    for byte in text.encode():
        value ^= byte << 8
        for _bit in range(8):
            value = (value << 1 ^ 0x1021) & 0xFFFF if value & 0x8000 else value << 1
    return f"{value:04X}"


def _text(tag: str, merchant: str, amount: int | None) -> str:
    pairs = [
        ("00", "01"),
        ("01", "11" if amount is None else "12"),
        (tag, merchant),
        ("58", "TH"),
        ("53", "764"),
    ]
    if amount is not None:
        if not 0 < amount < 10**12:
            raise ValueError("the amount does not fit")
        pairs.append(("54", f"{amount // 100}.{amount % 100:02d}"))
    body = encode(pairs) + "6304"
    return body + crc(body)
