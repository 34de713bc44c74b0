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

    Safe to repeat. Only who can read a document can share it: the database refuses the rest.
    """
    ids = list(documents)
    named = [unit_by_id(u) for u in units]
    readers = [Reader(document_id=d, unit_id=u.pk, agency_id=u.agency_id) for d in ids for u in named]
    readers += [Reader(document_id=d, person=p) for d in ids for p in people]
    Reader.objects.bulk_create(readers, ignore_conflicts=True)


def attach(documents: Iterable[uuid.UUID], units: Iterable[int] = ()) -> None:
    """Make documents part of a case: from now on their owner cannot take them away. Shares them too."""
    ids = list(documents)
    Document.objects.filter(pk__in=ids, state=State.FRESH).update(state=State.KEPT)
    share(ids, units)
