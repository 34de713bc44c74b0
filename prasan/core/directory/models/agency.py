"""Agencies and their units."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prasan.foundation.languages import current_language

from .named import Named


class Agency(Named, models.Model):
    """A body of the state, or one the state works with (a bank), known by a stable code.

    attributes: codes by which others know it: `hcode` of a hospital (5 digits), `bank_code` (3 digits).
    sort_key: order of `name_th` in Thai. edited: an administrator changed it, so the loader leaves it alone.
    """

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("Ministry")
        DEPARTMENT = "department", _("Department")
        PROVINCIAL = "provincial", _("Provincial office")
        LOCAL = "local", _("Local administration")
        STATE_ENTERPRISE = "state_enterprise", _("State enterprise")
        PUBLIC_ORGANISATION = "public_organisation", _("Public organisation")
        INDEPENDENT = "independent", _("Independent body")
        CENTRE = "centre", _("Centre")
        BANK = "bank", _("Bank")
        HOSPITAL = "hospital", _("Hospital")
        POLICE = "police", _("Police")

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
    attributes = models.JSONField(default=dict, blank=True)
    sort_key = models.CharField(max_length=800, db_index=True, db_collation="C")
    edited = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(name_th=""), name="agency_has_name")]

    @property
    def short(self) -> str:
        """The short name in the language in force, or the whole one where there is none."""
        return (self.short_en if current_language() == "en" else self.short_th) or self.name


class Unit(Named, models.Model):
    """A part of an agency that has a queue of its own; `code` is unique within the agency.

    closed: takes no new work, its history stays. edited: as for `Agency`.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    place = models.ForeignKey("directory.Place", models.PROTECT, null=True, blank=True)
    code = models.SlugField(max_length=40)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    closed = models.BooleanField(default=False)
    edited = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="unit_code_in_agency")]

    @property
    def office(self) -> str:
        """The name with its agency's, in the language in force: "Registration, City of X"."""
        return f"{self.name}{', ' if current_language() == 'en' else ' '}{self.agency.name}"

    @property
    def address(self) -> str:
        """How service files and addresses name it: "agency-code/unit-code"."""
        return f"{self.agency.code}/{self.code}"
