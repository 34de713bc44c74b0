"""A part of the work asked of another unit (ประสานดำเนินการร่วม)."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Part(models.Model):
    """`unit` is asked to do a part; the case stays where it is. Open until answered."""

    case = models.ForeignKey("casework.Case", models.CASCADE, related_name="parts", db_index=False)
    unit = models.ForeignKey("directory.Unit", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    question = models.TextField()
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="part_answered_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "id"], condition=Q(answered_at=None), name="part_open_of_unit"),
            models.Index(fields=["case"], name="part_of_case"),
        ]

    def __str__(self) -> str:
        return f"part of {self.case_id} by {self.unit_id}"
