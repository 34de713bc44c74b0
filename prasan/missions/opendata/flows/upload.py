"""A new version of a table is given in: read and judged first, public only when it is released."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.documents import service as documents
from prasan.foundation import scope
from prasan.foundation.errors import Conflict

from ..models import Dataset, Resource, Version
from ..tables.reading import MOST_BYTES, Table, read
from .hold import hold
from .note import admit
from .sweep import alone_with_files

MOST_KEPT = 20 * MOST_BYTES  # a CSV of ours: a packed spreadsheet comes to more than was given


def upload(resource: Resource, file: BinaryIO, name: str = "") -> Version:
    """Read a CSV or XLSX file as the next version, in place of one that was not released yet.

    Raises NotAllowed, TooLarge, BadTable, Unavailable, or Conflict when it is what is public already.
    """
    admit(resource.dataset.agency_id)
    if not resource.is_table:
        raise Conflict(_("This is a link; it has no table of its own."), code="no-table")
    with read(file, demands=resource.demands) as table:
        return keep(resource, table, name)


def keep(resource: Resource, table: Table, name: str = "") -> Version:
    """Keep a table that was read as the next version. Raises Conflict, Unavailable."""
    # One version after the other: of two uploads at once the later one waits and takes the first one's place.
    hold(resource.dataset_id)
    resource = Resource.objects.get(pk=resource.pk)
    public = Version.objects.filter(resource=resource, number=resource.latest).first()
    if public and _same(public, table):
        raise Conflict(_("This is exactly the version that is public already."), code="same-version")
    discard(resource)
    alone_with_files()
    documents.keep_public(f"{table.digest}.csv", table.csv)
    by = scope.current().subject
    made = Version(
        resource=resource, number=resource.latest + 1, digest=table.digest, size=table.size,
        parquet_size=table.parquet_size, rows=table.rows, columns=table.columns, encoding=table.encoding,
        file_name=_shown(name), added_at=timezone.now(), added_by=by or None,
    )  # fmt: skip
    documents.keep_public(made.parquet, table.parquet)
    made.save(force_insert=True)
    return made


def judge_again(resource: Resource) -> None:
    """Hold the newest table against what is demanded of it now, and keep it as the next version where that differs.

    Raises BadTable where it is not what is demanded; then nothing has changed.
    """
    hold(resource.dataset_id)
    fresh = Resource.objects.get(pk=resource.pk)
    version = fresh.proposed or fresh.current
    if version is None:
        return
    with (
        documents.public_file(f"{version.digest}.csv").open("rb") as file,
        read(file, limit=MOST_KEPT, demands=resource.demands) as table,
    ):
        if _same(version, table):
            return
        try:
            keep(resource, replace(table, encoding=version.encoding), version.file_name)
        except Conflict:
            discard(resource)  # it is as the public one again


def _same(version: Version, table: Table) -> bool:
    """Whether the version has this content, with these types."""
    types = [[column["type"] for column in columns] for columns in (version.columns, table.columns)]
    return version.digest == table.digest and types[0] == types[1]


def discard(resource: Resource) -> None:
    """Take away what was uploaded and never released. Raises NotAllowed."""
    admit(resource.dataset.agency_id)
    hold(resource.dataset_id)
    latest = Resource.objects.get(pk=resource.pk).latest  # what was read before may be public by now
    for version in Version.objects.filter(resource=resource, number__gt=latest):
        version.delete()
        transaction.on_commit(partial(_drop, version.digest, *version.files))


def discard_all(dataset: Dataset) -> None:
    """As `discard`, of every table of the dataset."""
    for resource in dataset.resources.all():
        discard(resource)


def _drop(digest: str, *made: str) -> None:
    """The files of a version that is gone, unless another one has the same content."""
    with scope.system("opendata-discard"):
        alone_with_files()
        used = {name for version in Version.objects.filter(digest=digest) for name in version.files}
        for name in {f"{digest}.csv", *made} - used:
            documents.drop_public(name)


def _shown(name: str) -> str:
    base = PurePath(name.replace("\\", "/")).name
    return re.sub(r"[^\w .()-]", "_", base)[:200]
