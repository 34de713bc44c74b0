"""An amount somebody owes the state, and whether it has come in."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from prasan.foundation.languages import in_language


class State(models.TextChoices):
    """PENDING is left once, to PAID or CANCELLED; PAID may become REFUNDED. The database holds the order."""

    PENDING = "pending", _("Waiting for payment")
    PAID = "paid", _("Paid")
    CANCELLED = "cancelled", _("Cancelled")
    REFUNDED = "refunded", _("Refunded")


class Payment(models.Model):
    """One fee.

    reference: what it is for, as "prefix:key"; the room that registered the prefix is told when it is paid.
    ref1: the number the bank knows it by; 18 digits, the last a check digit. ref2: the fiscal year.
    payer: subject of who owes; payer_name: as the receipt shows it. requested_by: subject of who asked
    (the payer, or an officer at the counter). return_to: path of the page to go on with once it is paid.
    transaction: the bank's id of the transfer that paid it. told_at: when the room that registered the prefix
    had done what the fee was paid for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=120)
    ref1 = models.CharField(max_length=20, unique=True)
    ref2 = models.CharField(max_length=20)
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    payer = models.UUIDField(null=True, db_index=True)
    payer_name = models.CharField(max_length=300, blank=True)
    requested_by = models.UUIDField(null=True)
    amount = models.BigIntegerField()  # satang
    currency = models.CharField(max_length=3, default="THB")
    purpose_th = models.CharField(max_length=300)
    purpose_en = models.CharField(max_length=300)
    return_to = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    transaction = models.CharField(max_length=80, unique=True, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    paid_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(condition=models.Q(currency="THB"), name="payment_in_baht"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="payment_state_known"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["paid", "refunded"], paid_at__isnull=False, transaction__isnull=False
                )
                | models.Q(state__in=["pending", "cancelled"], paid_at=None, transaction=None),
                name="payment_paid_has_transaction",
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=models.Q(state__in=["pending", "paid"]),
                name="payment_reference_once",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-created_at", "-id"], name="payment_of_agency"),
            models.Index(
                fields=["paid_at"], name="payment_paid_at", condition=models.Q(paid_at__isnull=False)
            ),
            models.Index(
                fields=["paid_at", "id"],
                name="payment_untold",
                condition=models.Q(state="paid", told_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.ref1

    @property
    def purpose(self) -> str:
        """What it is for, in the language in force."""
        return in_language(self.purpose_th, self.purpose_en)
