"""Money the bank says has come in, kept whatever it turns out to be for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What came of it. All but PAID wait for the finance office."""

    PAID = "paid", _("Paid")
    MISMATCH = "mismatch", _("Another amount")
    UNMATCHED = "unmatched", _("Unknown reference")
    DOUBLE = "double", _("Paid twice")
    LATE = "late", _("Paid after it was cancelled")


class Transfer(models.Model):
    """One transfer by the bank's id. payment: the fee its reference names, paid by it or not."""

    transaction = models.CharField(max_length=80, unique=True)
    payment = models.ForeignKey("payments.Payment", models.PROTECT, null=True, related_name="transfers")
    ref1 = models.CharField(max_length=20)
    ref2 = models.CharField(max_length=20, blank=True)
    amount = models.BigIntegerField()  # satang
    made_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="transfer_amount_positive"),
            models.CheckConstraint(
                condition=models.Q(outcome="unmatched", payment=None)
                | (~models.Q(outcome="unmatched") & models.Q(payment__isnull=False)),
                name="transfer_names_its_payment",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at=None) | ~models.Q(note=""), name="transfer_settled_with_note"
            ),
            models.UniqueConstraint(
                fields=["payment"], condition=models.Q(outcome="paid"), name="payment_paid_by_one_transfer"
            ),
        ]
        indexes = [models.Index(fields=["-received_at", "-id"], name="transfer_received")]

    def __str__(self) -> str:
        return self.transaction
