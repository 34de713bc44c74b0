"""A document is opened from a case's page: the ledger tells its person which case, why, and on what basis."""

from __future__ import annotations

from typing import Any

from prasan.core.casework.definitions import definition_of
from prasan.core.casework.models import Case
from prasan.core.documents import service as documents

from .base import ground
from .files import files_of


def ground_of_file(document: documents.Document, number: str) -> dict[str, Any]:
    """Case, purpose and basis for the ledger; {} when the reader sees no such case or it holds no such file.

    Nor is it told to somebody else than whom the case is about: a person's file may lie in another's case.
    """
    if not (number.isascii() and number.isdigit() and len(number) == 12):
        return {}
    case = Case.objects.filter(number=number).first()
    if case is None or case.subject != document.owner or str(document.pk) not in files_of(case):
        return {}
    return {"case": case.number, **ground(definition_of(case.version_id))}
