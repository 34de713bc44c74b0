"""Give a paid fee its receipt."""

from __future__ import annotations

import secrets

from django.db import connection
from django.utils import timezone

from prasan.foundation.dates import fiscal_year

from ..models import Payment, Receipt

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: they are misread

# The row stays locked until the transaction ends, so a number that was not used goes back.
_NEXT = (
    "INSERT INTO payments_receiptcounter (agency_id, year, last) VALUES (%s, %s, 1)"
    " ON CONFLICT (agency_id, year) DO UPDATE SET last = payments_receiptcounter.last + 1 RETURNING last"
)


def issue_receipt(payment: Payment) -> Receipt:
    """The next receipt of the payment's agency in this fiscal year; in the caller's transaction and scope."""
    year = fiscal_year(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [payment.agency_id, year])
        (running,) = cursor.fetchone()
    code = "".join(secrets.choice(ALPHABET) for _ in range(16))
    return Receipt.objects.create(
        payment=payment, agency_id=payment.agency_id, year=year, running=running, code=code
    )
