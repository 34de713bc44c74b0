from .payment import Payment, State
from .receipt import Receipt, ReceiptCounter
from .reconciliation import Reconciliation
from .refund import Refund, RefundState
from .transfer import Outcome, Transfer

__all__ = [
    "Outcome",
    "Payment",
    "Receipt",
    "ReceiptCounter",
    "Reconciliation",
    "Refund",
    "RefundState",
    "State",
    "Transfer",
]
