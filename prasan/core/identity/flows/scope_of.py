"""The scope of a request: who is signed in, in which units, with which roles."""

from __future__ import annotations

from django.http import HttpRequest

from prasan.foundation.scope import VISITOR, Scope, Seat

from ..models import Account, Membership
from ..models.membership import Role


def scope_of(request: HttpRequest) -> Scope:
    """The scope of the signed-in account; `VISITOR` when nobody is signed in."""
    account = request.user
    if not account.is_authenticated:
        return VISITOR
    active = Membership.objects.filter(account_id=account.pk, ends_at=None).select_related("unit")
    return scope_of_memberships(account, list(active))


def scope_of_memberships(account: Account, memberships: list[Membership]) -> Scope:
    """Where the person works, which agencies they oversee or audit, and their roles."""
    seats = tuple(Seat(m.unit_id, m.unit.agency_id, frozenset(m.roles)) for m in memberships)
    return Scope(
        person=account.pk,
        subject=str(account.subject),
        seats=seats,
        units=tuple(seat.unit for seat in seats),
        agencies=_agencies_with(Role.SUPERVISOR, seats),
        audits=_agencies_with(Role.AUDITOR, seats),
        name=str(account),
        roles=frozenset(role for seat in seats for role in seat.roles),
    )


def _agencies_with(role: Role, seats: tuple[Seat, ...]) -> tuple[int, ...]:
    return tuple({seat.agency for seat in seats if role.value in seat.roles})
