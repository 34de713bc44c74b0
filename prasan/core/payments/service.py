"""The public face of this room."""

from .flows.confirm import Confirmation, confirm, read_confirmation
from .flows.reconcile import reconcile
from .flows.refund import decide_refund, refund_sent, request_refund
from .flows.request_payment import cancel, request_payment
from .flows.settle import settle
from .flows.tell_paid import tell_paid
from .handlers import on_paid, on_refunded
from .models import Outcome, Payment, Receipt, Refund, RefundState, State
from .queries import check_receipt, payment, payment_of, payments, qr_svg, qr_text, receipt

__all__ = [
    "Confirmation",
    "Outcome",
    "Payment",
    "Receipt",
    "Refund",
    "RefundState",
    "State",
    "cancel",
    "check_receipt",
    "confirm",
    "decide_refund",
    "on_paid",
    "on_refunded",
    "payment",
    "payment_of",
    "payments",
    "qr_svg",
    "qr_text",
    "read_confirmation",
    "receipt",
    "reconcile",
    "refund_sent",
    "request_payment",
    "request_refund",
    "settle",
    "tell_paid",
]
