"""The documents of a case, shared with the units that work on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from prasan.core.casework.definitions import questions_of
from prasan.core.casework.format.definition import Question
from prasan.core.casework.models import Case, CaseAnswers, CaseEvent, CaseMessage, CaseReader
from prasan.core.documents import service as documents
from prasan.foundation import scope

TELLS = "tells_who"  # an event's mark: its document shows who the applicant of a confidential case is


def files_in(questions: dict[str, Question], answers: dict[str, Any]) -> Iterator[str]:
    """Ids of the documents among the answers, in repeats too."""
    for name, question in questions.items():
        value = answers.get(name)
        if not value:
            continue
        if question.format == "document":
            yield str(value)
        elif question.type == "array" and (question.items or {}).get("format") == "document":
            yield from (str(item) for item in value)
        elif question.type == "array" and (question.items or {}).get("type") == "object":
            inner = {k: v for k, v in question.items["properties"].items() if v.get("format") == "document"}  # type: ignore[index]
            yield from (str(row[k]) for row in value for k in inner if row.get(k))


def files_of(case: Case) -> list[str]:
    """Ids of every document in the case: answered or sent with a message."""
    said = CaseAnswers.objects.filter(case=case).values_list("answers", flat=True).first() or {}
    found = list(files_in(questions_of(case.version_id), said))
    for files in CaseMessage.objects.filter(case=case).values_list("files", flat=True):
        found += files
    return found


def share_files(case: Case, units: Sequence[int]) -> None:
    """Let the units read every document of the case, but for those that show the applicant of a confidential one."""
    kept = CaseEvent.objects.filter(case=case, **{f"data__{TELLS}": True}).values("seq")
    hidden = CaseMessage.objects.filter(case=case, seq__in=kept).values_list("files", flat=True)
    apart = {file for files in hidden for file in files}
    if found := [file for file in files_of(case) if file not in apart]:
        documents.share([UUID(file) for file in found], units)


def attach_files(case: Case, files: Sequence[str], *, internal: bool) -> None:
    """Files that came with a message are part of the case: its units may read them, and the person it is
    about, unless they are the offices' own."""
    ids = [UUID(file) for file in files]
    with scope.system("readers"):
        found = CaseReader.objects.filter(case=case)
        readers = list((found.filter(until=None) if internal else found).values_list("unit_id", flat=True))
    people = [case.subject] if case.subject and not internal else []
    documents.share(ids, [case.unit_id, *readers], people=people)
