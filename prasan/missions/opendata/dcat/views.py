"""The catalogue and single datasets as RDF, paged, with conditional requests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import condition, require_safe
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCAT

from prasan.foundation.errors import NotFound

from .. import queries
from .graph import HYDRA, PREFIXES, add_catalogue, add_dataset, graph

PAGE = 100
FORMS = {
    "ttl": ("turtle", "text/turtle"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("xml", "application/rdf+xml"),
    "xml": ("xml", "application/rdf+xml"),
}
Stamp = tuple[int, datetime | None]


@require_safe
def catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """A page of the catalogue: ?page=2; the header Link and hydra:nextPage say where the next one is."""
    _known(form)
    count, changed = queries.state_of_catalogue()
    pages = max(1, -(-count // PAGE))
    text = request.GET.get("page", "1")
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    if not 1 <= page <= pages:
        raise NotFound(_("There is no such page."), code="no-page")
    response = _conditional(
        request, form, f"{count}-{page}", changed, partial(_page, form, page, (count, changed))
    )
    near = {"first": 1, "prev": page - 1, "next": page + 1, "last": pages}
    links = [f'<{_url(form, at)}>; rel="{rel}"' for rel, at in near.items() if 1 <= at <= pages]
    response.headers["Link"] = ", ".join(links)
    return response


@require_safe
def dataset(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """One dataset."""
    _known(form)
    found = queries.dataset(slug)

    def made() -> str:
        told = graph()
        add_dataset(told, found)
        return _text(told, form)

    return _conditional(request, form, str(found.pk), found.modified_at, made)


def _known(form: str) -> None:
    if form not in FORMS:
        raise NotFound


def _conditional(
    request: HttpRequest, form: str, name: str, changed: datetime | None, make: Callable[[], str]
) -> HttpResponse:
    """The answer, or 304 when the reader has it already."""
    tag = hashlib.sha256(f"{form} {name} {changed} {settings.PUBLIC_URL}".encode()).hexdigest()[:32]

    @condition(etag_func=lambda r: f'"{tag}"', last_modified_func=lambda r: changed)
    def answered(asked: HttpRequest) -> HttpResponse:
        return HttpResponse(make(), content_type=FORMS[form][1] + "; charset=utf-8")

    response: HttpResponse = answered(request)
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=60)
    return response


@lru_cache(maxsize=16)
def _page(form: str, page: int, stamp: Stamp) -> str:
    """A page as text; held, for drawing it costs far more than telling that it is still true."""
    count, changed = stamp
    told = graph()
    node = add_catalogue(told, changed)
    found = queries.complete(queries.public()).order_by("created_at", "pk")
    for one in found[(page - 1) * PAGE : page * PAGE]:
        told.add((node, DCAT.dataset, add_dataset(told, one)))
    _paging(told, form, page, count)
    return _text(told, form)


def _paging(told: Graph, form: str, page: int, count: int) -> None:
    pages = max(1, -(-count // PAGE))
    node = URIRef(_url(form, page))
    told.add((node, RDF.type, HYDRA.PagedCollection))
    for name, number in ((HYDRA.totalItems, count), (HYDRA.itemsPerPage, PAGE)):
        told.add((node, name, Literal(number, datatype=XSD.integer)))
    near = {"firstPage": 1, "previousPage": page - 1, "nextPage": page + 1, "lastPage": pages}
    for name_, at in near.items():
        if 1 <= at <= pages:
            told.add((node, HYDRA[name_], URIRef(_url(form, at))))


def _url(form: str, page: int) -> str:
    return f"{settings.PUBLIC_URL}/catalog.{form}?page={page}"


def _text(told: Graph, form: str) -> str:
    name, _media = FORMS[form]
    if name == "json-ld":
        context = {prefix: str(space) for prefix, space in PREFIXES.items()}
        return str(told.serialize(format=name, context=context, auto_compact=True, ensure_ascii=False))
    return str(told.serialize(format=name))
