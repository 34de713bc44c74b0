"""What of a person's facts a service keeps with a case, and what of them other systems are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from prasan.foundation import ids

from .definitions import definition_of, questions_of
from .format.file import to_stored
from .identifying import identifying
from .remember import remembered

if TYPE_CHECKING:
    from .whole import CaseView

# Whom the case is about and where letters go, in which language; officers see the first three.
CONTACT = ("name", "phone", "email")
ALWAYS = frozenset({*CONTACT, "subject", "language"})
_NAMED = re.compile(r"(?<![\w.-])person(?![\w-])(?:\.([a-z_]+))?")
_IN_TEXT = re.compile(r"\{person\.([a-z_]+)\}")


def kept(version_id: int, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that the service uses: filled in, named by an expression or a document, or to write to them."""
    used = _used(version_id)
    return {name: value for name, value in facts.items() if "" in used or name in used}


@remembered
def _used(version_id: int) -> frozenset[str]:
    """Names of facts; with "" among them all are used."""
    return ALWAYS | frozenset(_named(to_stored(definition_of(version_id))))


def _named(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, str):
        yield from (_IN_TEXT if key in ("th", "en") else _NAMED).findall(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _named(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _named(inner, key)


def _only_filed(seen: CaseView, viewer: int | None) -> bool:
    """Whether the viewer filed the case for somebody who has an account of their own."""
    case = seen.case
    return viewer is not None and case.opened_by_id == viewer and case.applicant_id not in (None, viewer)


def told_person(seen: CaseView, viewer: int | None) -> dict[str, Any]:
    """Of the applicant's facts those that the form fills in, their name, telephone and e-mail.

    The ID number is masked. Who filed the case for an account gets none: naming someone's ID number must
    not show what is known of them.
    """
    if _only_filed(seen, viewer):
        return {}
    filled = (
        question.prefill for question in questions_of(seen.case.version_id).values() if question.prefill
    )
    names = [*CONTACT, *(prefill.removeprefix("person.") for prefill in filled)]
    told = {name: seen.person[name] for name in names if name in seen.person}
    if number := seen.person.get("citizen_id"):
        told["citizen_id"] = ids.mask_citizen_id(str(number))
    return told


def told_answers(seen: CaseView, viewer: int | None) -> dict[str, Any]:
    """The answers; without those that the account filled in, to who filed the case for it."""
    if not _only_filed(seen, viewer):
        return seen.answers
    apart = identifying(seen.case.version_id)
    return {name: value for name, value in seen.answers.items() if name not in apart}
