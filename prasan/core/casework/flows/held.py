"""A case that is locked for an act, and what expressions may know of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from prasan.core.casework.actor import Actor
from prasan.core.casework.build import case_facts
from prasan.core.casework.format.definition import Definition
from prasan.core.casework.models import Case, CaseAnswers, CaseApplicant


@dataclass
class Held:
    """A locked case on which someone acts: the row, its definition, who acts with which roles, and when."""

    case: Case
    definition: Definition
    actor: Actor
    roles: frozenset[str]
    now: datetime
    _names: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def names(self) -> dict[str, Any]:
        """What expressions may name; read once, when first needed."""
        if self._names is None:
            self._names = names_of(self.case, self.now)
        return self._names

    def forget_names(self) -> None:
        """Read the names anew when next needed: an answer has changed."""
        self._names = None


def names_of(case: Case, now: datetime) -> dict[str, Any]:
    """What expressions may name: `form`, `person`, `case`, `today`."""
    said = CaseAnswers.objects.filter(case=case).first()
    return names_for(case, said, CaseApplicant.objects.filter(case=case).first(), now)


def names_for(
    case: Case, said: CaseAnswers | None, who: CaseApplicant | None, now: datetime
) -> dict[str, Any]:
    """Like `names_of`, from rows at hand."""
    return {
        "form": {**(said.answers if said else {}), **(who.answers if who else {})},
        "person": who.facts if who else {},
        "case": case_facts(case),
        "today": timezone.localdate(now).isoformat(),
    }
