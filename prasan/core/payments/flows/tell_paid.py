"""Have done what a fee was paid for: after the payment is booked, so that no failure there loses the payment."""

from __future__ import annotations

import uuid

from django.utils import timezone

from prasan.core.events import service as events
from prasan.core.ledger.service import record
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, NotAllowed, NotFound

from .. import handlers
from ..actor import finance_actor
from ..models import Payment, Refund, RefundState, State
from ..rules import may_request_refund

TOPIC, REFUNDED = "payment.paid", "payment.refunded"
_PURPOSE = {"th": "ดำเนินการตามค่าธรรมเนียมที่ชำระแล้ว", "en": "Doing what a fee was paid for"}


def announce(payment: Payment) -> None:
    """Have `tell_paid` run once the transaction commits. No agency hears of it: the payload names none."""
    events.publish(TOPIC, str(payment.pk), {"payment": str(payment.pk)})


def announce_refund(payment: Payment) -> None:
    """Have the room that asked for the fee hear that it was given back, once the transaction commits."""
    events.publish(REFUNDED, str(payment.pk), {"payment": str(payment.pk)})


def hear_paid(event: events.Event) -> None:
    """A fee was paid."""
    tell_paid(uuid.UUID(event.payload["payment"]))


def hear_refunded(event: events.Event) -> None:
    """A fee was given back."""
    handlers.tell_refunded(Payment.objects.select_related("agency").get(pk=event.payload["payment"]))


def tell_paid(payment_id: uuid.UUID) -> None:
    """Tell the room that asked for the fee, once. While the money is to go back, nothing is done for it."""
    payment = (
        Payment.objects.select_for_update(of=("self",))
        .select_related("agency")
        .filter(pk=payment_id, state=State.PAID, told_at=None)
        .first()
    )
    if payment is None or Refund.objects.filter(payment=payment).exclude(state=RefundState.REJECTED).exists():
        return
    handlers.tell(payment)
    Payment.objects.filter(pk=payment.pk).update(told_at=timezone.now())


def tell_again(payment_id: uuid.UUID) -> None:
    """Try once more to have done what a fee was paid for.

    Raises NotFound, NotAllowed, Conflict (it is done, or the money went back).
    """
    who = scope.current()
    payment = Payment.objects.filter(pk=payment_id).select_related("agency").first()
    if payment is None:
        raise NotFound()
    if not may_request_refund(who, payment.agency_id):
        raise NotAllowed()
    if payment.state != State.PAID or payment.told_at:
        raise Conflict()
    with scope.system("payments"):
        announce(payment)
        record(
            "payment", **finance_actor(who, payment.agency.code), action="try-again",
            subjects=[payment.payer] if payment.payer else [], data=["payment"], purpose=_PURPOSE,
            basis="legal_duty",
        )  # fmt: skip
