"""The figures of the agencies that a supervisor leads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prasan.core.casework import rules
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.measures import service as measures
from prasan.foundation import scope
from prasan.foundation.errors import NotFound

leads = identity.needs(rules.leads_an_agency)


@require_safe
@leads
def figures(request: HttpRequest) -> HttpResponse:
    """The charts of the public page, narrowed to the supervisor's agencies and with every count."""
    agencies = _agencies()
    board = measures.board(agency.code for agency in agencies)
    shown = measures.page_of(board, lambda slug: reverse("casework:desk-table", args=[slug])) if board else {}
    context = {"title": _("Figures of your agency"), "agencies": agencies, **shown}
    return render(request, "casework/desk_figures.html", context)


@require_safe
@leads
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The table of a chart as a file."""
    board = measures.board(agency.code for agency in _agencies())
    if board is None:
        raise NotFound(code="no-figures")
    return measures.table_file(board, slug)


def _agencies() -> list[directory.Agency]:
    return [directory.agency_by_id(agency) for agency in scope.current().agencies]
