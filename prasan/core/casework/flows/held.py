"""A case that is locked for an act, and what expressions may know of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from prasan.core.casework import rules
from prasan.core.casework.actor import Actor
from prasan.core.casework.format.definition import Definition
from prasan.core.casework.models import Case, CaseAnswers, CaseApplicant
from prasan.core.casework.names import names_for
from prasan.foundation import expressions, scope


@dataclass
class Held:
    """A locked case on which someone acts: the row, its definition, who acts with which roles, and when."""

    case: Case
    definition: Definition
    actor: Actor
    roles: frozenset[str]
    now: datetime
    _names: expressions.Values | None = field(default=None, repr=False)

    @property
    def names(self) -> expressions.Values:
        """What expressions may name; read once, when first needed."""
        if self._names is None:
            self._names = names_of(self.case, self.now)
        return self._names

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run the block that writes what the rules have allowed.

        The office that has the case writes in its own name, which the database admits. What an applicant, a
        counter or a reader may do in it, the program writes for them.
        """
        if self.roles & rules.STAFF or not self.roles & {rules.CITIZEN, rules.READER}:
            yield
        else:
            with scope.system("case"):
                yield

    def forget_names(self) -> None:
        """Read the names anew when next needed: an answer has changed."""
        self._names = None


def names_of(case: Case, now: datetime) -> expressions.Values:
    """What expressions may name of a case.

    That is also who the applicant of a confidential case is, hidden from the officer who acts: a guard or a
    deadline does not show it. What would show it (a document, a question to others) asks `identifying` first.
    """
    said = CaseAnswers.objects.filter(case=case).first()
    who = CaseApplicant.objects.filter(case=case).first()
    if who is None and case.confidential:
        with scope.system("names"):
            who = CaseApplicant.objects.filter(case=case).first()
    return names_from(case, said, who, now)


def names_from(
    case: Case, said: CaseAnswers | None, who: CaseApplicant | None, now: datetime
) -> expressions.Values:
    """Like `names_of`, from rows at hand."""
    form = {**(said.answers if said else {}), **(who.answers if who else {})}
    return names_for(case.version_id, form=form, person=who.facts if who else {}, at=now, case=case)
