"""A dataset: what it is, its tables, how good it is, how to ask for more."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prasan.foundation import dates
from prasan.foundation.languages import current_language

from .. import quality, queries
from ..describe import schema_org
from ..models import Dataset
from ..vocabulary import LICENCE_URL, Coverage, Frequency, Kind, Language, Licence, Objective, Theme

REQUEST = "open-data-request"  # the service by which people ask for data


@require_safe
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a dataset."""
    found = queries.dataset(slug)
    marks = quality.judge(found)
    return render(
        request,
        "opendata/dataset.html",
        {
            "dataset": found, "resources": found.open_resources, "facts": facts(found),
            "licence": Licence(found.licence).label, "licence_url": LICENCE_URL.get(Licence(found.licence), ""),
            "marks": marks, "score": quality.score(marks), "schema": schema_org(found),
            "ask": reverse("casework:manual", args=[REQUEST]),
            "breadcrumbs": [(_("Open data"), reverse("opendata:catalogue")), (found.title, "")],
        },
    )  # fmt: skip


def facts(one: Dataset) -> list[dict[str, Any]]:
    """The statements of the catalogue as rows of a list."""
    language = current_language()
    frequency = str(Frequency(one.frequency).label)
    if one.frequency in (Frequency.YEAR, Frequency.MONTH, Frequency.WEEK, Frequency.DAY, Frequency.HOUR):
        unit = frequency.lower()
        if one.interval == 1:
            frequency = _("every %(unit)s") % {"unit": unit}
        else:
            frequency = _("every %(interval)d × %(unit)s") % {"interval": one.interval, "unit": unit}
    rows: list[tuple[str, str]] = [
        (_("Agency"), one.agency.name),
        (_("Objective"), "\n".join(str(Objective(name).label) for name in one.objectives)),
        (_("Kind of dataset"), str(Kind(one.kind).label)),
        (_("Theme"), str(Theme(one.theme).label)),
        (_("Keywords"), ", ".join(one.tags)),
        (_("How often it is updated"), frequency),
        (_("Smallest area it tells of"), str(Coverage(one.coverage).label)),
        (_("Time it tells of"), _span(one, language)),
        (_("Where the data come from"), one.source),
        (_("Class of the data"), one.get_category_display()),
        (_("Languages"), ", ".join(str(Language(name).label) for name in one.languages)),
        (_("Who to ask"), one.contact_name),
        (_("Their e-mail"), one.contact_email),
        (_("First published"), dates.format_date(one.published_at or one.created_at, language)),
        (_("Last changed"), dates.format_date(one.modified_at, language)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _span(one: Dataset, language: str) -> str:
    ends = [dates.format_date(day, language) if day else "" for day in (one.starts_on, one.ends_on)]
    return " – ".join(ends).strip() if any(ends) else ""
