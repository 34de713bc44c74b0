"""Somebody looks at a document."""

from __future__ import annotations

from typing import Any, Protocol

from prasan.core.ledger.service import looked
from prasan.foundation import scope
from prasan.foundation.errors import NotFound

from .. import rules
from ..models import Document

PURPOSE = {"th": "เปิดเอกสาร", "en": "Opening a document"}


class Ground(Protocol):
    """Finds on what ground a document is opened from the case whose number is given: what `looked` takes of
    `case`, `purpose` and `basis`; {} when the document is no part of a case that the reader may see."""

    def __call__(self, document: Document, number: str) -> dict[str, Any]: ...


_grounds: list[Ground] = []


def on_opening(ground: Ground) -> Ground:
    """Have `ground` asked when a document is opened from a case's page."""
    _grounds.append(ground)
    return ground


def admit(document: Document, case: str = "") -> None:
    """Let nobody see it whose work it is not, and tell the ledger who does. Raises NotFound.

    case: the number of the case whose page led here; the ledger names it when the document belongs there.
    """
    who = scope.current()
    if not rules.may_open(who, document):
        raise NotFound
    own = str(document.owner) == who.subject  # whose look is not recorded
    found = [ground(document, case) for ground in _grounds] if case and not own else []
    told = next(filter(None, found), {})
    looked(document.owner, ["document"], thing=str(document.pk), **{"purpose": PURPOSE, **told})
