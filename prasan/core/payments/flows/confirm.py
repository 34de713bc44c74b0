"""The bank says that money has come in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from prasan.core.ledger.service import record
from prasan.foundation import locks, scope, signature
from prasan.foundation.errors import Conflict, Invalid
from prasan.foundation.money import parse_plain

from ..account import bank_keys, biller
from ..models import Outcome, Payment, State, Transfer
from .issue_receipt import issue_receipt
from .tell_paid import announce

_YEARS = range(2000, 2200)  # at the ends of the calendar a time zone leads to where no time can be read
_PURPOSE = {"th": "รับชำระค่าธรรมเนียม", "en": "Receiving a fee"}


@dataclass(frozen=True)
class Confirmation:
    """One transfer as the bank tells it. amount: satang."""

    transaction: str
    ref1: str
    ref2: str
    amount: int
    made_at: datetime


def read_confirmation(headers: Mapping[str, str], body: bytes) -> Confirmation:
    """A signed message of the bank. Raises NotAllowed for a wrong signature, Invalid for what it says."""
    signature.verify(bank_keys(), headers, body)
    try:
        said = json.loads(body)
        made_at = parse_datetime(said["paid_at"])
        amount = parse_plain(said["amount"])
        texts = [said["transaction"], said["ref1"], said.get("ref2", "")]
        if not all(isinstance(t, str) and t.isascii() and t.isprintable() for t in texts):
            raise ValueError("not a text")
        if amount == 0 or made_at is None or made_at.tzinfo is None or said["currency"] != "THB":
            raise ValueError("amount, time or currency")
        if made_at.year not in _YEARS:
            raise ValueError("no time of a transfer")
        if said["biller"] != biller() or not 0 < len(texts[0]) <= 80 or max(map(len, texts[1:])) > 20:
            raise ValueError("not for us, or too long")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Invalid(_("The message cannot be understood."), code="wrong-message") from error
    return Confirmation(texts[0], texts[1], texts[2], amount, made_at)


def confirm(confirmation: Confirmation) -> Outcome:
    """Book a transfer; told twice, it answers the same and books nothing.

    The right amount for an open fee pays it and gives it its receipt; the room above is told a moment
    later, by `tell_paid`. Anything else is kept for the finance office.
    Raises Conflict when the same transaction was told differently before.
    """
    with scope.system("payments"):
        # The same message twice at once: the second waits and then finds what the first booked.
        locks.one_at_a_time(locks.Kind.TRANSFER, confirmation.transaction)
        known = Transfer.objects.filter(transaction=confirmation.transaction).first()
        if known is not None:
            return _again(known, confirmation)
        payment = Payment.objects.select_for_update().filter(ref1=confirmation.ref1).first()
        outcome = _outcome(payment, confirmation.amount)
        Transfer.objects.create(
            transaction=confirmation.transaction, payment=payment, ref1=confirmation.ref1,
            ref2=confirmation.ref2, amount=confirmation.amount, made_at=confirmation.made_at, outcome=outcome,
        )  # fmt: skip
        if payment is not None and outcome == Outcome.PAID:
            _pay(payment, confirmation)
        return outcome


def _outcome(payment: Payment | None, amount: int) -> Outcome:
    if payment is None:
        return Outcome.UNMATCHED
    if payment.state in (State.PAID, State.REFUNDED):
        return Outcome.DOUBLE
    if payment.state == State.CANCELLED:
        return Outcome.LATE
    return Outcome.PAID if payment.amount == amount else Outcome.MISMATCH


def _pay(payment: Payment, confirmation: Confirmation) -> None:
    payment.state = State.PAID
    payment.transaction = confirmation.transaction
    payment.paid_at = timezone.now()
    payment.save(update_fields=["state", "transaction", "paid_at"])
    issue_receipt(payment)
    record(
        "payment", actor="bank", agency=payment.agency.code, unit="", action="paid", role="system",
        subjects=[payment.payer] if payment.payer else [], data=["payment"], purpose=_PURPOSE,
        basis="legal_duty",
    )  # fmt: skip
    announce(payment)


def _again(known: Transfer, confirmation: Confirmation) -> Outcome:
    same = (known.ref1, known.ref2, known.amount) == (
        confirmation.ref1,
        confirmation.ref2,
        confirmation.amount,
    )
    if not same:
        raise Conflict(_("This transaction was told differently before."), code="told-differently")
    return Outcome(known.outcome)
