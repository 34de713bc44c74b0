"""The catalogue: search, narrow, page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prasan.core.directory import service as directory
from prasan.foundation.paging import keyset
from prasan.foundation.thai import normalise

from .. import queries
from ..models import Dataset
from ..vocabulary import Theme

SHOWN = 20
MOST_FACETS = 12
NARROWING = ("agency", "theme", "tag", "format")


@dataclass(frozen=True)
class Way:
    """A way to narrow the list, or to widen it again."""

    name: str
    url: str
    count: int = 0
    chosen: bool = False


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Datasets by words, agency, theme, keyword and form, the last changed first."""
    asked = {name: _clean(request.GET.get(name, "")) for name in ("q", *NARROWING)}
    asked = {name: text for name, text in asked.items() if text}
    found = _narrowed(asked)
    page = keyset(
        queries.complete(found), ["-modified_at", "id"], request.GET.get("after", ""), SHOWN,
        of=f"opendata:{sorted(asked.items())}",
    )  # fmt: skip
    title = _("Open data")
    return render(
        request,
        "opendata/catalogue.html",
        {
            "title": title, "breadcrumbs": [(title, "")], "datasets": page, "count": found.count(),
            "q": asked.get("q", ""), "kept": [(n, v) for n, v in asked.items() if n != "q"],
            "groups": _groups(found, asked), "chosen": _chosen(asked),
            "next": "?" + urlencode({**asked, "after": page.next_cursor}) if page.next_cursor else "",
            "first": "?" + urlencode(asked) if request.GET.get("after") else "",
        },
    )  # fmt: skip


def _narrowed(asked: dict[str, str]) -> QuerySet[Dataset]:
    found = queries.public()
    if text := asked.get("q"):
        found = found.filter(queries.matching(text))
    if agency := asked.get("agency"):
        found = found.filter(agency__code=agency)
    if theme := asked.get("theme"):
        found = found.filter(theme=theme)
    if tag := asked.get("tag"):
        found = found.filter(tags__contains=[tag])
    if form := asked.get("format"):
        found = found.filter(queries.with_format(form))
    return found


def _groups(found: QuerySet[Dataset], asked: dict[str, str]) -> list[tuple[str, str, list[Way]]]:
    """What else the list can be narrowed by: id and title of each group, and its ways."""
    facets = [
        ("agency", _("Agency"), queries.by_agency(found)),
        ("theme", _("Theme"), queries.by_field(found, "theme")),
        ("tag", _("Keywords"), queries.by_tag(found)),
        ("format", _("File format"), queries.by_format(found)),
    ]
    return [
        (name, title, [Way(f.name, _url({**asked, name: f.value}), f.count) for f in values[:MOST_FACETS]])
        for name, title, values in facets
        if name not in asked and len(values) > 1
    ]


def _chosen(asked: dict[str, str]) -> list[Way]:
    """What the list is narrowed by, each with the address without it."""
    names: dict[str, Callable[[str], str]] = {
        "agency": directory.agency_name, "theme": lambda text: str(dict(Theme.choices).get(text, text)),
    }  # fmt: skip
    return [
        Way(
            str(names[name](text)) if name in names else text,
            _url({n: v for n, v in asked.items() if n != name}),
        )
        for name, text in asked.items()
        if name != "q"
    ]


def _url(asked: dict[str, str]) -> str:
    return reverse("opendata:catalogue") + ("?" + urlencode(asked) if asked else "")


def _clean(text: str) -> str:
    return " ".join(normalise(text.replace("\0", "")).split())[:200]
