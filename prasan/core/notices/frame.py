"""What notices put around every page: the way to one's messages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.look.context import Link

from .queries import unread


def part(request: HttpRequest) -> dict[str, Any]:
    """The inbox in the account menu; citizens see how many messages are new.

    Officers see news of their cases on the desk, whose pages are spared the count.
    """
    who = scope.current()
    if who.person is None or who.system:
        return {}
    count = 0 if who.seats else unread()
    return {"account_links": [Link(_("Messages to you"), reverse("notices:inbox"), count=count, order=40)]}
