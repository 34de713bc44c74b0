"""An officer's place in a unit and what they may do there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from prasan.foundation.languages import in_language


class Role(models.TextChoices):
    """What a member may do; rooms decide with these names in their `rules.py`."""

    OFFICER = "officer", _("Officer")
    SUPERVISOR = "supervisor", _("Supervisor")
    COUNTER = "counter", _("Counter officer")
    OPERATOR = "operator", _("Hotline operator")
    SERVICE_OWNER = "service_owner", _("Service owner")
    FINANCE = "finance", _("Finance officer")
    AUDITOR = "auditor", _("Auditor")
    INTEGRATOR = "integrator", _("System integrator")
    ADMINISTRATOR = "administrator", _("Administrator")


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
            models.CheckConstraint(condition=~models.Q(roles=[]), name="membership_has_roles"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.unit_id}"

    @property
    def title(self) -> str:
        """The officer's title in the language in force."""
        return in_language(self.title_th, self.title_en)

    @property
    def role_names(self) -> list[str]:
        """The roles in words, in the language in force."""
        return [str(Role(role).label) for role in self.roles if role in Role.values]
