"""The scope of a request: who is signed in, in which units, with which roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpRequest

from prasan.foundation.scope import VISITOR, Scope, Seat

from ..models import Account, Membership
from ..models.membership import Role

DESK = frozenset({Role.OFFICER.value, Role.SUPERVISOR.value})  # who works on a unit's cases


def scope_of(request: HttpRequest) -> Scope:
    """The scope of the signed-in account; `VISITOR` when nobody is signed in.

    Costs two queries (session, account with seats), none when the request carries no session.
    """
    account = request.user
    if not account.is_authenticated:
        return VISITOR
    if account.seats is None:  # signed in otherwise than by a session
        return scope_of_account(account)
    return scope_of_seats(account, (Seat(u, agency, frozenset(roles)) for u, agency, roles in account.seats))


def scope_of_account(account: Account) -> Scope:
    """The scope `account` has when signed in now; for work done in their name. Runs under `scope.system`."""
    active = Membership.objects.filter(account=account, ends_at=None).select_related("unit").order_by("id")
    return scope_of_memberships(account, list(active))


def scope_of_memberships(account: Account, memberships: Sequence[Membership]) -> Scope:
    """Where the person works, which agencies they oversee or audit, and their roles."""
    return scope_of_seats(
        account, (Seat(m.unit_id, m.unit.agency_id, frozenset(m.roles)) for m in memberships)
    )


def scope_of_seats(account: Account, seats: Iterable[Seat]) -> Scope:
    """As `scope_of_memberships`, from seats."""
    seats = tuple(seats)
    return Scope(
        person=account.pk,
        subject=str(account.subject),
        seats=seats,
        units=tuple(seat.unit for seat in seats),
        desk=tuple(seat.unit for seat in seats if seat.roles & DESK),
        agencies=_agencies_with(Role.SUPERVISOR, seats),
        audits=_agencies_with(Role.AUDITOR, seats),
        books=_agencies_with(Role.FINANCE, seats),
        name=account.name_th or account.username,
        roles=frozenset(role for seat in seats for role in seat.roles),
    )


def _agencies_with(role: Role, seats: Sequence[Seat]) -> tuple[int, ...]:
    return tuple({seat.agency for seat in seats if role.value in seat.roles})
