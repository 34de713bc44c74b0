"""The citizen says how content they are, once a case."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from prasan.core.casework.models import CaseEvent, Rating
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid

from .base import lock_for, record, written


def rate(number: str, stars: int, comment: str = "") -> CaseEvent:
    """Rate a closed case with one to five stars. Raises Invalid, Conflict when it has been rated."""
    if stars not in range(1, 6):
        message = _("Choose one to five stars.")
        raise Invalid(message, fields={"stars": message})
    held = lock_for("rate", number)
    said = {"stars": stars, "comment": written(comment, required=False), "at": held.now}
    with scope.system("rating"):  # an office that rates for somebody without an account may not write one
        _rating, made = Rating.objects.get_or_create(case=held.case, defaults=said)
    if not made:
        raise Conflict(_("You have rated this case already. Thank you."))
    return record(held, "rate", {"stars": stars})
