"""What the office does to a consultation stands in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from prasan.core.directory import service as directory
from prasan.core.identity.service import Role
from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, NotAllowed

from .. import rules
from ..models import Consultation, State


def admit(agency: int) -> None:
    """Let only those act who consult for the agency with this id. Raises NotAllowed."""
    if not rules.may_consult(scope.current(), agency):
        raise NotAllowed


def held(consultation: Consultation, *states: State) -> Consultation:
    """The consultation as it is now, kept from others until the end; it must be in one of `states`.

    Raises NotAllowed, Conflict.
    """
    admit(consultation.agency_id)
    found = (
        Consultation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=consultation.pk)
    )
    if found.state not in states:
        raise Conflict
    return found


def note(
    action: str,
    consultation: Consultation,
    data: Sequence[str] = (),
    *,
    subjects: Sequence[UUID] = (),
    named: bool = True,
    purpose: str | dict[str, str] = "",
) -> int:
    """Write an entry: a verb, the consultation and what of it; returns its id.

    named: with the officer's name; without it where everybody may open the entry. purpose: told with the entry.
    """
    who = scope.current()
    owner = Role.SERVICE_OWNER.value
    seat = next((s for s in who.seats if s.agency == consultation.agency_id and owner in s.roles), None)
    return ledger.record(
        "admin", actor=(who.name or who.system) if named else "", agency=consultation.agency.code,
        unit=directory.unit_by_id(seat.unit).code if seat else "",
        role=owner if who.person else "program",
        action=action, data=[consultation.slug, *data], subjects=subjects,
        purpose=purpose,
    )  # fmt: skip
