"""What casework puts into the menu of who is signed in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prasan.core.casework.rules import owns_services
from prasan.foundation import scope
from prasan.look.context import Link


def part(request: HttpRequest) -> dict[str, Any]:
    """The way to the service owner's office, for service owners."""
    if not owns_services(scope.current()):
        return {}
    return {"account_links": [Link(_("Services of your agency"), reverse("services-office:index"))]}
