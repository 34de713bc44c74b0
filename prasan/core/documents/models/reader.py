"""Who, besides the owner, may read a document."""

from django.db import models


class Reader(models.Model):
    """A unit (with its agency, for those who oversee it), a whole agency, or one other person by subject."""

    document = models.ForeignKey("documents.Document", models.CASCADE, related_name="readers")
    unit = models.ForeignKey("directory.Unit", models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("directory.Agency", models.PROTECT, null=True, related_name="+")
    person = models.UUIDField(null=True)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "unit", "agency", "person"], nulls_distinct=False, name="reader_once"
            ),
            models.CheckConstraint(
                condition=models.Q(person=None, agency__isnull=False)
                | models.Q(person__isnull=False, unit=None, agency=None),
                name="reader_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} for {self.unit_id or self.agency_id or self.person}"
