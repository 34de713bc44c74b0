"""What payments put around every page: the way to the finance office, for who works in one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.look.context import Link

from .rules import works_in_finance


def part(request: HttpRequest) -> dict[str, Any]:
    """The finance office in the menu."""
    if not works_in_finance(scope.current()):
        return {}
    return {"nav": [Link(_("Finance office"), reverse("payments:finance-payments"), order=20)]}
