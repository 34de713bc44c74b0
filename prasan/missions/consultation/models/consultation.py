"""A draft that is put to the public, and its parts."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prasan.foundation.dates import day_of
from prasan.foundation.languages import in_language

DAYS = 15  # as a rule at least


class State(models.TextChoices):
    """DRAFT: its agency alone sees it. OPENED: everybody does, and answers until it closes. REPORTED: it is over."""

    DRAFT = "draft", pgettext_lazy("consultation", "Draft")
    OPENED = "opened", pgettext_lazy("consultation", "Opened")
    REPORTED = "reported", pgettext_lazy("consultation", "Reported")


class Kind(models.TextChoices):
    """What a part of a consultation is: text of the draft to judge, or a question to answer in words."""

    PARAGRAPH = "paragraph", _("Paragraph")
    QUESTION = "question", _("Question")


class Consultation(models.Model):
    """One consultation of an agency. What was put to the public is never changed (the database holds it).

    slug: its stable name in addresses. anonymous: whether one may answer without signing in. closes_at: end of its
    last day in Thailand. short_reason: why it is shorter than 15 days. contact: whom to ask, also about a hidden
    answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=100)
    agency = models.ForeignKey("directory.Agency", models.PROTECT)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    summary_th = models.TextField(max_length=5000)
    summary_en = models.TextField(max_length=5000, blank=True)
    anonymous = models.BooleanField(default=False)
    contact_name = models.CharField(max_length=200)
    contact_email = models.EmailField()
    closes_at = models.DateTimeField()
    short_reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="consultation_state_known"),
            models.CheckConstraint(condition=~Q(title_th=""), name="consultation_has_title"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(opened_at__isnull=False), name="consultation_opened_at"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None)
                | Q(closes_at__gte=F("opened_at") + timedelta(days=DAYS))
                | ~Q(short_reason=""),
                name="consultation_long_enough",
            ),
        ]
        indexes = [
            models.Index(fields=["-closes_at", "id"], name="consultation_by_end"),
            models.Index(fields=["agency"], name="consultation_of_agency"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def title(self) -> str:
        """In the language in force."""
        return in_language(self.title_th, self.title_en)

    @property
    def summary(self) -> str:
        """What it is about, in the language in force."""
        return in_language(self.summary_th, self.summary_en)

    @property
    def answering(self) -> bool:
        """Whether answers are taken now."""
        return self.state == State.OPENED and timezone.now() < self.closes_at

    @property
    def closed(self) -> bool:
        """Whether the time to answer is over and the report is not out yet."""
        return self.state == State.OPENED and not self.answering

    @property
    def draft(self) -> bool:
        """Whether it is still being written."""
        return self.state == State.DRAFT

    @property
    def reported(self) -> bool:
        """Whether its report is public."""
        return self.state == State.REPORTED

    @property
    def last_day(self) -> date:
        """The last day on which one may answer, in Thailand."""
        return day_of(self.closes_at - timedelta(minutes=1))


class Part(models.Model):
    """A paragraph of the draft, or a question. position: from 1, in the order in which they are read.

    revised: the paragraph as it became after the consultation; None where it did not change, "" where it was
    taken out. changes: the way there, word by word, as pairs of a kind and a text (`Piece`).
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PARAGRAPH)
    position = models.PositiveSmallIntegerField()
    text_th = models.TextField(max_length=10_000)
    text_en = models.TextField(max_length=10_000, blank=True)
    revised = models.TextField(max_length=10_000, null=True, blank=True)
    changes = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "position"], name="part_once_in_consultation"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="part_kind_known"),
            models.CheckConstraint(condition=~Q(text_th=""), name="part_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.position}"

    @property
    def text(self) -> str:
        """In the language in force."""
        return in_language(self.text_th, self.text_en)

    @property
    def is_question(self) -> bool:
        """Whether it is answered in words alone."""
        return self.kind == Kind.QUESTION
