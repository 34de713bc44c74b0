"""One day of the bank's books held against ours."""

from django.db import models


class Reconciliation(models.Model):
    """What was found for an agency's fees. report: see `flows.reconcile.Report`. sha256: of the bank's file."""

    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    day = models.DateField()
    sha256 = models.CharField(max_length=64)
    report = models.JSONField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "-made_at"], name="reconciliation_of_agency")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.day}"
