"""Who may do what, asked of a scope; other rooms build their own rules on these."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from prasan.foundation import scope as scopes
from prasan.foundation.errors import NotAllowed
from prasan.foundation.scope import Scope

from .models.membership import Role

Rule = Callable[[Scope], bool]
View = Callable[..., HttpResponse]


def is_signed_in(scope: Scope) -> bool:
    """Somebody is signed in."""
    return scope.person is not None


def is_officer(scope: Scope) -> bool:
    """Works in some unit, in whatever role."""
    return bool(scope.seats)


def is_administrator(scope: Scope) -> bool:
    """Administers the installation."""
    return Role.ADMINISTRATOR.value in scope.roles


def has_role_in(
    scope: Scope, role: Role | str, *, unit: int | None = None, agency: int | None = None
) -> bool:
    """Has this role in the unit, in any unit of the agency, or (neither given) anywhere."""
    name = str(role)
    return any(
        name in seat.roles and unit in (None, seat.unit) and agency in (None, seat.agency)
        for seat in scope.seats
    )


def is_auditor(scope: Scope) -> bool:
    """Reads the ledger of some agency."""
    return bool(scope.audits)


def may_verify(scope: Scope) -> bool:
    """Compares people with their ID card, at a counter."""
    return Role.COUNTER.value in scope.roles  # never on the telephone


def owns_services_of(scope: Scope, agency: int) -> bool:
    """Writes and publishes the service files of this agency."""
    return has_role_in(scope, Role.SERVICE_OWNER, agency=agency)


def has_any(*roles: Role) -> Rule:
    """A rule: has one of these roles anywhere."""
    names = {role.value for role in roles}
    return lambda scope: bool(names & scope.roles)


def manages_webhooks(scope: Scope) -> bool:
    """Says for some agency where its events are sent: its administrators and integrators."""
    return bool({Role.ADMINISTRATOR.value, Role.INTEGRATOR.value} & scope.roles)


def needs(rule: Rule) -> Callable[[View], View]:
    """A view for those whom `rule` admits; who is not signed in is asked to, others get NotAllowed."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            who = scopes.current()
            if rule(who):
                return view(request, *args, **kwargs)
            if who.person is None:
                back = request.get_full_path() if request.method == "GET" else ""
                query = f"?{urlencode({'next': back})}" if back else ""
                return HttpResponseRedirect(reverse("account_login") + query)
            raise NotAllowed

        guarded.rule = rule  # type: ignore[attr-defined]
        return guarded

    return decorate


signed_in = needs(is_signed_in)
