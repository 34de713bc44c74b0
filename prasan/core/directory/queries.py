"""Reads of the directory. What is asked all the time is held in memory (see `memory.py`)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import NotFound
from prasan.foundation.languages import current_language
from prasan.foundation.paging import Page, keyset
from prasan.foundation.thai import normalise, to_arabic
from prasan.foundation.worktime import Calendar

from .memory import held
from .models import Agency, Holiday, Place, Unit

_KIND_WORDS = ("จังหวัด", "อำเภอ", "ตำบล", "แขวง", "เขต", "จ.", "อ.", "ต.")


def agency(code: str) -> Agency:
    """The agency with this code. Raises NotFound."""
    found = held(f"agency {code}", lambda: Agency.objects.select_related("parent").filter(code=code).first())
    if found is None:
        raise NotFound(_("There is no such agency."), code="no_agency")
    return found


def agency_by_id(id: int) -> Agency:
    """The agency with this id. Raises NotFound."""
    code = held(f"agency #{id}", lambda: Agency.objects.filter(id=id).values_list("code", flat=True).first())
    return agency(code or "")


def agency_name(code: str) -> str:
    """The agency's name in the language in force, or the code itself when it is not known (any more)."""
    try:
        return agency(code).name
    except NotFound:
        return code


def agencies(kind: str | None = None) -> list[Agency]:
    """Agencies in Thai order of names, of one kind or all."""
    every = Agency.objects.order_by("sort_key")
    return list(every if kind is None else every.filter(kind=kind))


def english_names(kind: str) -> dict[str, str]:
    """The English names of the agencies of a kind, by their Thai names."""
    return held(
        f"English names {kind}",
        lambda: dict(Agency.objects.filter(kind=kind).exclude(name_en="").values_list("name_th", "name_en")),
    )


def agency_known(code: str) -> bool:
    """Whether there is an agency with this code."""
    return Agency.objects.filter(code=code).exists()


def find_agencies(text: str = "", cursor: str = "") -> Page[Agency]:
    """A page of agencies by a part of their names or their code, or of all, in Thai order of names.

    Each has `units_count`, how many units it has. Raises Invalid for a wrong cursor.
    """
    found = Agency.objects.annotate(units_count=Count("units"))
    if text:
        found = found.filter(
            Q(name_th__icontains=text)
            | Q(name_en__icontains=text)
            | Q(short_th__icontains=text)
            | Q(code=text)
        )
    return keyset(found, ["sort_key", "id"], cursor, of=f"agencies:{text}")


def agencies_at(place: str) -> list[Agency]:
    """Agencies for the place with this code and for those inside it, the wider before the narrower; no banks."""
    here = Agency.objects.filter(place__code__startswith=place).exclude(kind=Agency.Kind.BANK)
    return sorted(here.order_by("sort_key"), key=lambda agency: len(agency.place_id or ""))


def unit(address: str) -> Unit:
    """The unit "agency-code/unit-code", with its agency. Raises NotFound."""
    agency_code, _slash, code = address.partition("/")
    found = held(
        f"unit {address}",
        lambda: Unit.objects.select_related("agency").filter(agency__code=agency_code, code=code).first(),
    )
    if found is None:
        raise NotFound(_("There is no such unit."), code="no_unit")
    return found


def unit_by_id(id: int) -> Unit:
    """The unit with this id, with its agency. Raises NotFound."""
    found = held(f"unit #{id}", lambda: Unit.objects.select_related("agency").filter(id=id).first())
    if found is None:
        raise NotFound(_("There is no such unit."), code="no_unit")
    return found


def units_of(agency: Agency, *, closed: bool = False) -> list[Unit]:
    """The open units of an agency (all with `closed`), the first made first."""
    every = Unit.objects.filter(agency=agency).select_related("agency").order_by("id")
    return list(every if closed else every.filter(closed=False))


def unit_addresses() -> list[str]:
    """Every open unit as "agency-code/unit-code"."""
    every = Unit.objects.filter(closed=False).values_list("agency__code", "code")
    return [f"{agency}/{code}" for agency, code in every]


def search_units(text: str, *, limit: int = 20) -> list[Unit]:
    """Open units by every word of `text` in their own, their agency's or their place's names, in Thai order.

    Those named so go before those that only lie there.
    """
    words = [word for word in map(_bare, to_arabic(normalise(text)).lower().split()) if word]
    if not words:
        return []
    entries = [e for e in held("unit entries", _unit_entries) if all(word in e[1] + e[2] for word in words)]
    entries.sort(key=lambda e: not all(word in e[1] for word in words))  # named so before lying there
    return [unit for unit, _names, _places in entries[:limit]]


