"""What casework keeps of a person, to be given to them or erased."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from prasan.core.documents import service as documents
from prasan.foundation import dates, ids
from prasan.foundation.errors import Conflict, NotFound
from prasan.foundation.languages import current_language

from .definitions import definition_of, questions_of
from .flows.discard_draft import discard
from .flows.files import files_in, files_of
from .models import Case, CaseAnswers, CaseApplicant, CaseMessage, CaseWords, Draft, Part, Rating


def export(subject: UUID) -> dict[str, Any]:
    """Everything about the person as plain JSON: their cases with what was said, and their drafts."""
    cases = list(Case.objects.filter(applicant__subject=subject).order_by("id"))
    return {
        "cases": [_case(case) for case in cases],
        "drafts": [
            {"answers": draft.answers, "saved_at": draft.updated_at.isoformat()}
            for draft in Draft.objects.filter(applicant__subject=subject).order_by("created_at")
        ],
    }


def erase(subject: UUID) -> int:
    """Erase what the person said and who they are, in every case; events without their words stay.

    Raises Conflict while a case is open, or its service's law keeps it. Returns how many rows went.
    """
    cases = list(Case.objects.select_for_update(of=("self",)).filter(applicant__subject=subject))
    for case in cases:
        if (until := _kept_until(case)) is None or until > timezone.now():
            raise Conflict(_kept(case, until))
    drafts = list(Draft.objects.select_for_update().filter(applicant__subject=subject))
    for draft in drafts:
        discard(draft)
    gone = len(drafts)
    for file in {file for case in cases for file in _files(case)}:
        with suppress(NotFound):  # removed already
            documents.remove(UUID(file))
    for model in (CaseAnswers, CaseApplicant, CaseMessage, CaseWords, Part, Rating):
        gone += model.objects.filter(case__in=cases).delete()[0]
    mine = Case.objects.filter(pk__in=[case.pk for case in cases])
    # Who filed it stands in the first event; here it would make a matter without applicant theirs.
    mine.update(title="", subject=None, applicant=None, opened_by=None)
    return gone + len(cases)


def _files(case: Case) -> list[str]:
    """Ids of every document in the case, also of those that were answers about the person."""
    who = CaseApplicant.objects.filter(case=case).values_list("answers", flat=True).first() or {}
    return [*files_of(case), *files_in(questions_of(case.version_id), who)]


def _case(case: Case) -> dict[str, Any]:
    said = CaseAnswers.objects.filter(case=case).values_list("answers", flat=True).first() or {}
    who = CaseApplicant.objects.filter(case=case).first()
    return {
        "number": case.number,
        "service": definition_of(case.version_id).service,
        "state": case.state,
        "opened_at": case.opened_at.isoformat(),
        "closed_at": case.closed_at.isoformat() if case.closed_at else None,
        "answers": {**said, **(who.answers if who else {})},
        "person": who.facts if who else {},
        "messages": list(
            CaseMessage.objects.filter(case=case, internal=False)
            .order_by("seq")
            .values("seq", "body", "files")
        ),
        "rating": Rating.objects.filter(case=case).values("stars", "comment").first(),
    }


def _kept_until(case: Case) -> datetime | None:
    if case.closed_at is None:
        return None
    use = definition_of(case.version_id).data
    return _years_after(case.closed_at, use.keep_years) if use else case.closed_at


def _years_after(moment: datetime, years: int) -> datetime:
    """The same day of a later year; the 29th of February becomes the 1st of March where there is none."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, month=3, day=1)


def _kept(case: Case, until: datetime | None) -> str:
    number = ids.group_case_number(case.number)
    if until is None:
        return _("Case %(number)s is still open.") % {"number": number}
    when = dates.format_date(until, current_language())
    return _("The law keeps case %(number)s until %(when)s.") % {"number": number, "when": when}
