"""An officer's place in a unit and what they may do there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Role(models.TextChoices):
    """What a member may do; rooms decide with these names in their `rules.py`."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    COUNTER = "counter"
    OPERATOR = "operator"
    SERVICE_OWNER = "service_owner"
    FINANCE = "finance"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Membership(models.Model):
    """`account` works in `unit` with `roles`; ended memberships stay as history."""

    account = models.ForeignKey("identity.Account", models.PROTECT, related_name="memberships")
    unit = models.ForeignKey("directory.Unit", models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices))
    title_th = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit"], condition=models.Q(ends_at=None), name="membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.unit_id}"
