"""What casework puts into the menus of who is signed in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prasan.core.casework import rules
from prasan.foundation import scope
from prasan.look.context import Link


def part(request: HttpRequest) -> dict[str, Any]:
    """The ways to the desk, the counter and the service owner's office, each for who works there."""
    who = scope.current()
    nav = []
    if rules.has_desk(who):
        nav.append(Link(pgettext_lazy("menu", "Desk"), reverse("casework:desk"), order=60))
    if rules.may_open_for_others(who):
        nav.append(Link(pgettext_lazy("menu", "Counter"), reverse("casework:counter"), order=61))
    if rules.owns_services(who):
        nav.append(Link(_("Services of your agency"), reverse("services-office:index"), order=62))
    return {"nav": nav}
