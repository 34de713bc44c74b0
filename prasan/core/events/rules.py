"""Who may do what with webhooks."""

from prasan.foundation import scope


def may_manage(agency_id: int) -> bool:
    """Administrators of the agency."""
    return any(seat.agency == agency_id and "administrator" in seat.roles for seat in scope.current().seats)
