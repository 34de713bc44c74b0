"""The public page of figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prasan.foundation.errors import NotFound

from .board import board
from .charts import further
from .page import page_of, table_file


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The last twelve months, from what was kept each night; says so while there is nothing yet."""
    found = board()
    shown = page_of(found, lambda slug: reverse("measures:table", args=[slug])) if found else {}
    title = _("Figures")
    return render(request, "measures/figures.html", {"title": title, "further": further(), **shown})


@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The table of a chart as a file."""
    found = board()
    if found is None:
        raise NotFound(code="no-figures")
    return table_file(found, slug)
