"""The value of a measure on a day, kept so that charts have a history."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Snapshot(models.Model):
    """One figure of one day in Thailand."""

    name = models.CharField(max_length=100)
    day = models.DateField()
    dims = models.JSONField(default=dict)
    value = models.FloatField()
    people = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "day", "dims"], name="measures_snapshot_once")
        ]
