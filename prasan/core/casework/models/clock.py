"""A deadline that runs, pauses, is met or missed."""

from django.db import models
from django.db.models import Q


class Clock(models.Model):
    """One deadline of a case. `deadline` is its id in the service version.

    pauses: [[from, to], ...] ISO times during which it stood still; the last `to` is null while it stands.
    next_at: when the next escalation step is to be taken; step: how many have been taken.
    """

    case = models.ForeignKey("casework.Case", models.CASCADE, related_name="clocks", db_index=False)
    deadline = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused = models.BooleanField(default=False)
    pauses = models.JSONField(default=list)
    met_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    step = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "deadline"], condition=Q(met_at=None), name="clock_runs_once"
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="clock_of_case"),
            models.Index(
                fields=["next_at"],
                condition=Q(met_at=None, paused=False, next_at__isnull=False),
                name="clock_next",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline} of {self.case_id}"
