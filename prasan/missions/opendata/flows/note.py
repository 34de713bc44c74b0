"""What happens to a dataset stands in the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from prasan.core.directory import service as directory
from prasan.core.identity.service import Role
from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.errors import NotAllowed

from .. import rules
from ..models import Dataset


def admit(agency: int) -> None:
    """Let only those publish who may, for the agency with this id. Raises NotAllowed."""
    if not rules.may_publish(scope.current(), agency):
        raise NotAllowed


def note(action: str, dataset: Dataset, data: Sequence[str] = ()) -> None:
    """Write an entry: a verb, the dataset and what of it, such as the digests of its tables."""
    who = scope.current()
    seat = next((s for s in who.seats if s.agency == dataset.agency_id), None)
    ledger.record(
        "admin", actor=who.name or who.system, agency=dataset.agency.code,
        unit=directory.unit_by_id(seat.unit).code if seat else "",
        role=Role.SERVICE_OWNER.value if who.person else "program",
        action=action, data=[dataset.slug, *data],
    )  # fmt: skip
