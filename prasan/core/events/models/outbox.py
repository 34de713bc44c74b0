"""Events on their way to their subscribers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Outbox(models.Model):
    """An event that not every subscriber has handled yet; it goes when they have.

    done: names of the handlers that have. due_at: not before this. dead: given up after the last attempt,
    kept with its `error` for an administrator to send again.
    """

    topic = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    payload = models.JSONField()
    at = models.DateTimeField()
    done = ArrayField(models.TextField(), default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    dead = models.BooleanField(default=False)
    error = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["topic", "key", "id"], condition=models.Q(dead=False), name="events_outbox_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"
