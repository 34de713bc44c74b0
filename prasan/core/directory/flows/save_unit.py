"""An administrator adds a unit to an agency, changes it, or closes it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid
from prasan.foundation.thai import normalise

from ..memory import edited
from ..models import Agency, Place, Unit
from .save_agency import clean


def save_unit(
    address: str,
    *,
    name_th: str | None = None,
    name_en: str | None = None,
    place: str | None = None,
    closed: bool | None = None,
) -> Unit:
    """Make the unit "agency-code/unit-code", or change what is named of it.

    A closed unit takes no new work; its history stays. Raises Invalid.
    """
    agency_code, _slash, code = address.partition("/")
    agency = Agency.objects.filter(code=agency_code).first()
    if agency is None:
        raise Invalid(fields={"agency": _("There is no such agency.")})
    made = Unit.objects.filter(agency=agency, code=code).first() or Unit(agency=agency, code=code)
    made.name_th = made.name_th if name_th is None else normalise(name_th)
    made.name_en = made.name_en if name_en is None else normalise(name_en)
    made.closed = made.closed if closed is None else closed
    if place is not None:
        made.place = Place.objects.filter(code=place).first()
    made.edited = True
    clean(made)
    made.save()
    edited()
    return made
