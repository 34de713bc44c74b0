"""How a cell of a table is shown."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

register = template.Library()
LONGEST = 200


@register.filter
def is_number(value: Any) -> bool:
    """Whether the cell holds a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


@register.filter
def as_cell(value: Any) -> str:
    """The cell as text; numbers as they are in the file, for a year or a code has no thousands."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("true") if value else _("false")
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.2f}"
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
