"""What all pages of the administrator share."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.paging import Page
from prasan.look.fields import Asked

from ..flows.actor_of import actor_of
from ..models.membership import Role
from ..rules import View, is_administrator, needs


def for_administrators(view: View) -> View:
    """A page of the administrator: nobody else's, and never kept by a browser."""
    return needs(is_administrator)(never_cache(view))


def confirmed(view: View) -> View:
    """A page that asks whoever has not lately shown it once more that it is really them."""
    made: View = reauthentication_required(view)
    return made


def onward(page: Page[Any], **asked: str) -> str:
    """Where the next page of a list is that was narrowed to `asked`; "" on the last one."""
    kept = {name: text for name, text in asked.items() if text}
    return "?" + urlencode({**kept, "after": page.next_cursor}) if page.next_cursor else ""


def record(
    request: HttpRequest, action: str, data: Sequence[str], subjects: Iterable[uuid.UUID] = ()
) -> None:
    """Put a change into the ledger. action: a verb; data: codes and kinds of what changed, nothing personal."""
    actor = actor_of(request, scope.current())
    actor["role"] = (Role.ADMINISTRATOR if is_administrator(scope.current()) else Role.INTEGRATOR).value
    ledger.record("admin", action=action, subjects=subjects, data=data, **actor)


def form_page(request: HttpRequest, asked: Asked, **context: Any) -> HttpResponse:
    """A page that is one form. context: title, back (address), and optionally intro, button, danger."""
    return render(request, "identity/administration/form.html", {"asked": asked, **context})
