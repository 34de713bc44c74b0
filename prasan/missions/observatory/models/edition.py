"""An edition of the survey as it was loaded, and its rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

_SHARES = Q(index__lte=100_000, osi__lte=100_000, tii__lte=100_000, hci__lte=150_000)


class LoadedEdition(models.Model):
    """A year's survey, replaced as a whole when it is loaded again. digest: SHA-256 of the file."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=300)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(year__range=(2001, 2100)), name="edition_of_a_survey_year")
        ]


class Row(models.Model):
    """A state in an edition; index and parts in hundred-thousandths. rank: None where it was not surveyed.

    hci may pass 1: the editions to 2005 print some that do.
    """

    edition = models.ForeignKey(LoadedEdition, on_delete=models.CASCADE, related_name="rows", db_index=False)
    iso3 = models.CharField(max_length=3)
    rank = models.PositiveSmallIntegerField(null=True)
    index = models.PositiveIntegerField()
    osi = models.PositiveIntegerField()
    tii = models.PositiveIntegerField()
    hci = models.PositiveIntegerField()
    epi = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "iso3"], name="row_once_a_state"),
            models.CheckConstraint(condition=_SHARES, name="row_of_shares"),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(rank__range=(1, 193)), name="row_rank_of_193"
            ),
            models.CheckConstraint(condition=Q(iso3__regex="^[A-Z]{3}$"), name="row_of_a_state"),
        ]
