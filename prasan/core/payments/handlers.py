"""Rooms above are told when a fee of theirs is paid, and when it was given back."""

from __future__ import annotations

from collections.abc import Callable

from .models import Payment

Handler = Callable[[Payment], None]
_handlers: dict[str, Handler] = {}
_on_refund: dict[str, Handler] = {}


def on_paid(prefix: str, handler: Handler) -> None:
    """Call `handler(payment)` once for each payment whose reference begins with "`prefix`:".

    It runs in the worker as the program (system scope), a moment after the payment was booked; its writes and
    the note that it ran commit together. When it raises it is tried again for about a day, and the finance office
    sees the payment meanwhile. Raises ValueError when the prefix is taken by another handler.
    """
    if _handlers.get(prefix, handler) is not handler:
        raise ValueError(f"{prefix} is taken")
    _handlers[prefix] = handler


def on_refunded(prefix: str, handler: Handler) -> None:
    """Call `handler(payment)` once the money of such a payment was sent back; as `on_paid` otherwise."""
    if _on_refund.get(prefix, handler) is not handler:
        raise ValueError(f"{prefix} is taken")
    _on_refund[prefix] = handler


def tell_refunded(payment: Payment) -> None:
    """Tell who asked for the fee that it was given back."""
    handler = _on_refund.get(payment.reference.partition(":")[0])
    if handler is not None:
        handler(payment)


def tell(payment: Payment) -> None:
    """Tell who registered the payment's prefix."""
    handler = _handlers.get(payment.reference.partition(":")[0])
    if handler is not None:
        handler(payment)
