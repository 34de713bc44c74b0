"""The register of purposes: what personal data is used for, by whom, on what basis, for how long."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Purpose(models.Model):
    """One version of a purpose; versions are never changed. Part of the record of processing (s. 39).

    code: "service:complaint", stable over versions. data: kinds of data. classes: their classes.
    basis: see `law.BASES`. law_th, law_en, section: the law it rests on. recipients: agency codes that get
    the data. keep_years: how long after the end of the matter.
    """

    code = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    agency = models.CharField(max_length=40)
    title_th = models.TextField()
    title_en = models.TextField()
    basis = models.CharField(max_length=30)
    law_th = models.TextField(blank=True)
    law_en = models.TextField(blank=True)
    section = models.TextField(blank=True)
    data = ArrayField(models.CharField(max_length=60), default=list)
    classes = ArrayField(models.CharField(max_length=20), default=list)
    recipients = ArrayField(models.CharField(max_length=40), default=list)
    keep_years = models.PositiveSmallIntegerField()
    ended = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="protection_purpose_version"),
            models.CheckConstraint(
                condition=models.Q(keep_years__gte=1, keep_years__lte=100), name="protection_keep_years"
            ),
        ]
        indexes = [models.Index(fields=["agency", "code", "-version"], name="protection_by_agency")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
