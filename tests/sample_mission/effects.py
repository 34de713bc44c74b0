"""What a step of this mission's services may cause."""

from __future__ import annotations

from django.utils import timezone

from prasan.core.casework import service as casework
from prasan.core.events import service as events
from prasan.foundation.dates import day_of

from . import figures


def call_dog_catcher(call: casework.EffectCall) -> None:
    """Tell the catchers' own system on which street to look."""
    figures.CALLED[day_of(timezone.now())] += 1
    events.publish("sample.dog_catcher", call.case.number, {"street": call.with_["street"]})
