"""How one answer is split into what inputs show, and read back from what was typed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from prasan.foundation import dates, ids, money, patterns, thai
from prasan.foundation.languages import current_language

from .field import Field, Kind

Parts = Mapping[str, str]  # suffix of the input ("" for a single one) -> text


class Wrong(ValueError):
    """The answer cannot be read; the message says why, in the reader's language."""


def _text(parts: Parts, field: Field) -> str:
    text = thai.normalise(parts[""])
    if field.kind is not Kind.MULTILINE:
        text = " ".join(text.split())
    most = min(field.max_length or patterns.LENGTH, patterns.LENGTH) if field.pattern else field.max_length
    if most and len(text) > most:
        raise Wrong(_("Use at most %(most)s characters") % {"most": most})
    if field.min_length and len(text) < field.min_length:
        raise Wrong(_("Write at least %(least)s characters") % {"least": field.min_length})
    if field.pattern and not patterns.matches(field.pattern, text):
        if field.help:
            raise Wrong(_("This does not have the form asked for: %(form)s") % {"form": field.help})
        raise Wrong(_("This does not have the form asked for"))
    return text


def _password(parts: Parts, field: Field) -> str:
    text = parts[""]  # as it was typed, blanks and all
    if field.max_length and len(text) > field.max_length:
        raise Wrong(_("Use at most %(most)s characters") % {"most": field.max_length})
    return text


def _email(parts: Parts, field: Field) -> str:
    text = parts[""].strip()
    try:
        validate_email(text)
    except ValidationError:
        raise Wrong(_("Write an e-mail address such as name@example.com")) from None
    return _text({"": text}, field)


def _uri(parts: Parts, field: Field) -> str:
    text = parts[""].strip()
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        raise Wrong(_("Write a web address that begins with https:// or http://")) from None
    return _text({"": text}, field)


def _phone(parts: Parts, field: Field) -> str:
    try:
        return ids.normal_phone(parts[""])
    except ValueError:
        raise Wrong(_("Write a Thai telephone number such as 08 1234 5678")) from None


def _citizen_id(parts: Parts, field: Field) -> str:
    if not ids.citizen_id_valid(parts[""]):
        raise Wrong(_("Check the 13 digits of the ID card number"))
    return ids.bare_id(parts[""])


def _juristic_id(parts: Parts, field: Field) -> str:
    if not ids.juristic_id_valid(parts[""]):
        raise Wrong(_("Check the 13 digits of the registration number"))
    return ids.bare_id(parts[""])


def _account(parts: Parts, field: Field) -> str:
    digits = ids.bare_id(parts[""])
    if not 10 <= len(digits) <= 15:
        raise Wrong(_("Write the account number, 10 to 15 digits"))
    return digits


def _money(parts: Parts, field: Field) -> int:
    try:
        satang = money.parse_baht(parts[""])
    except ValueError:
        raise Wrong(_("Write an amount in baht such as 1,250.50")) from None
    language = current_language()
    if field.minimum is not None and satang < field.minimum:
        raise Wrong(_("The least is %(amount)s") % {"amount": money.baht(int(field.minimum), language)})
    if field.maximum is not None and satang > field.maximum:
        raise Wrong(_("The most is %(amount)s") % {"amount": money.baht(int(field.maximum), language)})
    return satang


_INTEGER = re.compile(r"-?\d{1,15}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)


def _integer(parts: Parts, field: Field) -> int:
    text = thai.to_arabic(parts[""]).strip().replace(",", "")
    if not _INTEGER.fullmatch(text):
        raise Wrong(_("Write a whole number such as 12"))
    return int(_within(int(text), field))


def _number(parts: Parts, field: Field) -> float:
    text = thai.to_arabic(parts[""]).strip().replace(",", "")
    if not _NUMBER.fullmatch(text):
        raise Wrong(_("Write a number such as 12.5"))
    value = float(text)
    return _within(int(value) if math.isfinite(value) and value.is_integer() else value, field)


def _within(value: float, field: Field) -> float:
    if field.minimum is not None and value < field.minimum:
        raise Wrong(_("The least is %(amount)s") % {"amount": f"{field.minimum:,}"})
    if field.maximum is not None and value > field.maximum:
        raise Wrong(_("The most is %(amount)s") % {"amount": f"{field.maximum:,}"})
    return value


def _date(parts: Parts, field: Field) -> str:
    day, month, year = (thai.to_arabic(parts[s]).strip() for s in (".day", ".month", ".year"))
    if not (day and month and year):
        raise Wrong(_("Give the day, the month and the year"))
    if re.fullmatch(r"\d{2}", year, re.ASCII):
        raise Wrong(_("Write the year in full, such as 2569"))
    try:
        return dates.make_date(int(year), int(month), int(day)).isoformat()
    except (ValueError, OverflowError):
        raise Wrong(_("There is no such date; check the day, the month and the year")) from None


_TIME = re.compile(r"([01]?\d|2[0-3])[.:]?([0-5]\d)", re.ASCII)


def _time(parts: Parts, field: Field) -> str:
    text = re.sub(r"\s*(น\.?|นาฬิกา)$", "", thai.to_arabic(parts[""]).strip())
    found = _TIME.fullmatch(text)
    if not found:
        raise Wrong(_("Write a time of day such as 13.05"))
    return f"{int(found[1]):02d}:{found[2]}"


JOIN: dict[Kind, Callable[[Parts, Field], Any]] = {
    Kind.TEXT: _text,
    Kind.MULTILINE: _text,
    Kind.EMAIL: _email,
    Kind.PASSWORD: _password,
    Kind.PHONE: _phone,
    Kind.URI: _uri,
    Kind.CITIZEN_ID: _citizen_id,
    Kind.JURISTIC_ID: _juristic_id,
    Kind.ACCOUNT: _account,
    Kind.MONEY: _money,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TIME: _time,
}


def suffixes(kind: Kind) -> tuple[str, ...]:
    """The inputs of a kind that is written, not chosen."""
    return (".day", ".month", ".year") if kind is Kind.DATE else ("",)


def split(kind: Kind, value: Any) -> dict[str, str]:
    """What the inputs show for a stored value (None: nothing)."""
    if value is None or value == "":
        return dict.fromkeys(suffixes(kind), "")
    if kind is Kind.DATE:
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            return dict.fromkeys(suffixes(kind), "")
        year = dates.be_year(day) if current_language() == "th" else day.year
        return {".day": str(day.day), ".month": str(day.month), ".year": str(year)}
    if kind is Kind.MONEY:
        return {"": money.amount(int(value))}
    if kind is Kind.PHONE:
        return {"": ids.show_phone(str(value))}
    if kind is Kind.CITIZEN_ID or kind is Kind.JURISTIC_ID:
        text = str(value)
        return {"": f"{text[0]} {text[1:5]} {text[5:10]} {text[10:12]} {text[12:]}".strip()}
    if kind is Kind.TIME:
        return {"": str(value).replace(":", ".") if current_language() == "th" else str(value)}
    return {"": str(value)}


def shown(field: Field) -> dict[str, str]:
    """What the inputs of a written answer show: what was typed, else the stored value."""
    if field.raw is None:
        return split(field.kind, field.value)
    return {s: (field.raw.get(field.name + s) or [""])[-1] for s in suffixes(field.kind)}
