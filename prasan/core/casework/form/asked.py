"""Which pages and questions a form asks, given what has been answered so far."""

from __future__ import annotations

from typing import Any

from prasan.core.casework.definitions import definition_of, questions_of
from prasan.core.casework.format.definition import Page, Question
from prasan.foundation import expressions


def pages_asked(version_id: int, names: dict[str, Any]) -> list[Page]:
    """The pages whose condition holds and that ask at least one question, in order."""
    form = definition_of(version_id).form
    if form is None:
        return []
    return [
        page
        for page in form.pages
        if (page.when is None or expressions.holds(page.when, names))
        and asked_questions(version_id, page, names)
    ]


def asked_questions(version_id: int, page: Page, names: dict[str, Any]) -> dict[str, Question]:
    """The questions of the page whose condition holds, by name."""
    questions = questions_of(version_id)
    return {
        name: questions[name]
        for name in page.fields
        if questions[name].when is None or expressions.holds(questions[name].when or "", names)
    }
