"""What consultations put into the menus."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.look.context import Link

from . import rules


def part(request: HttpRequest) -> dict[str, Any]:
    """The list for everybody, and the office of who consults."""
    changed: dict[str, Any] = {"nav": [Link(_("Consultations"), reverse("consultation:index"), order=83)]}
    if rules.consults(scope.current()):
        office = Link(_("Consultations of your agency"), reverse("consultation-office:index"))
        changed["account_links"] = [office]
    return changed
