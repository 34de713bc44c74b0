"""What people say to the parts of a consultation, and who they are, in tables of their own."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .consultation import Consultation, Part

LONGEST = 4000  # characters of an answer


class Choice(models.TextChoices):
    """What one thinks of a paragraph."""

    AGREE = "agree", pgettext_lazy("consultation", "Agree")
    CHANGED = "changed", _("Agree if it is changed")
    DISAGREE = "disagree", pgettext_lazy("consultation", "Disagree")


class Reason(models.TextChoices):
    """Why the words of an answer are hidden: a closed list."""

    INSULT = "insult", _("It insults or threatens somebody")
    PERSONAL = "personal", _("It holds personal data")
    UNLAWFUL = "unlawful", _("The law forbids what it says")
    OTHER_MATTER = "other_matter", _("It is about another matter")
    ADVERTISING = "advertising", _("It is advertising")
    REPEATED = "repeated", _("The same text was sent many times")


class Voice(models.Model):
    """Who answers a consultation; nobody but the person and the program can read it, the office cannot.

    subject: the person's opaque id, or None. key: of who answers without signing in, made from a random cookie.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="voices")
    subject = models.UUIDField(null=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "subject"], condition=Q(key=""), name="voice_once_signed_in"
            ),
            models.UniqueConstraint(
                fields=["consultation", "key"], condition=~Q(key=""), name="voice_once_anonymous"
            ),
            models.CheckConstraint(
                condition=Q(subject=None) & ~Q(key="") | Q(subject__isnull=False) & Q(key=""),
                name="voice_is_somebodys",
            ),
        ]
        indexes = [models.Index(fields=["subject"], condition=Q(key=""), name="voice_of_subject")]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.Model):
    """What one voice says to one part; everybody may read it. choice: "" to a question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(Part, models.PROTECT, related_name="answers")
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="answers")
    anonymous = models.BooleanField()
    choice = models.CharField(max_length=10, choices=Choice.choices, blank=True)
    text = models.TextField(max_length=LONGEST, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice", "part"], name="answer_once"),
            models.CheckConstraint(condition=Q(choice__in=["", *Choice.values]), name="answer_choice_known"),
            models.CheckConstraint(condition=~Q(choice="", text=""), name="answer_says_something"),
        ]
        indexes = [
            models.Index(fields=["part", "-at", "id"], name="answer_lately"),
            models.Index(fields=["at"], name="answer_of_day"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def hidden(self) -> str:
        """Why its words are not shown, or ""."""
        return self.hiding.get_reason_display() if hasattr(self, "hiding") else ""


class Hiding(models.Model):
    """The words of an answer are not shown, and why; the choice still counts."""

    answer = models.OneToOneField(Answer, models.CASCADE, primary_key=True, related_name="hiding")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="hiding_reason_known")
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.reason}"
