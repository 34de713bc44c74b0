"""Looks at personal data: collected during a request, written as one leaf before the first byte goes out."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from prasan.foundation import scope

from ..actions import LIST
from ..commitments import Purpose
from .record import MOST_SUBJECTS, About, write

# Names what stands for somebody without an account.
_NAMELESS = uuid.UUID("6f1d9e0c-3f0b-4d0e-9a59-2d1c6a0f7b41")


class Looks(dict[uuid.UUID, About]):
    """What a request shows of whom. action: "view", or the list that it shows and of how many cases."""

    action = "view"


_looks: ContextVar[Looks | None] = ContextVar("prasan_looks", default=None)


@contextmanager
def collecting() -> Iterator[Looks]:
    """Collect the looks of a request; the mapping tells whether there are any to `flush`."""
    looks = Looks()
    token = _looks.set(looks)
    try:
        yield looks
    finally:
        _looks.reset(token)


def nameless(thing: str) -> uuid.UUID:
    """What stands for somebody without an account, of whom a case, a document or a fee is known."""
    return uuid.uuid5(_NAMELESS, thing)


def looked(
    subject: uuid.UUID | None,
    data: Sequence[str],
    *,
    case: str = "",
    thing: str = "",
    purpose: Purpose = "",
    basis: str = "",
) -> None:
    """Say that this request shows `data` (kinds, such as "name") of `subject`.

    subject: None for somebody without an account. The ledger then knows them by what is theirs: the case, or
    `thing`, the id of a document or a fee; an id made of it stands in the entry, that nobody signs in with.
    A person's look at their own data is not recorded. Several looks at one person become one row; their
    case, purpose and basis are those of the first. Outside a request the look is written at once.
    """
    if subject is None:
        subject = nameless(case or thing)
    if str(subject) == scope.current().subject:
        return
    about = About(subject, tuple(dict.fromkeys(data)), case, purpose, basis)
    looks = _looks.get()
    if looks is None:
        who = scope.current()
        role = "system" if who.system else ""
        _write([about], actor=who.system or who.name, role=role, agency="", unit="", action="view")
    elif before := looks.get(subject):
        joined = tuple(dict.fromkeys([*before.data, *about.data]))
        looks[subject] = About(
            subject, joined, before.case or case, before.purpose or purpose, before.basis or basis
        )
    else:
        looks[subject] = about


def looked_at_list(name: str, cases: int) -> None:
    """Say that this request shows the list `name` with so many cases; what it shows of whom is said by `looked`."""
    looks = _looks.get()
    if looks is not None and cases:
        looks.action = f"{LIST}{name}/{cases}"


def flush(*, actor: str, agency: str, unit: str, role: str = "") -> int | None:
    """Write the collected looks as one leaf and forget them; returns its id, or None without looks.

    More than 1,000 persons make a further leaf for each further thousand.
    """
    looks = _looks.get()
    if not looks:
        return None
    about = list(looks.values())
    looks.clear()
    leaf = None
    for start in range(0, len(about), MOST_SUBJECTS):
        leaf = _write(
            about[start : start + MOST_SUBJECTS],
            actor=actor,
            role=role,
            agency=agency,
            unit=unit,
            action=looks.action,
        )
    return leaf


def _write(about: Sequence[About], *, actor: str, role: str, agency: str, unit: str, action: str) -> int:
    """The record says what all the looks have in common; each person's row says the rest."""
    first = about[0]
    return write(
        "look",
        actor=actor,
        role=role,
        agency=agency,
        unit=unit,
        action=action,
        case=first.case if all(a.case == first.case for a in about) else "",
        data=list(dict.fromkeys(kind for a in about for kind in a.data)),
        purpose=first.purpose if all(a.purpose == first.purpose for a in about) else "",
        basis=first.basis if all(a.basis == first.basis for a in about) else "",
        about=about,
    )
