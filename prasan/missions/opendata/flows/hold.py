"""One change of a dataset after the other: whoever changes what is public, or what waits, holds the dataset first."""

from __future__ import annotations

import uuid

from ..models import Dataset


def hold(dataset: uuid.UUID) -> Dataset:
    """The dataset as it is now, held until the end of the transaction; its tables are read anew after this."""
    return Dataset.objects.select_for_update(of=("self",)).select_related("agency").get(pk=dataset)
