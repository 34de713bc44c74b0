"""An application that is not yet submitted."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..channels import Channel


class Draft(models.Model):
    """What a person has filled in so far; deleted when the case opens.

    `author` fills it in. At a counter that is an officer, `applicant` is the person it is for (None when
    the person has no account) and `consent` says that the person agreed to be represented.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey("casework.ServiceVersion", models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    channel = models.CharField(max_length=8, default=Channel.WEB)
    consent = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    pages_done = models.JSONField(default=list)
    payment = models.CharField(
        max_length=60, blank=True
    )  # the payment asked for; answers are frozen meanwhile
    parent = models.ForeignKey("casework.Case", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(channel__in=Channel.values), name="draft_channel")]
        indexes = [models.Index(fields=["author", "-updated_at"], name="draft_of_author")]

    def __str__(self) -> str:
        return str(self.id)
