"""Actions on the catalogue: packages, organizations, groups, tags, licences, resources."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

import prasan
from prasan.core.directory import service as directory
from prasan.foundation.errors import NotFound

from .. import queries
from ..models import Dataset, Resource
from ..vocabulary import Theme
from . import shapes
from .errors import Refused, not_found, wrong
from .parameters import Parameters
from .search import condition

ROWS, MOST_ROWS = 10, 1000
MOST_START = 10**9
SORTS = {
    "id": "pk", "name": "slug", "title_string": "title_th", "title": "title_th",
    "metadata_modified": "modified_at", "metadata_created": "created_at",
}  # fmt: skip
FACETS = ("organization", "tags", "groups", "res_format", "license_id", "data_type", "data_category")
TITLES = {"organization": "Organizations", "tags": "Tags", "groups": "Groups", "res_format": "Formats",
          "license_id": "Licenses", "data_type": "Data types", "data_category": "Data categories"}  # fmt: skip


def status_show(given: Parameters) -> Any:
    """What runs here and what it speaks."""
    with_names = {"site_title": "Prasan", "site_url": settings.PUBLIC_URL, "site_description": ""}
    return {
        **with_names, "ckan_version": "2.10.0", "prasan_version": prasan.__version__,
        "error_emails_to": None, "locale_default": "th", "extensions": ["datastore", "dcat", "thai_gdc"],
    }  # fmt: skip


def site_read(given: Parameters) -> Any:
    """Whether the catalogue may be read."""
    return True


def package_list(given: Parameters) -> Any:
    """Names of all datasets."""
    return [one.slug for one in _cut(queries.public().only("slug").order_by("slug"), given)]


def current_package_list_with_resources(given: Parameters) -> Any:
    """Datasets with their resources, the last changed first."""
    found = queries.complete(queries.public()).order_by("-modified_at", "pk")
    return [shapes.package(one) for one in _cut(found, given, default=ROWS)]


def package_show(given: Parameters) -> Any:
    """A dataset by id or name."""
    text = given.text("id", given.text("name_or_id"), required=True)
    found = queries.complete(queries.public()).filter(_named(text)).first()
    if found is None:
        raise not_found()
    return shapes.package(found)


def package_search(given: Parameters) -> Any:
    """Datasets by query, narrowed, sorted, with counts."""
    asked = condition(given.text("q", "*:*"), given.text("fq"), *given.names("fq_list"))
    found = queries.public().filter(asked)
    rows, start = given.number("rows", ROWS, MOST_ROWS), given.number("start", 0, MOST_START)
    sort = given.text("sort", "score desc, metadata_modified desc")
    page = queries.complete(found).order_by(*_order(sort))[start : start + rows]
    fields = given.names("facet.field") if given.truth("facet", default=True) else []
    facets = {name: _facet(found, name) for name in dict.fromkeys(fields)}
    # Negative, as in Solr: no limit.
    least, limit = given.number("facet.mincount", 1, 10**6), _limit(given)
    shown = {name: [f for f in told if f.count >= least][:limit] for name, told in facets.items()}
    return {
        "count": found.count(), "sort": sort,
        "results": [shapes.package(one) for one in page] if rows else [],
        "facets": {name: {f.value: f.count for f in told} for name, told in shown.items()},
        "search_facets": {
            name: {
                "title": TITLES[name],
                "items": [{"name": f.value, "display_name": f.name, "count": f.count} for f in told],
            }
            for name, told in shown.items()
        },
    }  # fmt: skip


def resource_show(given: Parameters) -> Any:
    """A resource by id."""
    one = _resource(given.text("id", required=True))
    of = queries.complete(queries.public()).get(pk=one.dataset_id)
    return next(r for r in shapes.package(of)["resources"] if r["id"] == str(one.pk))


def resource_search(given: Parameters) -> Any:
    """Resources by `field:term`, several joined by AND; each term anywhere in the field."""
    queried = given.given.get("query")
    wanted = [one for one in (queried if isinstance(queried, list) else [queried]) if isinstance(one, str)]
    if not wanted or not all(":" in one for one in wanted):
        raise wrong("query", "Must be <field>:<value> pair(s)")
    fields = {"name": "title_th", "format": "format", "url": "url"}
    asked = Q(latest__gt=0) | ~Q(url="")
    for one in wanted[:10]:
        name, _colon, text = one.partition(":")
        if name not in fields:
            raise wrong("query", f'Field "{name[:40]}" not recognised in resource_search.')
        asked &= Q(**{f"{fields[name]}__icontains": text.replace("\0", "")})
    found = Resource.objects.filter(asked, dataset__in=queries.public()).order_by("pk")
    offset, limit = given.number("offset", 0, MOST_START), given.number("limit", 100, MOST_ROWS)
    page = list(found.select_related("dataset")[offset : offset + limit].prefetch_related("versions"))
    return {
        "count": found.count(),
        "results": [shapes.resource(one, one.dataset, one.position) for one in page],
    }


def organization_list(given: Parameters) -> Any:
    """Agencies that publish."""
    return _listed(given, "organizations", queries.by_agency(queries.public()), _agency)


def organization_show(given: Parameters) -> Any:
    """An agency by id or name."""
    text = given.text("id", required=True)
    for facet in queries.by_agency(queries.public()):
        if text in (facet.value, shapes.made_id("agency", facet.value)):
            found = queries.public().filter(agency__code=facet.value)
            return {**_agency(facet), **_packages(given, found)}
    raise not_found()


def group_list(given: Parameters) -> Any:
    """Themes that datasets are about."""
    return _listed(given, "groups", queries.by_field(queries.public(), "theme"), _theme)


def group_show(given: Parameters) -> Any:
    """A theme by id or name."""
    text = given.text("id", required=True)
    for theme in Theme.values:
        if text in (theme, shapes.made_id("theme", theme)):
            found = queries.public().filter(theme=theme)
            return {**_theme(queries.Facet(theme, "", found.count())), **_packages(given, found)}
    raise not_found()


def tag_list(given: Parameters) -> Any:
    """Keywords in use, those that hold `query`."""
    text = given.text("query").lower()
    names = sorted(f.value for f in queries.by_tag(queries.public()) if text in f.value.lower())
    return [shapes.tag(name) for name in names] if given.truth("all_fields") else names


def tag_show(given: Parameters) -> Any:
    """A keyword by id or name."""
    text = given.text("id", required=True)
    for facet in queries.by_tag(queries.public()):
        if text in (facet.value, shapes.made_id("tag", facet.value)):
            found = queries.public().filter(tags__contains=[facet.value])
            return {**shapes.tag(facet.value), **_packages(given, found)}
    raise not_found()


def license_list(given: Parameters) -> Any:
    """Licences that datasets can have."""
    return shapes.licences()


def _resource(text: str) -> Resource:
    try:
        found = Resource.objects.filter(pk=uuid.UUID(text), dataset__in=queries.public()).first()
    except ValueError:
        found = None
    if found is None or not found.open:
        raise not_found("Resource was not found.")
    return found


def _named(text: str) -> Q:
    try:
        return Q(pk=uuid.UUID(text)) | Q(slug=text)
    except ValueError:
        return Q(slug=text)


def _cut(found: QuerySet[Dataset], given: Parameters, default: int = 0) -> QuerySet[Dataset]:
    offset, limit = given.number("offset", 0, MOST_START), given.number("limit", default, 10**6)
    if given.given.get("page"):
        offset = max(given.number("page", 1, 10**6) - 1, 0) * limit
    limit = min(limit, MOST_ROWS) if default else limit
    return found[offset : offset + limit] if limit else found[offset:]


def _order(sort: str) -> list[str]:
    """Solr's sort as fields of the model; the id makes it total."""
    order = []
    for part in sort.split(",")[:5]:
        name, _blank, way = part.strip().partition(" ")
        if name in ("score", "views_recent", ""):  # without ranking the last changed come first
            continue
        if name not in SORTS or way.strip().lower() not in ("asc", "desc", ""):
            raise Refused("Search Error", f"Cannot sort by {part.strip()[:60]!r}", status=409)
        order.append(("-" if way.strip().lower() == "desc" else "") + SORTS[name])
    return [*(order or ["-modified_at"]), *([] if "pk" in order or "-pk" in order else ["pk"])]


