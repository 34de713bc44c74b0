"""What the portal puts around every page, and the places its questions offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.look.context import Link, Words
from prasan.look.fields import Choice

NAV: list[tuple[Words, str]] = [
    (_("Home page"), "home"),
    (_("All services"), "casework:services"),
    (_("Follow a case"), "casework:track"),
    (_("Figures"), "measures:figures"),
    (_("Help"), "help"),
]
FOOTER: list[tuple[Words, str]] = [
    (_("Privacy"), "privacy"),
    (_("Accessibility"), "accessibility"),
    (_("About this portal and its source code"), "about"),
    (_("Contact"), "contact"),
]


def part(request: HttpRequest) -> dict[str, Any]:
    """Navigation and footer; what this installation does not have is left out."""
    return {"nav": _links(NAV), "footer": _links(FOOTER)}


def _links(wanted: list[tuple[Words, str]]) -> list[Link]:
    links = []
    for label, name in wanted:
        try:
            links.append(Link(label, reverse(name)))
        except NoReverseMatch:
            continue
    return links


def places_below(code: str) -> Sequence[Choice]:
    """Provinces for "", else the places directly below; none below a place that does not exist."""
    return [Choice(p.code, p.name) for p in directory.places(code or None)]
