"""Money going back: asked for by one officer, approved by another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RefundState(models.TextChoices):
    REQUESTED = "requested", _("Waiting for approval")
    REJECTED = "rejected", _("Rejected")
    APPROVED = "approved", _("Approved, to be transferred")
    SENT = "sent", _("Transferred")


class Refund(models.Model):
    """One refund of a whole fee. proxy: PromptPay number it goes to (a citizen id or a telephone number)."""

    payment = models.ForeignKey("payments.Payment", models.PROTECT, related_name="refunds")
    reason = models.TextField()
    proxy = models.CharField(max_length=15)
    state = models.CharField(max_length=10, choices=RefundState.choices, default=RefundState.REQUESTED)
    requested_by = models.UUIDField()
    requested_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    transaction = models.CharField(max_length=80, unique=True, null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment"], condition=~Q(state="rejected"), name="refund_of_payment_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")), name="refund_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state="requested", decided_by=None)
                | (~Q(state="requested") & Q(decided_by__isnull=False)),
                name="refund_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", transaction__isnull=False, sent_at__isnull=False)
                | (~Q(state="sent") & Q(transaction=None, sent_at=None)),
                name="refund_sent_has_transaction",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="refund_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.state}"
