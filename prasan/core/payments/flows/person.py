"""What is held about a payer: given out; erased only where no money moved."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Conflict

from ..models import Payment, State


def export(subject: uuid.UUID) -> list[dict[str, Any]]:
    """The person's fees; amounts in satang."""
    return [
        {
            "reference": p.ref1, "name": p.payer_name, "amount": p.amount, "state": p.state,
            "purpose": {"th": p.purpose_th, "en": p.purpose_en}, "asked_at": p.created_at.isoformat(),
            "paid_at": p.paid_at.isoformat() if p.paid_at else None, "agency": p.agency.code,
        }
        for p in Payment.objects.filter(payer=subject).select_related("agency").order_by("created_at")
    ]  # fmt: skip


def erase(subject: uuid.UUID) -> int:
    """Take the person out of fees that were never paid. Raises Conflict where money moved: the books stay."""
    mine = Payment.objects.filter(payer=subject)
    if mine.filter(state__in=[State.PAID, State.REFUNDED]).exists():
        raise Conflict(_("Fees that were paid belong to the accounts of the state."), code="kept-by-law")
    return mine.update(payer=None, payer_name="", requested_by=None)
