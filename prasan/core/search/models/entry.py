"""What can be found. Entries are public texts; nothing about a person is indexed here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One thing that can be found, its texts in every language, a line each."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    title = models.TextField()
    summary = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    body = models.TextField(blank=True)
    boost = models.FloatField(default=1.0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once"),
            models.CheckConstraint(
                condition=models.Q(boost__gt=0, boost__lte=10), name="search_entry_boost_in_range"
            ),
        ]


class Stamp(models.Model):
    """Changes whenever an entry of its kind does, so that every process knows its memory is out of date."""

    kind = models.CharField(max_length=40, primary_key=True)
    value = models.UUIDField()
