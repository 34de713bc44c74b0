"""Somebody looks at a document."""

from __future__ import annotations

from prasan.core.ledger.service import looked
from prasan.foundation import scope
from prasan.foundation.errors import NotFound

from .. import rules
from ..models import Document

PURPOSE = {"th": "เปิดเอกสาร", "en": "Opening a document"}


def admit(document: Document) -> None:
    """Let nobody see it whose work it is not, and tell the ledger who does. Raises NotFound."""
    if not rules.may_open(scope.current(), document):
        raise NotFound
    looked(document.owner, ["document"], thing=str(document.pk), purpose=PURPOSE)
