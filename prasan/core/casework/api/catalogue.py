"""Services by HTTP: find one, read its manual, learn what its form asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from prasan.core.casework import catalogue
from prasan.core.casework.catalogue import Entry
from prasan.core.casework.format.answers import answers_schema
from prasan.core.casework.format.definition import Span
from prasan.core.casework.format.verbs import say
from prasan.core.directory import service as directory
from prasan.foundation.api import Cursor, Limit, Listed, answers, listed
from prasan.foundation.errors import NotFound
from prasan.foundation.paging import Page

router = Router(tags=["services"])


class ServiceOut(Schema):
    """A service or an entry of the catalogue, in the language asked for."""

    slug: str
    title: str
    summary: str
    agency: str = Field(description="Code of the agency.")
    online: bool = Field(description="Whether one can apply here.")


class Services(Listed):
    """A page of the catalogue."""

    items: list[ServiceOut]


class ProcedureStep(Schema):
    """A step of the procedure."""

    name: str
    by: str
    time: str


class LawOut(Schema):
    """A law the manual rests on."""

    name: str
    section: str


class Manual(ServiceOut):
    """The public manual of a service."""

    level: str = Field(description="Identity assurance level an applicant needs (ETDA).")
    who: str
    papers: list[str]
    steps: list[ProcedureStep]
    time: str
    fee: str
    law: list[LawOut]
    purpose: str
    basis: str
    verified_on: str | None  # the day the manual was last held against its sources, where that was done


@router.get("/services", response=answers(Services, keyed=False), summary="List or search services")
def services(
    request: HttpRequest,
    q: str = Query("", max_length=200, description="People's own words; the best comes first."),
    agency: str = Query("", max_length=60),
    cursor: Cursor = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """The catalogue by slug; with `q` what answers these words, at most `limit` and on one page. A page can be
    shorter than `limit`."""
    if q.strip():
        found = [e for e in catalogue.find(q, limit) if not agency or e.definition.agency == agency]
        return listed(Page(found), _service)
    return listed(catalogue.page(agency, cursor, limit), _service)


@router.get("/services/{slug:slug}", response=answers(Manual, 404, keyed=False), summary="The manual")
def manual(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Who may apply, papers, steps, time, fee and law of a service."""
    found = _entry(slug)
    d = found.definition
    said = d.manual
    return {
        **_service(found),
        "level": d.applicant.level,
        "who": say(said.who),
        "papers": [say(paper.name) for paper in said.papers],
        "steps": [{"name": say(s.name), "by": say(s.by), "time": _span(s.time)} for s in said.steps],
        "time": _span(said.time),
        "fee": say(said.fee),
        "law": [{"name": say(law.name), "section": law.section} for law in said.law],
        "purpose": say(d.data.purpose) if d.data else "",
        "basis": d.data.basis.value if d.data else "",
        "verified_on": d.verified_on or None,
    }


@router.get(
    "/services/{slug:slug}/schema",
    response=answers(dict[str, Any], 404, keyed=False),
    summary="JSON Schema of the answers",
)
def schema(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What an application's `answers` look like (JSON Schema 2020-12). Its version is in `$id`."""
    found = _entry(slug)
    if found.definition.form is None or not found.online:
        raise NotFound
    return {"$id": f"urn:prasan:service:{slug}:{found.version_id}",
            **answers_schema(found.definition.form.schema)}  # fmt: skip


def _entry(slug: str) -> Entry:
    found = catalogue.entry(slug)
    if found is None or found.definition.inside:
        raise NotFound
    return found


def _service(found: Entry) -> dict[str, Any]:
    return {
        "slug": found.slug,
        "title": say(found.definition.title),
        "summary": say(found.definition.summary),
        "agency": directory.agency_by_id(found.agency_id).code,
        "online": found.online,
    }


def _span(span: Span | None) -> str:
    """ISO 8601 where it has a form for it ("P3D", "PT30M"); working days as "3 working_days"."""
    if span is None:
        return ""
    form = {"days": "P{}D", "hours": "PT{}H", "minutes": "PT{}M"}.get(span.unit.value, "{} working_days")
    return form.format(span.amount)
