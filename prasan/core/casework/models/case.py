"""The case: its present state, kept in step with its events in the same transaction."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from ..channels import Channel
from ..format.definition import Outcome


class Case(models.Model):
    """One case. Holds what lists, queues and deadlines need; what the person said is in `CaseAnswers`.

    number: 12 digits with a check digit. state: a state of its service version; kind and outcome are that
    state's. unit: whose queue it is in. revision: grows by one with each event; a page that acts names the
    revision it showed. due_at: the nearest deadline that still runs.
    """

    # Keys without an index of their own stand first in one of those below.
    number = models.CharField(unique=True, max_length=12)
    service = models.ForeignKey("casework.Service", models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey("casework.ServiceVersion", models.PROTECT, related_name="+")
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("directory.Unit", models.PROTECT, related_name="+", db_index=False)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    subject = models.UUIDField(null=True)  # the applicant as the ledger knows them
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", db_index=False)
    place = models.ForeignKey("directory.Place", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=8, default=Channel.WEB)
    state = models.CharField(max_length=60)
    kind = models.CharField(max_length=8)
    outcome = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200)
    confidential = models.BooleanField(default=False)
    payment = models.CharField(max_length=60, blank=True)
    draft = models.UUIDField(null=True, unique=True)  # where it was filled in; a draft opens one case, ever
    revision = models.PositiveIntegerField(default=1)
    missing_listed = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    appeal_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment"], condition=~Q(payment=""), name="case_paid_once"),
            models.CheckConstraint(condition=Q(number__regex=r"^\d{12}$"), name="case_number_digits"),
            models.CheckConstraint(condition=Q(kind__in=["open", "waiting", "closed"]), name="case_kind"),
            models.CheckConstraint(
                condition=Q(kind="closed", closed_at__isnull=False) | (~Q(kind="closed") & Q(closed_at=None)),
                name="case_closed_has_time",
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="case_channel"),
            models.CheckConstraint(
                condition=Q(kind="closed", outcome__in=[each.value for each in Outcome])
                | (~Q(kind="closed") & Q(outcome="")),
                name="case_closed_has_outcome",
            ),
        ]
        indexes = [
            models.Index(F("unit"), F("due_at"), F("id"), condition=~Q(kind="closed"), name="case_queue"),
            models.Index(F("unit"), condition=~Q(kind="closed") & Q(assignee=None), name="case_unclaimed"),
            models.Index(F("unit"), condition=Q(kind="waiting"), name="case_waiting"),
            models.Index(F("unit"), F("state"), condition=~Q(kind="closed"), name="case_in_state"),
            models.Index(F("unit"), F("place"), condition=~Q(kind="closed"), name="case_in_place"),
            models.Index(F("unit"), F("updated_at"), name="case_news"),
            models.Index(F("unit"), F("id"), name="case_of_unit"),
            models.Index(F("agency"), F("id"), name="case_of_agency"),
            models.Index(F("assignee"), F("due_at"), F("id"), condition=~Q(kind="closed"), name="case_mine"),
            models.Index(F("applicant"), F("id"), name="case_of_applicant"),
            models.Index(F("service"), F("opened_at"), name="case_of_service"),
            models.Index(F("opened_at"), name="case_by_opening"),
            models.Index(F("closed_at"), name="case_by_closing"),
            models.Index(F("parent"), condition=Q(parent__isnull=False), name="case_of_parent"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseAnswers(models.Model):
    """What the person said; erasable without breaking the case."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="said")
    answers = models.JSONField()

    def __str__(self) -> str:
        return f"answers of {self.case_id}"


class CaseApplicant(models.Model):
    """Who the person is: facts known of them and the answers that identify them, apart from the rest.

    In a confidential case only the person, the unit that received it and the program see this row.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="who")
    received_by = models.ForeignKey("directory.Unit", models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"applicant of {self.case_id}"


class CaseReader(models.Model):
    """A unit that may read a case that is not (or no longer) in its queue.

    until: revision with which its work on the case ended, None while it lasts: later notes of others are not
    its to read. 0 for who only follows a case that grew out of one of its own.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="readers", db_index=False)
    unit = models.ForeignKey("directory.Unit", models.PROTECT, related_name="+")
    since = models.DateTimeField(auto_now_add=True)
    until = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "unit"], name="case_reader_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} reads {self.case_id}"


class CaseWords(models.Model):
    """The search tokens of a case; read only through the reviewed search function."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="+")
    words = ArrayField(models.TextField())

    class Meta:
        indexes = [GinIndex(fields=["words"], name="case_words")]

    def __str__(self) -> str:
        return f"words of {self.case_id}"
