"""A person of an agency gives a link as evidence of a feature, or takes it back; both stand in the ledger."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from prasan.core.directory import service as directory
from prasan.core.directory.service import Agency
from prasan.core.identity.service import Role
from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, NotAllowed, NotFound
from prasan.foundation.scope import Scope

from ..features.listed import of
from ..features.standing import instrument_of
from ..models import Evidence

# An address of the web over TLS, or a path of this portal (never "//", which is another's).
ADDRESS = re.compile(
    r"[Hh][Tt]{2}[Pp][Ss]://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?([/?#][^\s\\]*)?|/([^/\s\\][^\s\\]*)?"
)
LONGEST = 500


def may_give(who: Scope, agency: Agency) -> bool:
    """Whether the person gives evidence for this agency: its supervisors do."""
    return agency.pk in who.agencies


def give_evidence(agency: Agency, feature: str, address: str) -> Evidence:
    """Keep a link. feature: one that its kind of agency is asked for, of a country's services or of a city's.

    Raises NotAllowed, and Invalid by the name of what is wrong: feature or address.
    """
    who = scope.current()
    if not may_give(who, agency) or who.person is None:
        raise NotAllowed
    wrong: dict[str, str] = {}
    if feature not in {one.id for one in of(instrument_of(agency))}:
        wrong["feature"] = _("Choose a feature.")
    if len(address) > LONGEST or not ADDRESS.fullmatch(address):
        wrong["address"] = _(
            "Give an address that begins with https://, or a path of this portal such as /services."
        )
    if wrong:
        raise Invalid(fields=wrong)
    if not address.startswith("/"):
        address = f"https://{address.partition('://')[2]}"  # in small letters, as the database asks
    found, made = Evidence.objects.get_or_create(
        agency=agency, feature=feature, address=address, defaults={"by_id": who.person}
    )
    if made:
        _note("add-evidence", found)
    return found


def take_back(agency: Agency, evidence: int) -> None:
    """Raises NotAllowed, and NotFound where the agency has no such evidence."""
    if not may_give(scope.current(), agency):
        raise NotAllowed
    found = Evidence.objects.filter(agency=agency, pk=evidence).first()
    if found is None:
        raise NotFound(code="no-such-evidence")
    _note("remove-evidence", found)
    found.delete()


def _note(action: str, evidence: Evidence) -> None:
    who = scope.current()
    role = Role.SUPERVISOR.value
    seat = next(seat for seat in who.seats if seat.agency == evidence.agency_id and role in seat.roles)
    ledger.record(
        "admin", actor=who.name, agency=evidence.agency.code, unit=directory.unit_by_id(seat.unit).code,
        role=role, action=action, data=[evidence.feature, evidence.address],
    )  # fmt: skip
