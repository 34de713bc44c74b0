"""The scope of a request: who is signed in, in which units, with which roles."""

from __future__ import annotations

from django.http import HttpRequest

from prasan.foundation.scope import VISITOR, Scope

from ..models import Membership
from ..models.membership import Role


def scope_of(request: HttpRequest) -> Scope:
    """The scope of the signed-in account; `VISITOR` when nobody is signed in."""
    account = request.user
    if not account.is_authenticated:
        return VISITOR
    active = Membership.objects.filter(account_id=account.pk, ends_at=None).select_related("unit")
    return scope_of_memberships(account.pk, list(active))


def scope_of_memberships(person: int, memberships: list[Membership]) -> Scope:
    """Units where the person works, agencies they oversee (supervisors and auditors), and their roles."""
    oversees = {Role.SUPERVISOR.value, Role.AUDITOR.value}
    return Scope(
        person=person,
        units=tuple(m.unit_id for m in memberships),
        agencies=tuple({m.unit.agency_id for m in memberships if oversees & set(m.roles)}),
        roles=frozenset(role for m in memberships for role in m.roles),
    )
