"""Throw a draft away, with its files, and take back the fee that was asked for it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from prasan.core.casework.definitions import questions_of
from prasan.core.casework.models import Draft
from prasan.core.documents import service as documents
from prasan.core.payments import service as payments
from prasan.foundation import scope
from prasan.foundation.errors import Conflict

from .ask_payment import reference
from .drafts import draft_for
from .files import files_in

KEPT = timedelta(days=180)  # after the last change


def discard_draft(draft_id: UUID | str) -> None:
    """Throw the author's draft away. Raises NotFound, Conflict once its fee is paid."""
    discard(draft_for(draft_id, lock=True))


def discard(draft: Draft) -> None:
    """Money that comes for it later goes to the finance office: there is no case for it to open."""
    payments.cancel(reference(draft.pk))
    given = documents.documents(
        UUID(file) for file in files_in(questions_of(draft.version_id), draft.answers)
    )
    for document in given.values():
        if document.state == documents.State.FRESH:  # else it is part of a case
            documents.remove(document.pk)
    draft.delete()


def forget_drafts() -> int:
    """Throw away the drafts that nobody has gone on with for half a year; how many. One whose fee is paid stays."""
    before = timezone.now() - KEPT
    with scope.system("drafts"):
        old = list(Draft.objects.filter(updated_at__lt=before).values_list("pk", flat=True))
    return sum(_forget(pk) for pk in old)


def _forget(pk: UUID) -> bool:
    """Each in a transaction of its own, unless somebody has it in hand just now."""
    try:
        with scope.system("drafts"):
            before = timezone.now() - KEPT
            draft = (
                Draft.objects.select_for_update(skip_locked=True).filter(pk=pk, updated_at__lt=before).first()
            )
            if draft is not None:
                discard(draft)
            return draft is not None
    except Conflict:
        return False
