"""Who may do what with webhooks."""

from prasan.foundation import scope

MANAGERS = frozenset({"administrator", "integrator"})


def may_manage(agency_id: int) -> bool:
    """Administrators of the agency, and the programs and officers who join its systems to this one."""
    return any(seat.agency == agency_id and MANAGERS & seat.roles for seat in scope.current().seats)
