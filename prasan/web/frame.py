"""What the portal puts around every page, and the places its questions offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.types import Words
from prasan.look.context import Link
from prasan.look.fields import Choice

# Label, name of the address, and place among the links of other rooms.
NAV: list[tuple[Words, str, int]] = [
    (_("Home page"), "home", 0),
    (_("All services"), "casework:services", 5),
    (_("Follow a case"), "casework:track", 10),
    (_("Figures"), "measures:figures", 80),
    (_("Help"), "help", 90),
]
FOOTER: list[tuple[Words, str, int]] = [
    (_("Privacy"), "privacy", 0),
    (_("Accessibility"), "accessibility", 10),
    (_("About this portal and its source code"), "about", 20),
    (_("For other systems"), "api-docs", 25),
    (_("Observatory"), "observatory:overview", 28),
    (_("Contact"), "contact", 30),
]
MINE: list[tuple[Words, str, int]] = [
    (_("My matters"), "casework:my-cases", 10),
    (_("Who has looked at my data"), "ledger:my-looks", 45),
]


def part(request: HttpRequest) -> dict[str, Any]:
    """Navigation and footer, and one's own pages; what this installation does not have is left out."""
    changed = {"nav": _links(NAV), "footer": _links(FOOTER)}
    if scope.current().person is not None:
        changed["account_links"] = _links(MINE)
    return changed


def _links(wanted: list[tuple[Words, str, int]]) -> list[Link]:
    links = []
    for label, name, order in wanted:
        try:
            links.append(Link(label, reverse(name), order=order))
        except NoReverseMatch:
            continue
    return links


def places_below(code: str) -> Sequence[Choice]:
    """Provinces for "", else the places directly below; none below a place that does not exist."""
    return [Choice(p.code, p.name) for p in directory.places(code or None)]
