"""What the catalogue says of a dataset is written, by its agency."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.foundation.errors import Conflict, Invalid
from prasan.foundation.thai import normalise

from ..models import Dataset, Resource
from .hold import hold
from .note import admit
from .upload import judge_again

if TYPE_CHECKING:
    from prasan.foundation.errors import Words


SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset({"new", "office", "api", "catalog", "search"})
MOST_TAGS, LONGEST_TAG = 20, 100
MOST_TABLES = 200  # as the message says
TEXTS = (
    "title_th", "title_en", "notes_th", "notes_en", "contact_name", "contact_email", "frequency", "interval",
    "coverage", "source", "licence", "kind", "theme", "starts_on", "ends_on",
)  # fmt: skip
LISTS = ("tags", "objectives", "languages")


def add_dataset(agency: directory.Agency, slug: str, **said: Any) -> Dataset:
    """A new draft of the agency. said: TEXTS and LISTS. Raises NotAllowed, Invalid."""
    admit(agency.pk)
    if not SLUG.fullmatch(slug) or len(slug) > 100 or slug in RESERVED:
        raise Invalid(fields={"slug": _("Small letters, digits and dashes.")})
    dataset = Dataset(slug=slug, agency=agency, figures=said.pop("figures", ""))
    try:
        with transaction.atomic():
            return _write(dataset, said)
    except (
        IntegrityError
    ) as error:  # asking first would not see another agency's draft, nor one of this moment
        raise Invalid(fields={"slug": _("This address is taken.")}) from error


def change_dataset(dataset: Dataset, **said: Any) -> Dataset:
    """What is said of a dataset, anew. Raises NotAllowed, Invalid."""
    admit(dataset.agency_id)
    return _write(hold(dataset.pk), said)


def add_resource(
    dataset: Dataset, slug: str, *, title_th: str, title_en: str = "", url: str = "", format: str = "CSV"
) -> Resource:
    """A table to be uploaded, or (url) a link to what lies elsewhere.

    Raises NotAllowed, Invalid, and Conflict where the dataset holds MOST_TABLES.
    """
    admit(dataset.agency_id)
    if not SLUG.fullmatch(slug) or len(slug) > 100:
        raise Invalid(fields={"slug": _("Small letters, digits and dashes.")})
    hold(dataset.pk)  # of two with one name at once the later one is told
    if dataset.resources.filter(slug=slug).exists():
        raise Invalid(fields={"slug": _("This address is taken.")})
    if dataset.resources.count() >= MOST_TABLES:
        raise Conflict(_("A dataset holds 200 tables at most."), code="too-many")
    made = Resource.objects.create(
        dataset=dataset, slug=slug, title_th=title_th, title_en=title_en, url=url, format=format,
        position=dataset.resources.count(),
    )  # fmt: skip
    touch(dataset)
    return made


def tell_columns(resource: Resource, told: dict[str, dict[str, str]]) -> None:
    """Say what the columns of a table hold, of which type they are and which name a row (`Resource.told`).

    A table that is there already is judged anew; with other types it is a new version. Raises NotAllowed, BadTable.
    """
    admit(resource.dataset.agency_id)
    was, resource.told = resource.demands, told
    if resource.demands != was:
        judge_again(resource)
    resource.save(update_fields=["told"])
    touch(resource.dataset)


def touch(dataset: Dataset) -> None:
    """Others who harvest shall look at it again."""
    dataset.modified_at = timezone.now()
    dataset.save(update_fields=["modified_at"])


def _write(dataset: Dataset, said: dict[str, Any]) -> Dataset:
    for name in TEXTS:
        if name in said:
            setattr(dataset, name, said[name])
    for name in LISTS:
        if name in said:
            setattr(dataset, name, list(said[name]))
    dataset.tags = _tags(dataset.tags)
    wrong: dict[str, Words] = {}
    if not dataset.title_th:
        wrong["title_th"] = _("Write an answer")
    if dataset.starts_on and dataset.ends_on and str(dataset.ends_on) < str(dataset.starts_on):
        wrong["ends_on"] = _("The end lies before the beginning.")
    if wrong:
        raise Invalid(fields=wrong)
    dataset.words = _words(dataset)
    dataset.modified_at = timezone.now()
    dataset.save()
    return dataset


def _tags(given: list[str]) -> list[str]:
    tags = dict.fromkeys(" ".join(normalise(tag).split())[:LONGEST_TAG] for tag in given)
    return [tag for tag in tags if tag][:MOST_TAGS]


def _words(dataset: Dataset) -> str:
    agency = dataset.agency
    texts = [
        dataset.slug, dataset.title_th, dataset.title_en, dataset.notes_th, dataset.notes_en, *dataset.tags,
        agency.name_th, agency.name_en, agency.short_th, agency.short_en,
    ]  # fmt: skip
    return normalise("\n".join(texts)).lower()
