"""A dataset: what the catalogue says of it."""

from __future__ import annotations

import uuid
from datetime import datetime
from hashlib import sha256

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prasan.foundation.languages import in_language

from ..tables.types import MOST_WRITTEN, TYPES, Demands
from ..vocabulary import Category, Coverage, Frequency, Kind, Language, Licence, Objective, Theme


class State(models.TextChoices):
    """DRAFT: its agency alone sees it. PUBLISHED: everybody does. WITHDRAWN: its agency alone again."""

    DRAFT = "draft", pgettext_lazy("open data", "Draft")
    PUBLISHED = "published", pgettext_lazy("open data", "Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Dataset(models.Model):
    """One entry of the catalogue, with the 14 statements that the Thai standard asks of every one.

    slug: its stable name in addresses, never given to another. figures: name of a table that the program makes
    of its own operations ("" for one an agency uploads). words: everything it is found by, in small letters.
    modified_at: of anything others would harvest, a new version of a table among it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=100)
    agency = models.ForeignKey("directory.Agency", models.PROTECT)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    notes_th = models.TextField(max_length=5000)
    notes_en = models.TextField(max_length=5000, blank=True)
    tags = ArrayField(models.CharField(max_length=100), default=list)
    objectives = ArrayField(models.CharField(max_length=100, choices=Objective.choices), default=list)
    contact_name = models.CharField(max_length=200)
    contact_email = models.EmailField()
    frequency = models.CharField(max_length=60, choices=Frequency.choices)
    interval = models.PositiveSmallIntegerField(default=1)
    coverage = models.CharField(max_length=60, choices=Coverage.choices)
    source = models.CharField(max_length=500)
    category = models.CharField(max_length=60, choices=Category.choices, default=Category.PUBLIC)
    licence = models.CharField(max_length=60, choices=Licence.choices)
    kind = models.CharField(max_length=60, choices=Kind.choices)
    languages = ArrayField(models.CharField(max_length=20, choices=Language.choices), default=list)
    theme = models.CharField(max_length=20, choices=Theme.choices)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    figures = models.SlugField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="dataset_state_known"),
            models.CheckConstraint(
                condition=models.Q(category__in=Category.values), name="dataset_category_public"
            ),
            models.CheckConstraint(condition=~models.Q(title_th=""), name="dataset_has_title"),
            models.UniqueConstraint(
                fields=["figures"], condition=~models.Q(figures=""), name="dataset_of_figures_once"
            ),
        ]
        indexes = [
            models.Index(fields=["-modified_at", "id"], name="dataset_lately"),
            models.Index(fields=["agency"], name="dataset_of_agency"),
            # Read by the function opendata_matching alone: under row-level security LIKE uses no index.
            GinIndex(
                fields=["words"],
                name="dataset_words",
                opclasses=["gin_trgm_ops"],
                condition=models.Q(state="published"),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def title(self) -> str:
        """In the language in force."""
        return in_language(self.title_th, self.title_en)

    @property
    def notes(self) -> str:
        """What it holds, in the language in force."""
        return in_language(self.notes_th, self.notes_en)

    @property
    def public(self) -> bool:
        """Whether everybody sees it."""
        return self.state == State.PUBLISHED

    @property
    def data_changed_at(self) -> datetime | None:
        """When its newest public table was given in; needs `resources` with `current`."""
        held = [one.current.added_at for one in self.open_resources if one.current]
        return max(held, default=None)

    @property
    def open_resources(self) -> list[Resource]:
        """Those of its resources that the public has, in order."""
        return [one for one in self.resources.all() if one.open]


class Resource(models.Model):
    """A table of a dataset, or a link to what lies elsewhere.

    slug: unique in the dataset. url, format: of a link; "" and "CSV" of a table. latest: number of the version
    that is public; 0 while there is none. told: column -> what it holds, {"th": ..., "en": ...}, and where the agency
    demands it of every version, "type" (of `tables.types`) and "key" ("yes": it belongs to what names a row).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="resources")
    slug = models.SlugField(max_length=100)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    format = models.CharField(max_length=20, default="CSV")
    position = models.PositiveSmallIntegerField(default=0)
    latest = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "slug"], name="resource_slug_in_dataset"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id}/{self.slug}"

    @property
    def title(self) -> str:
        """In the language in force."""
        return in_language(self.title_th, self.title_en)

    @property
    def demands(self) -> Demands:
        """What every version must be, as its agency said beside what the columns hold."""
        types = {name: said["type"] for name, said in self.told.items() if said.get("type") in TYPES}
        return Demands(types, [name for name, said in self.told.items() if said.get("key")])

    @property
    def is_table(self) -> bool:
        """Whether its rows lie here."""
        return not self.url

    @property
    def open(self) -> bool:
        """Whether there is something of it for the public."""
        return not self.is_table or self.latest > 0

    @property
    def current(self) -> Version | None:
        """The public version; from prefetched versions where there are some."""
        return next((v for v in self.versions.all() if v.number == self.latest), None)

    @property
    def proposed(self) -> Version | None:
        """The version that was uploaded and is not public yet."""
        return next((v for v in self.versions.all() if v.number > self.latest), None)


class Version(models.Model):
    """The content of a table at one time; a row is never changed.

    digest: SHA-256 of the CSV as it is given out, which names the stored files. size, parquet_size: bytes.
    columns: in order, each {"name", "type"} with a type of `tables.types`. encoding: of the file as it came.
    """

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    parquet_size = models.BigIntegerField()
    rows = models.BigIntegerField()
    columns = models.JSONField()
    encoding = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="version_number_in_resource"),
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="version_digest_hex"
            ),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} v{self.number}"

    @property
    def files(self) -> tuple[str, ...]:
        """Names of all that may be stored of it."""
        return (f"{self.digest}.csv", self.parquet, self.sheet)

    @property
    def parquet(self) -> str:
        """Name of its Parquet file: of the CSV's digest, and of the types where they are not those of its values."""
        if not any(column.get("set") for column in self.columns):
            return f"{self.digest}.parquet"
        types = "\n".join([self.digest, *(column["type"] for column in self.columns)])
        return f"{sha256(types.encode()).hexdigest()}.parquet"

    @property
    def sheet(self) -> str:
        """Name of its XLSX file, which is made when somebody asks for it."""
        return self.parquet.replace(".parquet", ".xlsx")

    @property
    def as_sheet(self) -> bool:
        """Whether it is small enough to be had as XLSX."""
        return (self.rows + 1) * len(self.columns) <= MOST_WRITTEN
