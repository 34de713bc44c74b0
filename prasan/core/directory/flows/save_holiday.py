"""An administrator adds a public holiday by cabinet resolution, renames one, or takes one back."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid, NotFound
from prasan.foundation.thai import normalise

from ..memory import edited
from ..models import Holiday


def save_holiday(date: datetime.date, name_th: str, name_en: str) -> Holiday:
    """Make this day a public holiday; every running clock counts with it from now on. Raises Invalid."""
    names = {"name_th": normalise(name_th), "name_en": normalise(name_en)}
    if missing := {field: _("Enter a name.") for field, name in names.items() if not name}:
        raise Invalid(fields=missing)
    if too_long := {field: _("At most 200 characters.") for field, name in names.items() if len(name) > 200}:
        raise Invalid(fields=too_long)
    made, _new = Holiday.objects.update_or_create(
        date=date, defaults={**names, "removed": False, "edited": True}
    )
    edited()
    return made


def remove_holiday(date: datetime.date) -> None:
    """Make this day a working day after all. Raises NotFound."""
    if not Holiday.objects.filter(date=date, removed=False).update(removed=True, edited=True):
        raise NotFound(_("This day is not a public holiday."), code="no_holiday")
    edited()
