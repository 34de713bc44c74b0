"""A page that asks questions: shows them, and reads the answers where they were posted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from prasan.foundation.errors import PrasanError
from prasan.foundation.types import Words

from .field import Field
from .reading import bind, default_data, parse_all, press, wants
from .summary import Mistake, mistakes


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
        self.refused, self.answers = error.message, None


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
