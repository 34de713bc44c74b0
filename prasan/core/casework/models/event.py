"""What happened in a case: append-only events, and the erasable words that people wrote."""

from django.conf import settings
from django.db import models


class CaseEvent(models.Model):
    """One thing that happened. `data` holds ids and names of states, never a person's words or facts.

    seq equals the case's revision after the event. `kind` is the verb ("opened", "claim", "hand_over"...).
    """

    case = models.ForeignKey("casework.Case", models.CASCADE, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("directory.Unit", models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_seq_in_case")]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.seq} {self.kind}"


class CaseMessage(models.Model):
    """Words written in a case, tied to the event that carried them."""

    case = models.ForeignKey("casework.Case", models.CASCADE, related_name="messages", db_index=False)
    seq = models.PositiveIntegerField()
    body = models.TextField()
    files = models.JSONField(default=list)
    internal = models.BooleanField(default=False)  # a note among colleagues; the citizen never sees it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="message_of_event")]

    def __str__(self) -> str:
        return f"words of {self.case_id}#{self.seq}"
