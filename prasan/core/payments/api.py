"""Fees by HTTP: whether one was paid, and what to show so that it can be."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from prasan.core.ledger.service import looked
from prasan.foundation.api import Key, answers

from . import queries
from .models import State

router = Router(tags=["payments"], auth=Key("cases.submit"))
PURPOSE = {"th": "ติดตามการชำระค่าธรรมเนียม", "en": "Following the payment of a fee"}


class PaymentOut(Schema):
    """A fee. Amounts are whole satang."""

    id: uuid.UUID
    state: str = Field(description="pending, paid, cancelled or refunded")
    amount: int
    purpose: str
    ref1: str
    ref2: str
    qr: str = Field(description='Text of the PromptPay QR while the fee is open, else "".')
    created_at: datetime
    paid_at: datetime | None


@router.get("/payments/{uuid:payment_id}", response=answers(PaymentOut, 404, 503), summary="A payment")
def payment(request: HttpRequest, payment_id: uuid.UUID) -> dict[str, object]:
    """The state of a fee that the client asked for. Its case opens by itself once it is paid."""
    found = queries.payment(payment_id)
    looked(found.payer, ["payment"], thing=str(found.pk), purpose=PURPOSE)
    return {
        **{name: getattr(found, name) for name in ("id", "amount", "ref1", "ref2", "created_at", "paid_at")},
        "state": str(found.state),
        "purpose": found.purpose,
        "qr": queries.qr_text(found) if found.state == State.PENDING else "",
    }
