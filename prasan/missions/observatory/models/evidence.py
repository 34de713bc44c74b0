"""What shows that a feature of the survey is there, given by a person; and what a machine found when it looked."""

from django.conf import settings
from django.db import models


class Evidence(models.Model):
    """A link that a person of an agency gave for a feature. feature: its id, such as "OSI-037"; address: https:// or
    a path of this portal."""

    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    feature = models.CharField(max_length=12)
    address = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "feature", "address"], name="evidence_once"),
            models.CheckConstraint(
                condition=models.Q(address__regex=r"^(https://[^/\s]|/([^/\\\s]|$))"), name="evidence_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature}: {self.address}"


class Looked(models.Model):
    """What a machine found at the evidence of a shipped claim. met: None where it cannot tell; why: names of the
    checks that failed, by spaces."""

    feature = models.CharField(max_length=12)
    evidence = models.CharField(max_length=200)
    met = models.BooleanField(null=True)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feature", "evidence"], name="looked_once")]

    def __str__(self) -> str:
        return f"{self.feature}: {self.met}"