def _limit(given: Parameters) -> int | None:
    if str(given.given.get("facet.limit", "")).strip().startswith("-"):
        return None
    return given.number("facet.limit", 50, 10_000)


def _facet(found: QuerySet[Dataset], name: str) -> list[queries.Facet]:
    match name:
        case "organization":
            return queries.by_agency(found)
        case "tags":
            return queries.by_tag(found)
        case "res_format":
            return queries.by_format(found)
        case "groups" | "license_id" | "data_type" | "data_category":
            field = {"groups": "theme", "license_id": "licence", "data_type": "kind"}.get(name, "category")
            return queries.by_field(found, field)
    raise wrong("facet.field", f"Cannot count by {name[:40]!r}")


def _listed(given: Parameters, chosen: str, facets: list[queries.Facet], shape: Any) -> Any:
    wanted = given.names(chosen)
    told = [f for f in facets if not wanted or f.value in wanted]
    if given.text("sort", "title asc").split()[:1] != ["package_count"]:
        told.sort(key=lambda f: f.value)
    offset, limit = given.number("offset", 0, MOST_START), given.number("limit", 0, 10**6)
    told = told[offset : offset + limit] if limit else told[offset:]
    return [shape(f) for f in told] if given.truth("all_fields") else [f.value for f in told]


def _agency(facet: queries.Facet) -> dict[str, Any]:
    try:
        shape = shapes.organization(directory.agency(facet.value))
    except NotFound:
        raise not_found() from None
    return {**shape, "display_name": shape["title"], "package_count": facet.count}


def _theme(facet: queries.Facet) -> dict[str, Any]:
    return {
        **shapes.group(facet.value), "package_count": facet.count, "type": "group", "is_organization": False,
        "approval_status": "approved", "state": "active",
    }  # fmt: skip


def _packages(given: Parameters, found: QuerySet[Dataset]) -> dict[str, Any]:
    if not given.truth("include_datasets"):
        return {}
    page = queries.complete(found).order_by("slug")[:MOST_ROWS]
    return {"packages": [shapes.package(one) for one in page]}
