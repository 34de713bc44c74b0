"""Who may do what with money. The database decides reading once more by row-level security."""

from __future__ import annotations

from prasan.core.identity.service import Role
from prasan.foundation.scope import Scope

FINANCE, SUPERVISOR = Role.FINANCE.value, Role.SUPERVISOR.value


def finance_agencies(scope: Scope) -> set[int]:
    """Agencies (ids) in whose finance office the person works."""
    return {s.agency for s in scope.seats if FINANCE in s.roles}


def works_in_finance(scope: Scope) -> bool:
    return bool(finance_agencies(scope))


def sees_the_books(scope: Scope) -> bool:
    """Whether the pages of the finance office are open: also to supervisors, who decide on refunds."""
    return works_in_finance(scope) or SUPERVISOR in scope.roles


def may_request_refund(scope: Scope, agency: int) -> bool:
    """Finance officers of the agency that took the money."""
    return agency in finance_agencies(scope)


def may_decide_refund(scope: Scope, agency: int) -> bool:
    """Finance officers and supervisors of the agency; the database refuses who asked for it."""
    return any(s.agency == agency and s.roles & {FINANCE, SUPERVISOR} for s in scope.seats)


def may_settle(scope: Scope, agency: int | None) -> bool:
    """Money for an agency's fee: its finance officers. Money nobody knows: any finance officer."""
    return works_in_finance(scope) if agency is None else agency in finance_agencies(scope)
