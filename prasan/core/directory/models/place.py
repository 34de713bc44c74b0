"""Provinces, districts and sub-districts by DOPA code."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Place(models.Model):
    """A province (2 digits), district (4) or sub-district (6), keyed by its DOPA code."""

    code = models.CharField(primary_key=True, max_length=8)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    postcodes = ArrayField(models.CharField(max_length=5), default=list)
    sort_key = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^(\d{2}|\d{4}|\d{6}|\d{8})$"), name="place_code_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name_th
