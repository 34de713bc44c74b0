"""Where a dismissed appeal leads: to the Administrative Court, within a time that the law gives.

Act on Establishment of Administrative Courts and Administrative Court Procedure B.E. 2542: section 42 (the appeal
comes first), section 49 (90 days), section 50 (the order says so).
"""

from __future__ import annotations

from datetime import datetime

from prasan.core.directory import service as directory
from prasan.foundation import worktime

from .format.verbs import verb_of
from .whole import CaseView

DAYS = 90


def court_until(seen: CaseView) -> datetime | None:
    """Until when a case may be filed with the court; None where the last decision is not an appeal dismissed."""
    decided = [h.event for h in seen.happenings if verb_of(h.event.kind).decides]
    if seen.case.kind != "closed" or not decided or decided[-1].kind != "uphold":
        return None
    return worktime.due(decided[-1].at, DAYS, "days", directory.calendar())
