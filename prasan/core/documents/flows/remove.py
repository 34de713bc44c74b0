"""Take a document away for good: the row is marked, then the file goes, then the row."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from prasan.foundation import scope
from prasan.foundation.errors import NotAllowed, NotFound

from .. import vault
from ..models import Document, Origin, State
from ..rules import may_remove

ERASE = "documents.erase_removed"  # the task that calls `erase`, named because it imports this file
GRACE = timedelta(days=1)  # no upload's transaction lasts so long


def remove(document_id: uuid.UUID) -> None:
    """Mark the document as removed; a worker erases it after the transaction. Raises NotFound, NotAllowed."""
    document = Document.objects.filter(pk=document_id).exclude(state=State.REMOVED).first()
    if document is None:
        raise NotFound()
    if not may_remove(scope.current(), document):
        raise NotAllowed()
    Document.objects.filter(pk=document_id).update(state=State.REMOVED)
    app.configure_task(ERASE).defer()


def left_over(before: datetime) -> set[uuid.UUID]:
    """Files given in before then that no case took and nobody else may read; drafts may still name them."""
    found = Document.objects.filter(state=State.FRESH, origin=Origin.UPLOADED, created_at__lt=before)
    return set(found.filter(readers=None).values_list("pk", flat=True))


def remove_left_over(ids: Collection[uuid.UUID]) -> int:
    """Mark those that are still part of no case as removed; how many. The caller's transaction is the program's."""
    gone = Document.objects.filter(pk__in=ids, state=State.FRESH).update(state=State.REMOVED)
    if gone:
        app.configure_task(ERASE).defer()
    return gone


def erase() -> int:
    """Erase what is marked as removed; the number erased. Repeating mends a crash in between."""
    count = 0
    with scope.system("documents-erase"):
        for document in Document.objects.filter(state=State.REMOVED).iterator():
            vault.delete(document.id)
            document.delete()
            count += 1
    return count


def sweep(grace: timedelta = GRACE) -> int:
    """Take away files without a row, left by a crash or a rolled-back transaction; the number taken.

    grace: how old a file must be, because a file is written before its row.
    """
    count = 0
    until = timezone.now() - grace
    for chunk in vault.listing():
        old = {document for document, written in chunk if written < until}
        with scope.system("documents-sweep"):
            known = set(Document.objects.filter(pk__in=old).values_list("pk", flat=True))
        for orphan in old - known:
            vault.delete(orphan)
            count += 1
    return count
