"""The same arguments gathered, what the office answers to each, and the report."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prasan.foundation.languages import in_language

from .answer import Answer
from .consultation import Consultation


class Outcome(models.TextChoices):
    """What becomes of an argument."""

    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    NOT = "not", _("Not accepted")


class Argument(models.Model):
    """What several answers say, in one sentence, and what the office answers to it."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="arguments")
    text_th = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reply_th = models.TextField(max_length=3000, blank=True)
    reply_en = models.TextField(max_length=3000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text_th=""), name="argument_has_text"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome.values]), name="argument_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text_th

    @property
    def text(self) -> str:
        """In the language in force."""
        return in_language(self.text_th, self.text_en)

    @property
    def reply(self) -> str:
        """What the office answers, in the language in force."""
        return in_language(self.reply_th, self.reply_en)


class Gathered(models.Model):
    """An answer that says an argument."""

    answer = models.OneToOneField(Answer, models.CASCADE, primary_key=True, related_name="gathered")
    argument = models.ForeignKey(Argument, models.CASCADE, related_name="answers")

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.argument_id}"


class Report(models.Model):
    """What was heard and what changed, as it was published; a row is never changed.

    content: all of it as canonical JSON. digest: its SHA-256, which the ledger entry `leaf` holds.
    """

    consultation = models.OneToOneField(Consultation, models.PROTECT, primary_key=True, related_name="report")
    summary_th = models.TextField(max_length=10_000)
    summary_en = models.TextField(max_length=10_000, blank=True)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    leaf = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="report_digest_hex")
        ]

    def __str__(self) -> str:
        return str(self.consultation_id)

    @property
    def summary(self) -> str:
        """In the language in force."""
        return in_language(self.summary_th, self.summary_en)
