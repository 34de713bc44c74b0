"""A webhook was paused: whoever manages it hears of it in their inbox."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.core.events import service as events
from prasan.core.notices import service as notices

from ..models.membership import Role
from ..queries import people_in

TEMPLATE = "webhook_paused"
LETTER = notices.Template(
    _("The webhook to %(host)s is paused"),
    _(
        "%(agency)s: nothing has got through to this receiver for about a day, so nothing more is sent. Events are"
        " kept for 30 days. Once the receiver answers again, have the webhook resumed."
    ),
)


def tell_paused(event: events.Event) -> None:
    """Tell the administrators and integrators of the agency. Runs in the worker, as the program."""
    agency = directory.agency(event.payload["agency"])
    values = {"host": event.payload["host"], "agency": {"th": agency.name_th, "en": agency.name_en}}
    people = {
        p for role in (Role.ADMINISTRATOR, Role.INTEGRATOR) for p in people_in(role=role, agency=agency.pk)
    }
    for person in sorted(people):
        notices.send(
            notices.Address(person=person), TEMPLATE, values, dedupe_key=f"{TEMPLATE}:{event.id}:{person}"
        )
