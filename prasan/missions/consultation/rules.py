"""Who consults the public: the service owners of an agency, for that agency. PostgreSQL holds the same."""

from __future__ import annotations

from prasan.core.identity.service import Role
from prasan.foundation.scope import Scope


def agencies_of(scope: Scope) -> list[int]:
    """The agencies for which the person consults the public, by id."""
    return sorted({seat.agency for seat in scope.seats if Role.SERVICE_OWNER.value in seat.roles})


def consults(scope: Scope) -> bool:
    """Whether the person consults the public for some agency."""
    return bool(agencies_of(scope))


def may_consult(scope: Scope, agency: int) -> bool:
    """Whether the person, or the program itself, consults the public for this agency (an id)."""
    return bool(scope.system) or agency in agencies_of(scope)
