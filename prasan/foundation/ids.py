"""Numbers people read to each other: check digits, case numbers, Thai id numbers, telephone numbers."""

from __future__ import annotations

import os
import re
import time
import uuid

from .thai import to_arabic

_SEPARATORS = re.compile(r"[\s\-–.()]")


def check_digit(digits: str) -> str:
    """The ISO/IEC 7064 MOD 11,10 check digit of a string of digits.

    It finds every single wrong digit and nearly every swap of neighbours. Raises ValueError on anything
    but ASCII digits.
    """
    if not _digits(digits):
        raise ValueError("digits only")
    product = 10
    for d in digits:
        product = ((product + int(d)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def valid(digits: str) -> bool:
    """Whether the last digit is the check digit of the ones before it."""
    return len(digits) > 1 and _digits(digits) and check_digit(digits[:-1]) == digits[-1]


RUNNING = 10**7  # running numbers of a month; then they begin anew


def case_number(year_be: int, month: int, running: int) -> str:
    """A case number, 12 digits: two of the Buddhist year, two of the month, seven running, one check digit.

    Raises ValueError when a part does not fit.
    """
    if not (1 <= month <= 12 and 0 <= running < RUNNING and 2400 <= year_be <= 9999):
        raise ValueError("year, month or running number does not fit a case number")
    digits = f"{year_be % 100:02d}{month:02d}{running:07d}"
    return digits + check_digit(digits)


def group_case_number(number: str) -> str:
    """As it is printed and read aloud: "691100012345" -> "6911 0001 2345"."""
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def parse_case_number(text: str) -> str:
    """The 12 digits from what a person typed (groups, dashes, Thai digits).

    Raises ValueError when it is not a case number or a digit is wrong.
    """
    digits = _SEPARATORS.sub("", to_arabic(text))
    if len(digits) != 12 or not valid(digits) or not 1 <= int(digits[2:4]) <= 12:
        raise ValueError("not a case number")
    return digits


def case_numbers_from(text: str) -> tuple[str, str] | None:
    """The least and the greatest case number that begin with the four or more digits a person typed.

    Both are the same for a whole number. None for what no case number begins with.
    """
    digits = _SEPARATORS.sub("", to_arabic(text))
    if not (4 <= len(digits) <= 12 and _digits(digits) and 1 <= int(digits[2:4]) <= 12):
        return None
    return digits.ljust(12, "0"), digits.ljust(12, "9")


def citizen_id_valid(s: str) -> bool:
    """Whether this is a well-formed 13-digit Thai personal number (check digit of the Department of
    Provincial Administration, modulo 11). Blanks, dashes and Thai digits are understood."""
    digits = bare_id(s)
    return len(digits) == 13 and digits[0] != "9" and _mod11(digits)


def citizen_check_digit(digits: str) -> str:
    """The last digit of a Thai personal number from the twelve before it."""
    return str((11 - sum(int(d) * (13 - i) for i, d in enumerate(digits)) % 11) % 10)


def juristic_id_valid(s: str) -> bool:
    """Whether this is a well-formed 13-digit number of a juristic person; they begin with 0."""
    digits = bare_id(s)
    return len(digits) == 13 and digits[0] == "0" and _mod11(digits)


def bare_id(s: str) -> str:
    """The digits of an id number as typed; "" when there is anything else in it."""
    digits = _SEPARATORS.sub("", to_arabic(s))
    return digits if _digits(digits) else ""


def show_citizen_id(s: str) -> str:
    """As the card shows it: "1-2345-67890-12-1"; anything that is no such number as it is."""
    digits = bare_id(s)
    if len(digits) != 13:
        return s
    return f"{digits[0]}-{digits[1:5]}-{digits[5:10]}-{digits[10:12]}-{digits[12]}"


def mask_citizen_id(s: str) -> str:
    """As screens and letters show it: "1-xxxx-xxxxx-12-1"."""
    digits = bare_id(s)
    if len(digits) != 13:
        return "x" * len(s)
    return f"{digits[0]}-xxxx-xxxxx-{digits[10:12]}-{digits[12]}"


def uuid7() -> uuid.UUID:
    """A UUID version 7 (RFC 9562): sorts by the time it was made, so that indexes grow at their end.

    Twelve bits after the millisecond hold its fraction (method 3), the other 62 bits are random.
    """
    ns = time.time_ns()
    ms, fraction = ns // 1_000_000, (ns % 1_000_000) * 4096 // 1_000_000
    random = int.from_bytes(os.urandom(8)) >> 2
    return uuid.UUID(int=(ms & (1 << 48) - 1) << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | random)


def normal_phone(s: str) -> str:
    """A Thai telephone number in E.164: "081-234-5678" -> "+66812345678".

    Mobile numbers (06, 08, 09) have nine digits after the 0, fixed lines (02 to 05, 07) eight. Raises
    ValueError for anything else, short numbers such as 1111 and foreign numbers among them.
    """
    digits = _SEPARATORS.sub("", to_arabic(s))
    for prefix in ("+660", "+66", "0066"):
        if digits.startswith(prefix):
            digits = "0" + digits[len(prefix) :]
            break
    else:
        if re.fullmatch(r"66\d{8,9}", digits):
            digits = "0" + digits[2:]
    if not re.fullmatch(r"0(?:[689]\d{8}|[23457]\d{7})", digits, flags=re.ASCII):
        raise ValueError("not a Thai telephone number")
    return "+66" + digits[1:]


def show_phone(e164: str) -> str:
    """As people write it: "+66812345678" -> "08 1234 5678", "+6621234567" -> "0 2123 4567"."""
    if not e164.startswith("+66"):
        return e164
    digits = "0" + e164[3:]
    head = len(digits) - 8
    return f"{digits[:head]} {digits[head : head + 4]} {digits[head + 4 :]}"


def _digits(s: str) -> bool:
    return s.isascii() and s.isdigit()


def _mod11(digits: str) -> bool:
    return citizen_check_digit(digits[:12]) == digits[12]
