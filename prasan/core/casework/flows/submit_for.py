"""Submit an application for a person in one go: another system has asked them already."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.core.casework.channels import Channel
from prasan.core.casework.models import Case
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.core.payments import service as payments
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, TooMany
from prasan.foundation.ids import citizen_id_valid

from .ask_payment import ask_payment
from .drafts import start_draft
from .submit import check_draft, fee_of, submit

MOST_NAMED = 600  # persons that one system may name by their ID number in an hour


def submit_for(
    slug: str, answers: dict[str, Any], *, consent: bool, citizen_id: str = ""
) -> Case | payments.Payment:
    """Open the case, or ask for its fee: the case then opens by itself when the fee is paid.

    answers: by question, as the service's schema says; nothing is filled in. citizen_id: of the person, whose
    case it becomes when they have an account here; the answer does not tell whether they have one. consent: the
    person agreed that the system applies for them.
    Raises NotFound, NotAllowed, Invalid with what is wrong by question, TooMany, Unavailable (no payment account).
    """
    _require_number(citizen_id)
    draft = start_draft(
        slug, channel=Channel.API, applicant=_applicant(citizen_id), consent=consent, answers=answers
    )
    if fee_of(draft):
        return ask_payment(draft.pk)
    return submit(draft.pk)


def check_for(slug: str, answers: dict[str, Any], *, citizen_id: str = "") -> int:
    """Whether `submit_for` would take the answers; returns the fee in satang. Keeps nothing. Raises alike.

    No account is looked for.
    """
    _require_number(citizen_id)
    draft = start_draft(slug, channel=Channel.API, consent=True, answers=answers)
    try:
        return fee_of(draft, check_draft(draft))
    finally:
        draft.delete()


def _require_number(citizen_id: str) -> None:
    if citizen_id and not citizen_id_valid(citizen_id):
        message = _("This is no ID card number. Check its 13 digits, or leave it empty.")
        raise Invalid(message, fields={"citizen_id": message})


def _applicant(citizen_id: str) -> int | None:
    """The account that the case becomes the matter of; of whoever has none the one that stands for nobody.

    A number that nobody has stands in the ledger as such, without the number.
    """
    if not citizen_id:
        return None
    who = scope.current()
    if identity.too_many_of("named", str(who.person), MOST_NAMED):
        raise TooMany
    found = identity.find_person(citizen_id)
    if found is not None:
        return found.pk
    unit = directory.unit_by_id(who.seats[0].unit)
    ledger.record(
        "submission",
        actor=who.name,
        role=identity.foremost(who.seats[0].roles),
        agency=unit.agency.code,
        unit=unit.code,
        action="no-account",
        data=("citizen_id",),
    )
    return identity.nobody()
