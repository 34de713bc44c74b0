"""A letter to one address on one channel."""

from django.db import models
from django.db.models import F, Q


class Channel(models.TextChoices):
    """Where a letter goes. INBOX is the portal itself."""

    INBOX = "inbox"
    LINE = "line"
    SMS = "sms"
    EMAIL = "email"


class State(models.TextChoices):
    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"


class Message(models.Model):
    """One letter. `template` and `values` make its text when it is read or sent, in `lang`.

    person: whose inbox it lies in (an opaque id); dedupe_key: the same happening is told once a channel.
    """

    person = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=5, choices=Channel.choices)
    address = models.CharField(max_length=320, blank=True)
    template = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    lang = models.CharField(max_length=2, default="th")
    dedupe_key = models.CharField(max_length=200)
    state = models.CharField(max_length=7, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(F("dedupe_key"), F("channel"), F("address"), name="message_once")
        ]
        indexes = [
            models.Index(F("person"), F("id").desc(), condition=Q(channel="inbox"), name="message_inbox"),
            models.Index(F("person"), condition=Q(channel="inbox", read_at=None), name="message_unread"),
            models.Index(F("person"), condition=~Q(channel="inbox"), name="message_sent"),
            models.Index(F("created_at"), condition=~Q(channel="inbox"), name="message_sent_age"),
            models.Index(F("created_at"), condition=Q(channel="inbox"), name="message_inbox_age"),
            models.Index(F("next_at"), condition=Q(state="pending"), name="message_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.template} by {self.channel}"
