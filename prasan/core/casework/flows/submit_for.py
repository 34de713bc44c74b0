"""Submit an application for a person in one go: another system has asked them already."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.core.casework.channels import Channel
from prasan.core.casework.models import Case
from prasan.core.identity import service as identity
from prasan.core.payments import service as payments
from prasan.foundation.errors import Invalid

from .ask_payment import ask_payment
from .drafts import start_draft
from .submit import check_draft, fee_of, submit


def submit_for(
    slug: str, answers: dict[str, Any], *, consent: bool, citizen_id: str = ""
) -> Case | payments.Payment:
    """Open the case, or ask for its fee: the case then opens by itself when the fee is paid.

    answers: by question, as the service's schema says; what is known of the person fills the rest.
    citizen_id: of someone with an account here, whose case it becomes; without it the person is known by
    the answers alone. consent: the person agreed that the system applies for them.
    Raises NotFound, NotAllowed, Invalid with what is wrong by question, Unavailable (no payment account).
    """
    draft = start_draft(
        slug, channel=Channel.API, applicant=_account(citizen_id), consent=consent, answers=answers
    )
    if fee_of(draft):
        return ask_payment(draft.pk)
    return submit(draft.pk)


def check_for(slug: str, answers: dict[str, Any], *, citizen_id: str = "") -> int:
    """Whether `submit_for` would take the answers; returns the fee in satang. Keeps nothing. Raises alike."""
    draft = start_draft(
        slug, channel=Channel.API, applicant=_account(citizen_id), consent=True, answers=answers
    )
    try:
        return fee_of(draft, check_draft(draft))
    finally:
        draft.delete()


def _account(citizen_id: str) -> int | None:
    if not citizen_id:
        return None
    found = identity.find_person(citizen_id)
    if found is None:
        message = _("Nobody with this ID number has an account. Leave it empty to go on without.")
        raise Invalid(message, fields={"citizen_id": message})
    return found.pk
