"""Small tags and filters of the pages."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString

from prasan.foundation import dates, ids, money
from prasan.foundation.languages import current_language
from prasan.foundation.unbroken import unbroken
from prasan.look import icons
from prasan.look.fields import Field, Kind, groups, kinds, places

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon: `{% icon "phone" %}`."""
    return icons.icon(name)


@register.filter
def banner_kind(tags: str) -> str:
    """The kind of banner for a message's tags: info, success, warning or error."""
    return next((kind for kind in ("error", "warning", "success") if kind in tags.split()), "info")


# --- how values are written ---------------------------------------------------------------------------


@register.filter
def day(value: date | datetime | None, style: str = "long") -> str:
    """A date in the reader's language and era: `{{ case.opened|day }}`, `{{ case.opened|day:"time" }}`."""
    return unbroken(dates.format_date(value, current_language(), style)) if value else ""


@register.filter
def baht(satang: int | None) -> str:
    """An amount of money with its unit."""
    return "" if satang is None else unbroken(money.baht(satang, current_language()))


@register.filter
def case_number(number: str) -> str:
    """A case number in groups of four, as it is read aloud."""
    return unbroken(ids.group_case_number(number))


@register.filter
def phone(e164: str) -> str:
    """A telephone number as people write it."""
    return unbroken(ids.show_phone(e164))


@register.filter(is_safe=True)
@stringfilter
def whole(text: str) -> str:
    """A text in which no number, date or amount breaks across lines: `{{ line.body|whole }}`."""
    return unbroken(text)


# --- the parts of questions ---------------------------------------------------------------------------


@register.simple_tag
def shown(field: Field, suffix: str = "") -> str:
    """What an input shows: what was typed, else the stored value."""
    return "" if field.kind is Kind.PASSWORD else kinds.shown(field)[suffix]  # a secret is typed again


@register.simple_tag
def months() -> list[tuple[str, str]]:
    """Number and name of every month in the reader's language."""
    language = current_language()
    return [(str(n), dates.format_date(date(2000, n, 1), language).split()[1]) for n in range(1, 13)]


@register.simple_tag
def chosen_month(field: Field) -> str:
    """The month of a date as its plain number."""
    return kinds.shown(field)[".month"].lstrip("0")


@register.simple_tag
def place_steps(field: Field) -> list[places.Step]:
    """The selects of a place, one for each level."""
    return places.steps(field)


@register.simple_tag
def address_parts(field: Field) -> list[Field]:
    """The questions of an address."""
    return groups.address_parts(field)


@register.simple_tag
def repeat_rows(field: Field) -> list[list[Field]]:
    """The questions of every item of a repeat."""
    return groups.rows(field)
