"""Give money back: one officer asks, another decides, the transfer's id closes it."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.ledger.service import record
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from prasan.foundation.ids import bare_id, citizen_id_valid, normal_phone

from ..actor import finance_actor
from ..models import Payment, Refund, RefundState, State
from ..rules import may_decide_refund, may_request_refund
from .tell_paid import announce, announce_refund

_PURPOSE = {"th": "คืนเงินค่าธรรมเนียม", "en": "Refunding a fee"}


def request_refund(payment_id: uuid.UUID, *, reason: str, proxy: str) -> Refund:
    """Ask that a paid fee be given back to a PromptPay number.

    Raises NotFound, NotAllowed, Invalid (no reason, no such number), Conflict (not paid, or asked already).
    """
    who = scope.current()
    payment = Payment.objects.filter(pk=payment_id).select_related("agency").first()
    if payment is None:
        raise NotFound()
    if not may_request_refund(who, payment.agency_id):
        raise NotAllowed()
    reason = reason.strip()
    fields = {}
    if not reason:
        fields["reason"] = _("Write why the money goes back.")
    number = _proxy(proxy)
    if not number:
        fields["proxy"] = _("Enter a citizen id or a mobile telephone number.")
    if fields:
        raise Invalid(fields=fields)
    if payment.state != State.PAID:
        raise Conflict(_("Only a paid fee can be refunded."), code="not-paid")
    with scope.system("payments"):
        try:
            with transaction.atomic():
                refund = Refund.objects.create(
                    payment=payment, reason=reason, proxy=number, requested_by=uuid.UUID(who.subject)
                )
        except IntegrityError as error:
            raise Conflict(_("A refund of this fee was asked for already."), code="asked-already") from error
        _note(refund, who, "request-refund")
    return refund


def decide_refund(refund_id: int, *, approve: bool, note: str = "") -> Refund:
    """Approve or reject a refund somebody else asked for.

    Raises NotFound, NotAllowed (no right, or one's own request), Invalid (a rejection needs a note),
    Conflict (decided already).
    """
    who, refund = scope.current(), _found(refund_id)
    if not may_decide_refund(who, refund.payment.agency_id):
        raise NotAllowed()
    if str(refund.requested_by) == who.subject:
        raise NotAllowed(_("Somebody else must decide on a refund you asked for."), code="own-request")
    if not approve and not note.strip():
        raise Invalid(fields={"note": _("Write why it is rejected.")})
    state = RefundState.APPROVED if approve else RefundState.REJECTED
    with scope.system("payments"):
        changed = Refund.objects.filter(pk=refund_id, state=RefundState.REQUESTED).update(
            state=state, decided_by=uuid.UUID(who.subject), decided_at=timezone.now(), note=note.strip()
        )
        if not changed:
            raise Conflict()
        _note(refund, who, "approve-refund" if approve else "reject-refund")
        if not approve and refund.payment.told_at is None:
            announce(refund.payment)  # it waited for this decision
        return Refund.objects.get(pk=refund_id)


def refund_sent(refund_id: int, *, bank_transaction: str) -> Refund:
    """The approved transfer has been made; `bank_transaction` is the bank's id of it.

    Raises NotFound, NotAllowed, Invalid (no id), Conflict (not approved, or the id was used before).
    """
    who, refund = scope.current(), _found(refund_id)
    if not may_request_refund(who, refund.payment.agency_id):
        raise NotAllowed()
    number = bank_transaction.strip()
    if not number or len(number) > 80:
        raise Invalid(fields={"transaction": _("Enter the bank's transaction number.")})
    with scope.system("payments"):
        try:
            with transaction.atomic():
                changed = Refund.objects.filter(pk=refund_id, state=RefundState.APPROVED).update(
                    state=RefundState.SENT, transaction=number, sent_at=timezone.now()
                )
                Payment.objects.filter(pk=refund.payment_id, state=State.PAID).update(state=State.REFUNDED)
        except IntegrityError as error:
            raise Conflict(_("This transaction number was used before."), code="used-number") from error
        if not changed:
            raise Conflict()
        announce_refund(refund.payment)
        _note(refund, who, "send-refund")
        return Refund.objects.get(pk=refund_id)


def _proxy(typed: str) -> str:
    """13 digits of a citizen or company, or a telephone number as +66…; "" for anything else."""
    if len(digits := bare_id(typed)) == 13:
        return digits if citizen_id_valid(digits) else ""
    try:
        return normal_phone(typed)
    except ValueError:
        return ""


def _found(refund_id: int) -> Refund:
    refund = Refund.objects.filter(pk=refund_id).select_related("payment__agency").first()
    if refund is None:
        raise NotFound()
    return refund


def _note(refund: Refund, who: scope.Scope, action: str) -> None:
    payer = refund.payment.payer
    record(
        "payment", **finance_actor(who, refund.payment.agency.code), action=action,
        subjects=[payer] if payer else [], data=["payment"], purpose=_PURPOSE, basis="legal_duty",
    )  # fmt: skip
