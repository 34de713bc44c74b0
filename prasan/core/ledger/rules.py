"""Who may read what of the ledger; the database holds the same by row-level security."""

from __future__ import annotations

from prasan.foundation.scope import Scope

AUDITOR = "auditor"  # a role's name as the scope bears it; the room of roles lies above


def is_auditor(who: Scope) -> bool:
    """Whether the person reads the ledger of some agency."""
    return bool(who.audits)
