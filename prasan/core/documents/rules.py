"""Who may do what with a document. The database decides the same by row-level security."""

from __future__ import annotations

from prasan.core.identity.service import Role
from prasan.foundation.scope import Scope

from .models import Document, State

# Who works on cases; others of a unit (its finance officer, auditor, service owner) have no business in them.
WORKING = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.COUNTER, Role.OPERATOR})


def may_open(scope: Scope, document: Document) -> bool:
    """Of those whom the database admits: the owner, who gave it in, citizens it was shared with, who works."""
    mine = bool(scope.subject) and scope.subject in (str(document.owner), str(document.stored_by))
    return bool(scope.system) or mine or not scope.seats or bool(WORKING & scope.roles)


def may_remove(scope: Scope, document: Document) -> bool:
    """Its owner, or who gave it in, as long as it is not part of a case; the program always."""
    if scope.system:
        return True
    mine = bool(scope.subject) and scope.subject in (str(document.owner), str(document.stored_by))
    return mine and document.state == State.FRESH
