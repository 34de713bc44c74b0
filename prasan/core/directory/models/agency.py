"""Agencies and their units."""

from django.db import models


class Agency(models.Model):
    """A body of the state, or one the state works with (a bank), known by a stable code."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry"
        DEPARTMENT = "department"
        PROVINCIAL = "provincial"
        LOCAL = "local"
        STATE_ENTERPRISE = "state_enterprise"
        PUBLIC_ORGANISATION = "public_organisation"
        INDEPENDENT = "independent"
        CENTRE = "centre"
        BANK = "bank"
        HOSPITAL = "hospital"
        POLICE = "police"

    code = models.SlugField(unique=True, max_length=40)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    place = models.ForeignKey("directory.Place", models.PROTECT, null=True, blank=True)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_th = models.CharField(max_length=60, blank=True)
    short_en = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    sort_key = models.CharField(max_length=400, db_index=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(name_th=""), name="agency_has_name")]

    def __str__(self) -> str:
        return self.name_th


class Unit(models.Model):
    """A part of an agency that has a queue of its own; `code` is unique within the agency."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    place = models.ForeignKey("directory.Place", models.PROTECT, null=True, blank=True)
    code = models.SlugField(max_length=40)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    closed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="unit_code_in_agency")]

    def __str__(self) -> str:
        return self.name_th
