"""Ask for a fee."""

from __future__ import annotations

import uuid

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.foundation import locks, scope
from prasan.foundation.dates import fiscal_year
from prasan.foundation.errors import Conflict
from prasan.foundation.ids import check_digit

from ..account import biller
from ..models import Payment, State


def request_payment(
    reference: str,
    amount: int,
    *,
    payer: uuid.UUID | None,
    payer_name: str,
    agency: int,
    purpose_th: str,
    purpose_en: str,
    return_to: str = "",
) -> Payment:
    """The open or paid payment of `reference` ("prefix:key"); a new one where there is none.

    amount: satang, above zero. An open payment of another amount is cancelled first. agency: id of who
    takes the money. return_to: path to go on to once it is paid. Raises Unavailable where no payment
    account has been set up, ValueError for a wrong amount or path.
    """
    if amount <= 0:
        raise ValueError("a fee is above zero")
    if return_to and not (return_to.startswith("/") and not return_to.startswith("//")):
        raise ValueError("return_to is a path of the portal")
    biller()
    by = scope.current().subject
    with scope.system("payments"):
        locks.one_at_a_time(locks.Kind.PAYMENT, reference)
        found = Payment.objects.filter(reference=reference, state__in=[State.PENDING, State.PAID]).first()
        if found is not None and (found.state == State.PAID or found.amount == amount):
            return found
        if found is not None:
            Payment.objects.filter(pk=found.pk, state=State.PENDING).update(state=State.CANCELLED)
        return Payment.objects.create(
            reference=reference, ref1=_number(), ref2=str(fiscal_year(timezone.now())), agency_id=agency,
            payer=payer, payer_name=payer_name, requested_by=uuid.UUID(by) if by else None, amount=amount,
            purpose_th=purpose_th, purpose_en=purpose_en, return_to=return_to,
        )  # fmt: skip


def cancel(reference: str) -> None:
    """Cancel what is still open for `reference`. Raises Conflict when it is paid: what is paid stays paid."""
    with scope.system("payments"):
        Payment.objects.filter(reference=reference, state=State.PENDING).update(state=State.CANCELLED)
        if Payment.objects.filter(reference=reference, state=State.PAID).exists():
            raise Conflict(_("The fee has been paid already."), code="paid")


def _number() -> str:
    """17 digits that never come twice, and their check digit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('payments_number')")
        (running,) = cursor.fetchone()
    digits = f"{timezone.now():%y%m%d}{running % 10**11:011d}"
    return digits + check_digit(digits)
