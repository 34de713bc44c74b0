"""What the expressions of a version may name, with the types its file declares."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from prasan.foundation import expressions

from .definitions import definition_of
from .format.names import names_of
from .models import Case
from .remember import remembered


@remembered
def _types(version_id: int) -> expressions.Names:
    return names_of(definition_of(version_id))


def names_for(
    version_id: int, *, form: dict[str, Any], person: dict[str, Any], at: datetime, case: Case | None = None
) -> expressions.Values:
    """`form`, `person`, `today` (the day of `at` in Thailand) and, once there is one, `case`."""
    values: dict[str, Any] = {"form": form, "person": person, "today": timezone.localdate(at).isoformat()}
    if case is not None:
        values["case"] = case_facts(case)
    return expressions.Values(_types(version_id), values)


def case_facts(case: Case) -> dict[str, Any]:
    """The facts of a case that expressions and documents may name."""
    return {
        "number": case.number,
        "state": case.state,
        "channel": str(case.channel),
        "opened_on": timezone.localdate(case.opened_at).isoformat(),
        "title": case.title,
    }
