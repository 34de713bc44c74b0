"""How the ledger names the person behind a request: their name, agency, unit and role."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest

from prasan.core.directory import service as directory
from prasan.core.ledger.service import Actor
from prasan.foundation.scope import Scope

from ..models.membership import Role

# When somebody has several roles in a unit, the ledger names the one that says most about why they look.
_FIRST = (Role.SUPERVISOR, Role.OFFICER, Role.COUNTER, Role.OPERATOR, Role.FINANCE, Role.AUDITOR)


def actor_of(request: HttpRequest, who: Scope) -> Actor:
    """The actor of a request; of several memberships the first counts."""
    if not request.user.is_authenticated:
        return Actor(actor="", agency="", unit="", role="visitor")
    if not who.seats:
        return Actor(actor=who.name, agency="", unit="", role="citizen")
    seat = who.seats[0]
    unit = directory.unit_by_id(seat.unit)
    return Actor(actor=who.name, agency=unit.agency.code, unit=unit.code, role=foremost(seat.roles))


def foremost(roles: Collection[str]) -> str:
    """Of the roles of a seat the one that the ledger names."""
    return next((r.value for r in _FIRST if r.value in roles), min(roles, default="member"))
