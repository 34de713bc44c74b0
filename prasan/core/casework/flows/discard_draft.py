"""Throw a draft away, and take back the fee that was asked for it."""

from __future__ import annotations

from uuid import UUID

from prasan.core.casework.models import Draft
from prasan.core.payments import service as payments

from .ask_payment import reference
from .drafts import draft_for


def discard_draft(draft_id: UUID | str) -> None:
    """Throw the author's draft away. Raises NotFound, Conflict once its fee is paid."""
    discard(draft_for(draft_id, lock=True))


def discard(draft: Draft) -> None:
    """Money that comes for it later goes to the finance office: there is no case for it to open."""
    payments.cancel(reference(draft.pk))
    draft.delete()
