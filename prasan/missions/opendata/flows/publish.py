"""A dataset becomes public with what was uploaded, or is taken back."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Conflict

from ..models import Dataset, Resource, State
from ..quality import missing
from .hold import hold
from .note import admit, note


def publish(
    dataset: Dataset, looked_at: Collection[str] | None = None, only: Resource | None = None
) -> Dataset:
    """Release the dataset and every version that waits, or that of one table alone.

    looked_at: digests of what somebody saw waiting, if one looked.

    Raises NotAllowed; Conflict when something lacks, or when other things wait than were looked at.
    """
    admit(dataset.agency_id)
    dataset = hold(dataset.pk)
    if lacks := missing(dataset):
        names = ", ".join(str(name) for name in lacks)
        raise Conflict(_("This is still missing: %(names)s") % {"names": names}, code="incomplete")
    tables = dataset.resources.prefetch_related("versions")
    waiting = [
        (resource, version)
        for resource in tables
        if (version := resource.proposed) and only in (None, resource)
    ]
    digests = [version.digest for _resource, version in waiting]
    if looked_at is not None and sorted(looked_at) != sorted(digests):
        text = _("What waits has changed since you looked at it. Look again before you publish.")
        raise Conflict(text, code="not-looked-at")
    for resource, version in waiting:
        resource.latest = version.number
        resource.save(update_fields=["latest"])
    if not any(resource.open for resource in dataset.resources.all()):
        raise Conflict(_("There is no table to publish yet."), code="no-data")
    if dataset.public and not digests:
        raise Conflict(_("Nothing is new."), code="nothing-new")
    now = timezone.now()
    dataset.state, dataset.modified_at = State.PUBLISHED, now
    dataset.published_at = dataset.published_at or now
    dataset.save(update_fields=["state", "modified_at", "published_at"])
    note("publish-data", dataset, digests)
    return dataset


def withdraw(dataset: Dataset) -> Dataset:
    """Take the dataset out of the catalogue; it stays with its agency. Raises NotAllowed, Conflict."""
    admit(dataset.agency_id)
    dataset = hold(dataset.pk)
    if not dataset.public:
        raise Conflict(_("This dataset is not public."), code="not-public")
    dataset.state, dataset.modified_at = State.WITHDRAWN, timezone.now()
    dataset.save(update_fields=["state", "modified_at"])
    note("withdraw-data", dataset)
    return dataset
