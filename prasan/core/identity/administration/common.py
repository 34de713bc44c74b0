"""What all pages of the administrator share."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.errors import PrasanError
from prasan.foundation.paging import Page
from prasan.foundation.types import Words
from prasan.look.fields import Field, Mistake, bind, default_data, mistakes, parse_all, press, wants

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


@dataclass
class Asked:
    """Questions on a page, and the answers once they are all right."""

    questions: list[Field]
    answers: dict[str, Any] | None = None
    refused: Words = ""

    @property
    def mistakes(self) -> list[Mistake]:
        """For the head of the page."""
        found = mistakes(self.questions)
        return [Mistake(self.refused), *found] if self.refused and not found else found

    def refuse(self, request: HttpRequest, error: PrasanError) -> None:
        """Show again what was typed, with what a flow found wrong."""
        data = default_data(request.POST)
        self.questions = [bind(q, data, error.fields) for q in self.questions]
        self.refused = error.message
        self.answers = None


def ask(request: HttpRequest, questions: list[Field]) -> Asked:
    """Show questions; read the answers where they were posted."""
    if request.method != "POST":
        return Asked(questions)
    data = default_data(request.POST)
    if wants(data):
        return Asked([bind(q, press(data)) for q in questions])
    answers, wrong = parse_all(questions, data)
    if wrong:
        return Asked([bind(q, data, wrong) for q in questions])
    return Asked(questions, answers)


def form_page(request: HttpRequest, asked: Asked, **context: Any) -> HttpResponse:
    """A page that is one form. context: title, back (address), and optionally intro, button, danger."""
    return render(request, "identity/administration/form.html", {"asked": asked, **context})
