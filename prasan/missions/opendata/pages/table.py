"""A table: its rows page by page, narrowed or put together, a picture, files, and the call that gives the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prasan.core.documents import service as documents
from prasan.foundation.errors import Invalid
from prasan.foundation.languages import in_language
from prasan.look import charts

from .. import queries
from ..describe import api_url
from ..models import Resource, Version
from ..tables.engine import Answer, ask
from ..tables.question import NUMERIC, Aggregate, Filter, Question
from .forms import types

SHOWN, DRAWN = 50, 30
MOST_PAGES = 2000


@dataclass(frozen=True)
class Asked:
    """The form of the page. column, operator, value: a condition; group, function, of: what is put together."""

    column: str = ""
    operator: str = "eq"
    value: str = ""
    group: str = ""
    function: str = "count"
    of: str = ""
    page: int = 1

    @property
    def parameters(self) -> dict[str, str]:
        """As the page's address has them."""
        told = {}
        if self.column:
            told = {"column": self.column, "operator": self.operator, "value": self.value}
        if self.group:
            told |= {"group": self.group, "function": self.function, "of": self.of}
        return told

    @property
    def question(self) -> Question:
        """What the table is asked."""
        filters = [Filter(self.column, self.operator, self.value)] if self.column else []
        if not self.group:
            return Question(filters=filters)
        one = Aggregate(self.function, "" if self.function == "count" else self.of)
        return Question(filters=filters, groups=[self.group], aggregates=[one])


def functions() -> list[tuple[str, str]]:
    """How values are put together, in words."""
    return [("count", _("Number of rows")), ("sum", _("Sum")), ("avg", _("Mean")), ("median", _("Median")),
            ("min", _("Least")), ("max", _("Greatest"))]  # fmt: skip


def operators() -> list[tuple[str, str]]:
    """Conditions, in words."""
    return [("eq", _("is")), ("ne", _("is not")), ("has", _("contains")), ("gt", _("is greater than")),
            ("ge", _("is at least")), ("lt", _("is less than")), ("le", _("is at most"))]  # fmt: skip


@require_safe
def table(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The page of a table, or of a link."""
    of = queries.dataset(slug)
    one = queries.resource(of, name)
    version = one.current
    context: dict[str, Any] = {
        "dataset": of, "resource": one, "version": version,
        "breadcrumbs": [
            (_("Open data"), reverse("opendata:catalogue")), (of.title, reverse("opendata:dataset", args=[slug])),
            (one.title, ""),
        ],
    }  # fmt: skip
    if version is None:
        return render(request, "opendata/link.html", context)
    asked, status, wrong = _asked(request), 200, ""
    try:
        answer = _answer(version, asked)
    except Invalid as error:
        wrong = " ".join(str(text) for text in error.fields.values()) or str(error.message)
        answer, status = Answer(version.columns, [], 0), 422
    here = reverse("opendata:resource", args=[slug, name])
    total = answer.total or 0
    context |= {
        "asked": asked, "answer": answer, "wrong": wrong, "operators": operators(), "functions": functions(),
        "numbers": [c for c in version.columns if c["type"] in NUMERIC],
        "first_row": (asked.page - 1) * SHOWN + 1 if answer.rows else 0,
        "last_row": (asked.page - 1) * SHOWN + len(answer.rows), "total": total,
        "previous": _page(here, asked, -1) if asked.page > 1 else "",
        "next": _page(here, asked, 1) if asked.page * SHOWN < total and asked.page < MOST_PAGES else "",
        "picture": _picture(asked, answer, one) if asked.group and answer.rows else "",
        "call": _call(one, asked), "columns": _explained(one, version), "versions": queries.versions(one),
        "here": here,
    }  # fmt: skip
    return render(request, "opendata/table.html", context, status=status)


def _asked(request: HttpRequest) -> Asked:
    get = {name: request.GET.get(name, "").replace("\0", "")[:500] for name in request.GET}
    text = get.get("page", "")
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    chosen = {
        name: get[name]
        for name in ("column", "operator", "value", "group", "function", "of")
        if get.get(name)
    }
    if not chosen.get("value") and chosen.get("operator", "eq") != "empty":
        chosen.pop("column", None)  # a condition without a value is none yet
    return Asked(**chosen, page=min(max(page, 1), MOST_PAGES))


def _answer(version: Version, asked: Asked) -> Answer:
    file = documents.public_file(version.parquet)
    offset = (asked.page - 1) * SHOWN
    return ask(file, version.columns, asked.question, limit=SHOWN, offset=offset, total=True)


def _page(here: str, asked: Asked, step: int) -> str:
    return f"{here}?{urlencode({**asked.parameters, 'page': asked.page + step})}#rows"


def _picture(asked: Asked, answer: Answer, one: Resource) -> SafeString | str:
    """Bars for groups by name, columns where the group is a date or number; nothing where nothing can be drawn."""
    group, value = answer.columns[0], answer.columns[-1]
    rows = [row for row in answer.rows if isinstance(row[-1], int | float)]
    if value["type"] not in NUMERIC or not rows or min(row[-1] for row in rows) < 0:
        return ""
    points = [charts.Point(_shown(row[0]), (float(row[-1]),), (_shown(row[-1]),)) for row in rows[:DRAWN]]
    if group["type"] in ("date", "integer", "timestamp"):
        greatest = max(points, key=lambda p: p.values[0] or 0)
        said = _("%(first)s in %(start)s, %(last)s in %(end)s; most in %(peak)s, %(greatest)s.") % {
            "first": points[0].shown[0], "start": points[0].label, "last": points[-1].shown[0],
            "end": points[-1].label, "peak": greatest.label, "greatest": greatest.shown[0],
        }  # fmt: skip
        return charts.columns("chart-table", one.title, said, points)
    return charts.bars(sorted(points, key=lambda p: -(p.values[0] or 0)))


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return str(value)


def _call(one: Resource, asked: Asked) -> str:
    """The address of the API that gives the same rows."""
    told: list[tuple[str, str]] = []
    if asked.column:
        told.append(("filter", f"{asked.column}:{asked.operator}:{asked.value}"))
    if asked.group:
        of = "" if asked.function == "count" else f":{asked.of}"
        told += [("group", asked.group), ("aggregate", asked.function + of)]
    return api_url(one) + ("?" + urlencode(told) if told else "")


def _explained(one: Resource, version: Version) -> Sequence[tuple[str, str, str]]:
    names = types()
    told = {name: in_language(text.get("th", ""), text.get("en", "")) for name, text in one.told.items()}
    return [(c["name"], names[c["type"]], told.get(c["name"], "")) for c in version.columns]
