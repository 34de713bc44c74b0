"""Who may do what with a document. The database decides the same by row-level security."""

from __future__ import annotations

from prasan.foundation.scope import Scope

from .models import Document, State


def may_remove(scope: Scope, document: Document) -> bool:
    """Its owner, or who gave it in, as long as it is not part of a case; the program always."""
    if scope.system:
        return True
    mine = bool(scope.subject) and scope.subject in (str(document.owner), str(document.stored_by))
    return mine and document.state == State.FRESH
