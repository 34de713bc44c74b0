"""Other systems that want to hear of events, and what was sent to them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone


class Endpoint(models.Model):
    """An agency's address for webhooks.

    topics: names or patterns ("case.*"). secret: sealed, in base64. active: until the receiver says that it is
    gone for good. rest_until: nothing is sent before: a worker is at it, or it did not answer. delivered_at: the
    last time something got through. paused_at: since when nothing is sent, as nothing got through; what happens
    meanwhile waits.
    """

    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    url = models.URLField(max_length=500)
    secret = models.TextField()
    topics = ArrayField(models.CharField(max_length=80))
    active = models.BooleanField(default=True)
    rest_until = models.DateTimeField(default=timezone.now, db_default=Now())
    delivered_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.url}"


class Delivery(models.Model):
    """One event for one endpoint: what was sent, how often it was tried, and what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DELIVERED = "delivered"
        DEAD = "dead"

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries")
    event = models.BigIntegerField()
    topic = models.CharField(max_length=80)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    error = models.TextField(default="")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "event"], name="events_delivery_once")]
        indexes = [
            models.Index(
                fields=["endpoint", "event"],
                condition=models.Q(state="waiting"),
                name="events_delivery_waiting",
            ),
            models.Index(fields=["endpoint", "-id"], name="events_delivery_log"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} to {self.endpoint_id}"
