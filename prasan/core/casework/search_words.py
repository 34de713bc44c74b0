"""The words by which a case is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from prasan.core.directory import service as directory
from prasan.core.search import service as search

from .models import Case, CaseAnswers, CaseApplicant, CaseReader, CaseWords

Tokens = Callable[[str], list[str]]
MOST = 400
STRETCH = 13  # bits: cases are searched 8,192 ids at a time; `casework_search` shifts by as much


def of_case(
    case: Case, answers: dict[str, Any], readers: Iterable[int] = (), tokens: Tokens = search.case_tokens
) -> list[str]:
    """Search tokens of the title and of every text in `answers`, at most 400, of the case's place, and its marks.

    The marks, which no text can hold, let the index narrow a search: the stretch of ids the case lies in,
    the units that have or read it, its agency. readers: units that may read it. tokens: how a text is
    split; who makes cases in bulk remembers the splits of texts that recur.
    """
    found: set[str] = set()
    for text in (case.title, *_texts(answers)):
        found.update(tokens(text))
    units = {case.unit_id, *readers}
    marks = [f"§{case.pk >> STRETCH}", f"§a{case.agency_id}", *(f"§u{unit}" for unit in sorted(units))]
    said = sorted(word for word in found if "§" not in word)[:MOST]
    return [*dict.fromkeys((*said, *(_names(case.place_id) if case.place_id else ()))), *marks]


def searchable(case: Case, said: dict[str, Any], who: dict[str, Any]) -> dict[str, Any]:
    """The answers a case may be found by: those that identify the person only when it is not confidential."""
    return said if case.confidential else {**said, **who}


def refresh(case: Case) -> None:
    """Write the case's words anew from what it holds (as the program)."""
    said = CaseAnswers.objects.filter(case=case).values_list("answers", flat=True).first() or {}
    who = CaseApplicant.objects.filter(case=case).values_list("answers", flat=True).first() or {}
    readers = CaseReader.objects.filter(case=case).values_list("unit_id", flat=True)
    CaseWords.objects.filter(case=case).update(words=of_case(case, searchable(case, said, who), readers))


@lru_cache(maxsize=10_000)
def _names(place: str) -> tuple[str, ...]:
    """The words of the names of a place and of where it lies, bare and with their kinds, in both languages."""
    found: dict[str, None] = {}
    here: directory.Place | None = directory.place(place)
    while here is not None:
        for name in (here.name_th, here.title_th, here.name_en):
            found.update(dict.fromkeys(search.case_tokens(name)))
        here = here.parent
    return tuple(found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