def _unit_entries() -> list[tuple[Unit, str, str]]:
    """Each unit with its own and its agency's names, and the names of where it lies."""
    units = Unit.objects.filter(closed=False).select_related(
        "agency", "place__parent__parent", "agency__place__parent__parent"
    )
    entries = []
    for unit in units.order_by("agency__sort_key", "id"):
        agency, place = unit.agency, unit.place or unit.agency.place
        names = [unit.name_th, unit.name_en, agency.name_th, agency.name_en, agency.short_th, agency.short_en]
        places = [""]
        while place is not None:
            places += [place.name_th, place.name_en]
            place = place.parent
        entries.append((unit, " ".join(names).lower(), " ".join(places).lower()))
    return entries


def head_unit(agency: Agency) -> Unit:
    """The unit that stands for the agency: `intake`, or else its oldest open unit. Raises NotFound."""
    units = held(f"units of {agency.pk}", lambda: units_of(agency))
    for found in sorted(units, key=lambda unit: unit.code != "intake"):
        return found
    raise NotFound(_("This agency has no unit."), code="no_unit")


def place(code: str) -> Place:
    """The place with this DOPA code, with its parents. Raises NotFound."""
    found = held(
        f"place {code}", lambda: Place.objects.select_related("parent__parent").filter(code=code).first()
    )
    if found is None:
        raise NotFound(_("There is no such place."), code="no_place")
    return found


def places(parent: str | None = None) -> list[Place]:
    """The provinces, or the places right under `parent` (a code), in Thai order."""
    return held(f"places {parent}", lambda: list(Place.objects.filter(parent_id=parent).order_by("sort_key")))


def places_at(digits: int) -> list[Place]:
    """Every place whose code has that many digits: 2 provinces, 4 districts, 6 sub-districts; by code."""
    return list(Place.objects.filter(code__regex=rf"^\d{{{digits}}}$").order_by("code"))


@dataclass(frozen=True)
class PlaceHit:
    """A place found: its code, and names from the smallest to the province with their kinds."""

    code: str
    th: str
    en: str
    postcodes: tuple[str, ...]


@dataclass(frozen=True)
class _Entry:
    hit: PlaceHit
    own: tuple[str, str]
    text: str


def search_places(text: str, *, limit: int = 10) -> list[PlaceHit]:
    """Places whose names or postcode hold every word of `text`; exact names first, then smaller places last.

    Words such as ตำบล, อ. or เขต before a name are ignored, Thai digits are read as digits.
    """
    words = [word for word in map(_bare, to_arabic(normalise(text)).lower().split()) if word]
    if not words:
        return []
    found = [e for e in held("place entries", _entries) if all(word in e.text for word in words)]
    found.sort(key=lambda e: (_distance(words[0], e.own), len(e.hit.code), e.hit.code))
    return [entry.hit for entry in found[:limit]]


def _bare(word: str) -> str:
    for kind in _KIND_WORDS:
        if word.startswith(kind):
            return word.removeprefix(kind)
    return word


def _distance(word: str, names: tuple[str, str]) -> int:
    if word in names:
        return 0
    if any(name.startswith(word) for name in names):
        return 1
    return 2 if any(word in name for name in names) else 3


def _entries() -> list[_Entry]:
    every = {place.code: place for place in Place.objects.all()}
    entries = []
    for place in every.values():
        line = [every[place.code[:n]] for n in range(len(place.code), 0, -2) if place.code[:n] in every]
        th, en = " ".join(p.title_th for p in line), ", ".join(p.name_en for p in line)
        names = " ".join(f"{p.name_th} {p.name_en.lower()}" for p in line)
        hit = PlaceHit(place.code, th, en, tuple(place.postcodes))
        own = (place.name_th, place.name_en.lower())
        entries.append(_Entry(hit, own, f"{names} {' '.join(place.postcodes)}"))
    return entries


def holidays(year: int | None = None) -> list[Holiday]:
    """The public holidays of a year (CE) or all, in order of date; removed ones left out."""
    every = Holiday.objects.filter(removed=False).order_by("date")
    return list(every if year is None else every.filter(date__year=year))


def calendar() -> Calendar:
    """The working-day calendar of the state: weekends, public holidays, 08:30 to 16:30 in Bangkok.

    Held in memory; an edit of the holidays reaches every process within seconds.
    """
    return held(f"calendar {current_language()}", _calendar)


def _calendar() -> Calendar:
    names = {day.date: day.name for day in holidays()}
    return Calendar(holidays=frozenset(names), names=names)
