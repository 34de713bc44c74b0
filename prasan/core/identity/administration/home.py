"""The administrator's first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .common import for_administrators
from .settings import GROUPS


@for_administrators
@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    """What there is to administer."""
    groups = [(name, group.title, group.intro) for name, group in GROUPS.items()]
    return render(request, "identity/administration/home.html", {"groups": groups})
