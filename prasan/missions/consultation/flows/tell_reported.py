"""Who answered with an account is told that the report is out: in the worker, some at a time."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from prasan.core.events import service as events
from prasan.core.events.service import Event
from prasan.core.identity import service as identity
from prasan.core.notices import service as notices
from prasan.foundation import scope

from ..letters import TEMPLATE
from ..models import Consultation, Voice

TOPIC = "consultation.tell"  # without an agency: nobody's webhook hears of it
AT_ONCE = 200  # letters in one transaction


def tell_later(consultation: Consultation, after: UUID | None = None) -> None:
    """Let the worker tell those whose voice comes after this one."""
    events.publish(TOPIC, consultation.slug, {"after": str(after or "")})


def tell(event: Event) -> None:
    """Tell the next AT_ONCE of who answered; an event of its own goes on with the others."""
    with scope.system("consultation"):  # who they are is not for the office
        consultation = Consultation.objects.get(slug=event.key)
        answered = Voice.objects.filter(
            consultation=consultation, subject__isnull=False, answers__isnull=False
        )
        if after := event.payload["after"]:
            answered = answered.filter(pk__gt=UUID(after))
        voices = list(answered.order_by("pk").values_list("pk", "subject").distinct()[:AT_ONCE])
        for _voice, subject in voices:
            if subject:
                _tell_one(consultation, subject)
        if len(voices) == AT_ONCE:
            tell_later(consultation, voices[-1][0])


def _tell_one(consultation: Consultation, subject: UUID) -> None:
    account = identity.account_of(subject)
    if account is None:
        return
    values = {
        "service": {"th": consultation.title_th, "en": consultation.title_en or consultation.title_th},
        "url": f"{settings.PUBLIC_URL}/consultations/{consultation.slug}/report",
    }
    to, lang = identity.notice_address(account.pk)
    notices.send(
        to, TEMPLATE, values, lang=lang, dedupe_key=f"consultation:{consultation.pk}:{account.pk}"
    )  # fmt: skip
