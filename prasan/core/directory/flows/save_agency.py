"""An administrator adds an agency or changes one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid
from prasan.foundation.thai import normalise, sort_key

from ..memory import edited
from ..models import Agency, Place

_TEXTS = ("name_th", "name_en", "short_th", "short_en", "phone", "email", "website")


def save_agency(
    code: str, *, kind: str | None = None, parent: str | None = None, place: str | None = None, **texts: str
) -> Agency:
    """Make the agency `code`, or change what is named of it; the loader of shipped data then leaves it alone.

    parent: code of an agency, place: code of a place. Texts: names, short names, phone, email, website.
    Raises Invalid.
    """
    made = Agency.objects.filter(code=code).first() or Agency(code=code)
    values: dict[str, Any] = {name: normalise(text) for name, text in texts.items() if name in _TEXTS}
    for name, value in values.items():
        setattr(made, name, value)
    if kind is not None:
        made.kind = kind
    if parent is not None:
        made.parent = _one(Agency.objects.filter(code=parent).first(), "parent", parent)
    if place is not None:
        made.place = _one(Place.objects.filter(code=place).first(), "place", place)
    made.sort_key = sort_key(made.name_th)
    made.edited = True
    clean(made)
    made.save()
    edited()
    return made


def _one(found: Any, field: str, code: str) -> Any:
    if found is None and code:
        raise Invalid(fields={field: _("There is no such entry.")})
    return found


def clean(instance: Any) -> None:
    """Check an instance against its model. Raises Invalid with a sentence for each wrong field."""
    from django.core.exceptions import ValidationError

    try:
        instance.full_clean(exclude=["sort_key"])
    except ValidationError as error:
        fields = {name: messages[0] for name, messages in error.message_dict.items()}
        raise Invalid(fields=fields) from error
