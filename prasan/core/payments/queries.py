"""Reads. What the scope may not see does not exist."""

from __future__ import annotations

import io
import uuid

import segno
from django.db.models import Exists, OuterRef, QuerySet

from prasan.foundation import scope
from prasan.foundation.errors import NotFound
from prasan.foundation.paging import Page, keyset

from .account import biller
from .emv import Bill, bill_payment, credit_transfer
from .flows.issue_receipt import ALPHABET
from .models import Outcome, Payment, Receipt, Reconciliation, Refund, RefundState, State, Transfer

_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def payment(payment_id: uuid.UUID) -> Payment:
    """Raises NotFound when there is none, or none the scope may see."""
    found = Payment.objects.filter(pk=payment_id).select_related("agency").first()
    if found is None:
        raise NotFound()
    return found


def payment_of(reference: str) -> Payment | None:
    """The open or paid payment of `reference`, if the scope may see it."""
    return Payment.objects.filter(reference=reference, state__in=[State.PENDING, State.PAID]).first()


def qr_text(of: Payment) -> str:
    """What the QR of a fee says: biller, references, amount."""
    return bill_payment(Bill(biller(), of.ref1, of.ref2, of.amount))


def qr_svg(of: Payment) -> str:
    """The QR of a fee as SVG to be put into a page."""
    return svg(qr_text(of))


def refund_qr_svg(of: Refund) -> str:
    """The QR an officer scans with the bank's program to send an approved refund."""
    return svg(credit_transfer(of.proxy, of.payment.amount))


def svg(text: str) -> str:
    """A QR code with its quiet zone; dark on white whatever the page's colours."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, svgns=True, omitsize=True
    )
    return out.getvalue().decode()


def receipt(of: Payment) -> Receipt:
    """Raises NotFound before the fee is paid."""
    found = Receipt.objects.filter(payment=of).select_related("agency", "payment").first()
    if found is None:
        raise NotFound()
    return found


def check_receipt(code: str) -> Receipt | None:
    """The receipt with this code, as anyone who holds it may check it; None when there is none.

    Whoever shows it must not show the payer: the code proves the receipt, not who asks.
    """
    bare = "".join(c for c in code.upper().translate(_MISREAD) if c in ALPHABET)
    if len(bare) != 16:
        return None
    with scope.system("receipt-check"):
        return Receipt.objects.filter(code=bare).select_related("agency", "payment").first()


def payments(cursor: str = "", *, state: str = "", limit: int = 50) -> Page[Payment]:
    """Fees the scope may see, newest first."""
    rows: QuerySet[Payment] = Payment.objects.select_related("agency")
    if state:
        rows = rows.filter(state=state)
    return keyset(rows, ["-created_at", "-id"], cursor, limit, of=f"payments:{state}")


def untold(cursor: str = "", *, limit: int = 50) -> Page[Payment]:
    """Paid fees for which nothing was done yet (a case that could not be opened), the oldest first.

    Without those that are to be given back: they stand among the refunds.
    """
    rows = Payment.objects.filter(state=State.PAID, told_at=None).select_related("agency")
    given_back = Refund.objects.filter(payment=OuterRef("pk")).exclude(state=RefundState.REJECTED)
    rows = rows.filter(~Exists(given_back))
    return keyset(rows, ["paid_at", "id"], cursor, limit, of="untold")


def open_transfers(cursor: str = "", *, limit: int = 50) -> Page[Transfer]:
    """Transfers that paid no fee and wait for the finance office."""
    rows = Transfer.objects.exclude(outcome=Outcome.PAID).filter(settled_at=None)
    return keyset(rows.select_related("payment"), ["-received_at", "-id"], cursor, limit, of="transfers")


def transfers_of(of: Payment) -> list[Transfer]:
    """Every transfer that named the fee."""
    return list(Transfer.objects.filter(payment=of).order_by("received_at"))


def refunds_of(of: Payment) -> list[Refund]:
    """The fee's refunds, rejected ones too."""
    return list(Refund.objects.filter(payment=of).order_by("requested_at"))


def open_refunds(cursor: str = "", *, limit: int = 50) -> Page[Refund]:
    """Refunds that wait for a decision or for their transfer."""
    rows = Refund.objects.filter(state__in=[RefundState.REQUESTED, RefundState.APPROVED])
    return keyset(rows.select_related("payment__agency"), ["requested_at", "id"], cursor, limit, of="refunds")


def reconciliations(limit: int = 30) -> list[Reconciliation]:
    """The latest reports."""
    return list(Reconciliation.objects.select_related("agency").order_by("-made_at")[:limit])


def reconciliation(report_id: int) -> Reconciliation:
    """Raises NotFound."""
    found = Reconciliation.objects.filter(pk=report_id).select_related("agency").first()
    if found is None:
        raise NotFound()
    return found
