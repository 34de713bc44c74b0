"""Reads of the catalogue."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Func, Max, Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.foundation.errors import NotFound
from prasan.foundation.thai import normalise

from .models import Dataset, Resource, State, Version


@dataclass(frozen=True)
class Facet:
    """A value by which the catalogue can be narrowed, its name for people, and how many datasets have it."""

    value: str
    name: str
    count: int


def complete(datasets: QuerySet[Dataset]) -> QuerySet[Dataset]:
    """With agency, resources and the public version of each: three queries however many datasets."""
    current = Version.objects.filter(number=F("resource__latest"))
    resources = Resource.objects.prefetch_related(Prefetch("versions", current))
    return datasets.select_related("agency").prefetch_related(Prefetch("resources", resources))


def public() -> QuerySet[Dataset]:
    """The catalogue as everybody sees it."""
    return Dataset.objects.filter(state=State.PUBLISHED)


def dataset(slug: str) -> Dataset:
    """The public dataset of this name. Raises NotFound."""
    found = complete(public()).filter(slug=slug).first()
    if found is None:
        raise NotFound(_("There is no such dataset."), code="no-dataset")
    return found


def resource(dataset: Dataset, slug: str) -> Resource:
    """A public resource of the dataset. Raises NotFound."""
    found = next((one for one in dataset.open_resources if one.slug == slug), None)
    if found is None:
        raise NotFound(_("There is no such table."), code="no-table")
    return found


def table(resource_id: uuid.UUID, number: int | None = None) -> tuple[Resource, Version]:
    """A public table with its version (default: the newest). Raises NotFound."""
    found = (
        Resource.objects.filter(pk=resource_id, dataset__state=State.PUBLISHED)
        .select_related("dataset__agency")
        .first()
    )
    version = (
        Version.objects.filter(resource=found, number=found.latest if number is None else number).first()
        if found
        else None
    )
    if found is None or version is None or version.number > found.latest:
        raise NotFound(_("There is no such table."), code="no-table")
    return found, version


def versions(resource: Resource) -> list[Version]:
    """Every public version of a table, the newest first."""
    return list(Version.objects.filter(resource=resource, number__lte=resource.latest)[:200])


def of_agencies(agencies: Iterable[int]) -> QuerySet[Dataset]:
    """Every dataset of the agencies (ids), drafts too, the last changed first."""
    return Dataset.objects.filter(agency__in=list(agencies)).select_related("agency").order_by("-modified_at")


def matching(text: str) -> Q:
    """Public datasets in which every word of `text` stands somewhere in what the catalogue says."""
    words = sorted(normalise(text).lower().split()[:20], key=len, reverse=True)
    if not words:
        return Q()
    patterns = ["%" + re.sub(r"([\\%_])", r"\\\1", word) + "%" for word in words]
    return Q(pk__in=RawSQL("SELECT opendata_matching(%s::text[])", [patterns]))


def with_format(name: str) -> Q:
    """Datasets that have a public resource in this form. A table here is there as CSV, Parquet and by API."""
    name = name.upper()
    links = Resource.objects.exclude(url="").filter(format__iexact=name).values("dataset")
    found = Q(pk__in=links)
    if name in ("CSV", "PARQUET", "API"):
        found |= Q(pk__in=Resource.objects.filter(url="", latest__gt=0).values("dataset"))
    return found


def by_agency(found: QuerySet[Dataset]) -> list[Facet]:
    """Agencies of the datasets, most first."""
    counted = (
        found.order_by()
        .values("agency__code", "agency__name_th", "agency__name_en")
        .annotate(count=Count("pk"))
    )
    facets = [
        Facet(row["agency__code"], directory.agency_name(row["agency__code"]), row["count"])
        for row in counted
    ]
    return sorted(facets, key=lambda facet: (-facet.count, facet.name))


def by_tag(found: QuerySet[Dataset]) -> list[Facet]:
    """Keywords of the datasets, most first."""
    tags = found.order_by().annotate(tag=Func(F("tags"), function="unnest")).values("tag")
    counts = Counter(row["tag"] for row in tags)
    return [Facet(tag, tag, count) for tag, count in sorted(counts.items(), key=lambda x: (-x[1], x[0]))]


def by_field(found: QuerySet[Dataset], field: str) -> list[Facet]:
    """Values of a field with choices, most first."""
    labels = dict(Dataset._meta.get_field(field).choices or [])  # type: ignore[union-attr]
    counted = found.order_by().values_list(field).annotate(count=Count("pk")).order_by("-count", field)
    return [Facet(value, str(labels.get(value, value)), count) for value, count in counted]


def by_format(found: QuerySet[Dataset]) -> list[Facet]:
    """Forms of the data, most first; a table counts as CSV and as Parquet."""
    rows = (
        Resource.objects.filter(dataset__in=found.order_by().values("pk"))
        .filter(Q(latest__gt=0) | ~Q(url=""))
        .values_list("dataset", "format", "url")
        .distinct()
    )
    pairs = {(dataset, (form if url else "CSV").upper()) for dataset, form, url in rows}
    pairs |= {(dataset, "PARQUET") for dataset, _form, url in rows if not url}
    counts = Counter(form for _dataset, form in pairs)
    return [Facet(form, form, count) for form, count in sorted(counts.items(), key=lambda x: (-x[1], x[0]))]


def state_of_catalogue() -> tuple[int, datetime | None]:
    """How many datasets are public, and when one of them changed last."""
    told = public().aggregate(count=Count("pk"), last=Max("modified_at"))
    return told["count"], told["last"]
