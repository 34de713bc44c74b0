"""Who publishes open data: the service owners of an agency, for that agency. PostgreSQL holds the same."""

from __future__ import annotations

from prasan.core.identity.service import Role
from prasan.foundation.scope import Scope


def agencies_of(scope: Scope) -> list[int]:
    """The agencies for which the person publishes data, by id."""
    return sorted({seat.agency for seat in scope.seats if Role.SERVICE_OWNER.value in seat.roles})


def publishes(scope: Scope) -> bool:
    """Whether the person publishes for some agency."""
    return bool(agencies_of(scope))


def may_publish(scope: Scope, agency: int) -> bool:
    """Whether the person, or the program itself, publishes for this agency (an id)."""
    return bool(scope.system) or agency in agencies_of(scope)
