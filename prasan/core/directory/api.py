"""The directory by HTTP: places and agencies; open to everyone."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from prasan.foundation.api import Cursor, Limit, Listed, answers, listed
from prasan.foundation.paging import MOST, keyset

from . import queries
from .models import Agency, Place

router = Router(tags=["directory"])


class PlaceOut(Schema):
    """A province (2 digits), district (4) or sub-district (6) by its DOPA code."""

    code: str
    name: str = Field(description="With its kind: ตำบลป่าซาง.")
    name_th: str
    name_en: str
    parent: str | None
    postcodes: list[str]


class PlaceHit(Schema):
    """A place found by its name, with the places it lies in."""

    code: str
    th: str
    en: str
    postcodes: list[str]


class UnitOut(Schema):
    """A unit, addressed as "agency/unit"."""

    address: str
    name_th: str
    name_en: str


class AgencyOut(Schema):
    """An agency by its stable code."""

    code: str
    kind: str
    name_th: str
    name_en: str
    phone: str
    website: str


class AgencyWithUnits(AgencyOut):
    """An agency and its open units."""

    units: list[UnitOut]


class Agencies(Listed):
    """A page of agencies."""

    items: list[AgencyOut]


@router.get("/places", response=answers(list[PlaceOut], keyed=False), summary="Places under a place")
def places(request: HttpRequest, parent: str = Query("", max_length=8)) -> list[dict[str, object]]:
    """The provinces, or the districts or sub-districts right under `parent`, in Thai order; all of them."""
    return [_place(found) for found in queries.places(parent or None)]


@router.get("/places/search", response=answers(list[PlaceHit], keyed=False), summary="Find a place")
def search(request: HttpRequest, q: str = Query(..., max_length=100)) -> list[queries.PlaceHit]:
    """At most ten places whose names or postcode hold every word of `q`, the best first."""
    return queries.search_places(q)


@router.get("/places/{code}", response=answers(PlaceOut, 404, keyed=False), summary="A place")
def place(request: HttpRequest, code: str) -> dict[str, object]:
    """The place with this DOPA code."""
    return _place(queries.place(code))


@router.get("/agencies", response=answers(Agencies, keyed=False), summary="Agencies")
def agencies(
    request: HttpRequest, kind: Agency.Kind | None = Query(None), cursor: Cursor = "", limit: Limit = MOST
) -> dict[str, object]:
    """Agencies by code, of one kind or all."""
    found = Agency.objects.filter(kind=kind) if kind else Agency.objects.all()
    return listed(keyset(found, ["code"], cursor, limit, of=f"agencies:{kind or ''}"), _agency)


@router.get("/agencies/{code}", response=answers(AgencyWithUnits, 404, keyed=False), summary="An agency")
def agency(request: HttpRequest, code: str) -> dict[str, object]:
    """The agency with its open units."""
    found = queries.agency(code)
    units = [
        {"address": f"{found.code}/{unit.code}", "name_th": unit.name_th, "name_en": unit.name_en}
        for unit in queries.units_of(found)
    ]
    return {**_agency(found), "units": units}


def _place(found: Place) -> dict[str, object]:
    return {
        "code": found.code,
        "name": found.title,
        "name_th": found.name_th,
        "name_en": found.name_en,
        "parent": found.parent_id,
        "postcodes": found.postcodes,
    }


def _agency(found: Agency) -> dict[str, str]:
    names = ("code", "kind", "name_th", "name_en", "phone", "website")
    return {name: str(getattr(found, name)) for name in names}
