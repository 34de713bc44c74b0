"""How the features stand, of the whole portal or of one agency or city on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from prasan.core.casework import service as casework
from prasan.core.directory.service import Agency

from ..models import Evidence, Looked
from .listed import Claim, Feature, Instrument, claims, of


class Status(StrEnum):
    """MET: a machine saw it. CLAIMED: a person says so, with a link. FAILING: claimed, and a machine did not find it."""

    MET = "met"
    CLAIMED = "claimed"
    FAILING = "failing"
    MISSING = "missing"


@dataclass(frozen=True)
class Shown:
    """One piece of evidence. at: when it was looked at, or claimed. given: its id where a person of the agency
    gave it; why: the checks that failed."""

    address: str
    status: Status
    at: datetime | date
    given: int | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """A feature with its best status and all its evidence, the best first."""

    feature: Feature
    status: Status
    shown: tuple[Shown, ...]


ORDER = list(Status)


def instrument_of(agency: Agency | None) -> Instrument:
    """Local administrations are judged as cities, all others by what a country is."""
    return Instrument.LOSI if agency and agency.kind == agency.Kind.LOCAL else Instrument.OSI


def standings(agency: Agency | None) -> list[Standing]:
    """Every feature in the survey's order. agency: None for the portal as a whole."""
    evidence = _claimed(agency)
    if agency is not None:
        for given in Evidence.objects.filter(agency=agency).order_by("id"):
            one = Shown(given.address, Status.CLAIMED, given.at, given.pk)
            evidence.setdefault(given.feature, []).append(one)
    found = []
    for feature in of(instrument_of(agency)):
        shown = tuple(sorted(evidence.get(feature.id, ()), key=lambda one: ORDER.index(one.status)))
        found.append(Standing(feature, shown[0].status if shown else Status.MISSING, shown))
    return found


def to_move(found: Sequence[Standing]) -> list[Standing]:
    """What is missing or failing, by what it would add to the index, the most first; unknown weights last."""
    open_ = [one for one in found if one.status in (Status.MISSING, Status.FAILING)]
    return sorted(open_, key=lambda one: -(one.feature.effect or 0))


def _claimed(agency: Agency | None) -> dict[str, list[Shown]]:
    looked = {(one.feature, one.evidence): one for one in Looked.objects.all()}
    found: dict[str, list[Shown]] = {}
    for claim in claims():
        if _holds_for(claim, agency):
            seen = looked.get((claim.feature, claim.evidence))
            met = seen.met if seen else None
            status = Status.CLAIMED if met is None else Status.MET if met else Status.FAILING
            why = tuple(seen.why.split()) if seen else ()
            found.setdefault(claim.feature, []).append(
                Shown(claim.path, status, seen.at if seen and met is not None else claim.since, None, why)
            )
    return found


def _holds_for(claim: Claim, agency: Agency | None) -> bool:
    if agency is None or claim.everyone:
        return True
    entry = casework.entry(claim.service) if claim.service else None
    return entry is not None and entry.agency_id == agency.pk
