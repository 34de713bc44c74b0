"""The list of mistakes at the head of a page, each a link to its input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prasan.foundation.types import Words

from . import groups
from .field import Field, Kind


@dataclass(frozen=True)
class Mistake:
    """What is wrong and the id of the input to correct ("" where there is none)."""

    text: Words
    target: str = ""


def mistakes(questions: Sequence[Field]) -> list[Mistake]:
    """All mistakes of bound questions, in the order of the page, each with the question's name in it."""
    found: list[Mistake] = []
    for question in questions:
        if question.error:
            found.append(Mistake(_named(question), question.focus_id))
        if question.kind is Kind.ADDRESS:
            found += mistakes(groups.address_parts(question))
        elif question.kind is Kind.REPEAT:
            found += [m for row in groups.rows(question) for m in mistakes(row)]
    return found


def _named(question: Field) -> str:
    label, error = str(question.label), str(question.error)
    return error if not label or label in error else f"{label}: {error}"
