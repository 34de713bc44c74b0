"""The steps of the workflow that somebody may take in a case now: the same for the pages and the API."""

from __future__ import annotations

from django.utils import timezone

from prasan.foundation import expressions

from . import clocks, rules
from .flows.held import names_of
from .format.definition import Transition
from .names import names_for
from .whole import CaseView


def steps_now(seen: CaseView) -> list[Transition]:
    """The steps that the person may take, whose guards hold and for which it is time; one for each verb."""
    rows: dict[str, Transition] = {}
    case, now = seen.case, timezone.now()
    names = (
        names_of(case, now)  # a guard may ask what this officer may not see
        if seen.hidden_person
        else names_for(case.version_id, form=seen.answers, person=seen.person, at=now, case=case)
    )
    upheld = any(happening.event.kind == "uphold" for happening in seen.happenings)
    to_come = clocks.still_to_come(seen.clocks, seen.definition, case.state, now)
    for row in seen.steps:
        if row.do in rows or rules.not_now(row.do, case, upheld=upheld, to_come=to_come, now=now):
            continue
        if row.when is None or expressions.holds(row.when, names):
            rows[row.do] = row
    return list(rows.values())
