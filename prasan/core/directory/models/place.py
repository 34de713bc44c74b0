"""Provinces, districts and sub-districts by DOPA code."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from prasan.foundation.languages import current_language

from .named import Named


class Place(Named, models.Model):
    """A province (2 digits), district (4) or sub-district (6), keyed by its DOPA code.

    Names are bare ("พระนคร"); `title` puts the right word before them ("เขตพระนคร").
    """

    code = models.CharField(primary_key=True, max_length=8)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    postcodes = ArrayField(models.CharField(max_length=5), default=list)
    sort_key = models.CharField(max_length=800, db_index=True, db_collation="C")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^(\d{2}|\d{4}|\d{6}|\d{8})$"), name="place_code_digits"
            ),
        ]

    @property
    def title(self) -> str:
        """The name with its kind, in the language in force: "ตำบลป่าซาง", "Pa Sang Sub-district"."""
        bangkok = self.code.startswith("10")
        if current_language() == "en":
            kind = {2: "" if bangkok else " Province", 4: " District", 6: " Sub-district"}
            return self.name_en + kind.get(len(self.code), "")
        return self.title_th

    @property
    def title_th(self) -> str:
        """The Thai name with its kind, as letters write it; Bangkok has เขต and แขวง."""
        kinds = ("", "เขต", "แขวง") if self.code.startswith("10") else ("จังหวัด", "อำเภอ", "ตำบล")
        return dict(zip((2, 4, 6), kinds, strict=True)).get(len(self.code), "") + self.name_th
