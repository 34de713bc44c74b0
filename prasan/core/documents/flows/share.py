"""Let units or other people read documents."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from prasan.core.directory.service import unit_by_id

from ..models import Document, Reader, State


def share(
    documents: Iterable[uuid.UUID], units: Iterable[int] = (), *, people: Iterable[uuid.UUID] = ()
) -> None:
    """Units (ids), and who oversees their agencies, may read the documents; so may `people` (subjects).

    What a unit works with is kept: its owner cannot take it away any more. Safe to repeat. Only who can
    read a document can share it: the database refuses the rest.
    """
    ids, named = list(documents), list(units)
    let_read(ids, named, people)
    if named:
        attach(ids)


def let_read(ids: list[uuid.UUID], units: Iterable[int], people: Iterable[uuid.UUID] = ()) -> None:
    """Write the readers' rows alone."""
    named = [unit_by_id(u) for u in units]
    readers = [Reader(document_id=d, unit_id=u.pk, agency_id=u.agency_id) for d in ids for u in named]
    readers += [Reader(document_id=d, person=p) for d in ids for p in people]
    Reader.objects.bulk_create(readers, ignore_conflicts=True)


def attach(documents: Iterable[uuid.UUID]) -> None:
    """Make documents part of a case: from now on their owner cannot take them away."""
    Document.objects.filter(pk__in=list(documents), state=State.FRESH).update(state=State.KEPT)
