"""What the ledger puts around every page: the way to it, for auditors."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.look.context import Link

from .rules import is_auditor


def part(request: HttpRequest) -> dict[str, Any]:
    """The ledger in the menu."""
    if not is_auditor(scope.current()):
        return {}
    return {"nav": [Link(_("Ledger"), reverse("ledger:audit"), order=62)]}
