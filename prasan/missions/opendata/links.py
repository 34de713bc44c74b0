"""What open data puts into the menus."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.look.context import Link

from . import rules


def part(request: HttpRequest) -> dict[str, Any]:
    """The catalogue for everybody, and the office of who publishes."""
    changed: dict[str, Any] = {"nav": [Link(_("Open data"), reverse("opendata:catalogue"), order=82)]}
    if rules.publishes(scope.current()):
        changed["account_links"] = [Link(_("Open data of your agency"), reverse("opendata-office:index"))]
    return changed
