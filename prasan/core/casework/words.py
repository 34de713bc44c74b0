"""The words by which a case is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from prasan.core.search import service as search

from .models import Case, CaseAnswers, CaseApplicant, CaseWords

Tokens = Callable[[str], list[str]]
MOST = 400


def of_case(case: Case, answers: dict[str, Any], tokens: Tokens = search.case_tokens) -> list[str]:
    """Search tokens of the title and of every text that was answered, at most 400.

    tokens: how a text is split; who makes cases in bulk remembers the splits of texts that recur.
    """
    found: set[str] = set()
    for text in (case.title, *_texts(answers)):
        found.update(tokens(text))
    return sorted(found)[:MOST]


def refresh(case: Case) -> None:
    """Write the case's words anew from what it holds (as the program)."""
    said = CaseAnswers.objects.filter(case=case).values_list("answers", flat=True).first() or {}
    who = CaseApplicant.objects.filter(case=case).values_list("answers", flat=True).first() or {}
    CaseWords.objects.filter(case=case).update(words=of_case(case, {**said, **who}))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
