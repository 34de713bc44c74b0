"""Who acts, as the ledger and the timeline name them."""

from __future__ import annotations

from dataclasses import dataclass

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.foundation import scope

from . import rules
from .models import Case, CaseReader


@dataclass(frozen=True)
class Actor:
    """person: account id (None for the program). unit: the seat they act from; None for a citizen."""

    person: int | None
    unit: int | None
    agency_code: str
    unit_code: str
    role: str  # "citizen", "officer", "supervisor" ..., or "program"
    name: str  # the officer's name; "" for a citizen; the task's name for the program

    @property
    def for_ledger(self) -> ledger.Actor:
        """The ledger's words for who acts."""
        return ledger.Actor(actor=self.name, role=self.role, agency=self.agency_code, unit=self.unit_code)


def roles_of(case: Case) -> frozenset[str]:
    """The roles that the current scope holds on `case`."""
    who = scope.current()
    units = rules.desk_units(who)
    reads = bool(units) and CaseReader.objects.filter(case=case, unit_id__in=units).exists()
    return rules.roles_on(who, case, reads=reads)


def actor_on(case: Case) -> Actor:
    """The actor of the current scope with regard to `case`."""
    who = scope.current()
    if who.system:
        return Actor(None, None, "", "", "program", who.system)
    seats = [seat for seat in who.seats if seat.unit == case.unit_id]
    seats += [seat for seat in who.seats if seat.agency == case.agency_id] + list(who.seats)
    if case.applicant_id == who.person or not seats:
        return Actor(who.person, None, "", "", rules.CITIZEN, "")
    unit = directory.unit_by_id(seats[0].unit)
    role = identity.foremost(seats[0].roles)
    return Actor(who.person, unit.pk, unit.agency.code, unit.code, role, who.name)


def actor_filing(case: Case) -> ledger.Actor:
    """Who opens `case`, in the ledger's words: whoever files it for somebody from a counter or on the telephone.

    Else nobody is named: an applicant sent it in, or the program opened it, and the office that gets it received it.
    """
    who = scope.current()
    seat = next((seat for seat in who.seats if rules.COUNTERS & seat.roles), None)
    if seat is not None and case.applicant_id != who.person:
        unit, role = directory.unit_by_id(seat.unit), min(rules.COUNTERS & seat.roles)
        return ledger.Actor(actor=who.name, role=role, agency=unit.agency.code, unit=unit.code)
    role = "program" if who.system else rules.CITIZEN
    return ledger.Actor(actor=who.system, role=role, agency=case.agency.code, unit=case.unit.code)
