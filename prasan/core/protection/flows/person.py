"""Everything held about one person: given out, or erased, store by store."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.errors import PrasanError

from ..stores import stores


@dataclass(frozen=True)
class Outcome:
    """What became of a store: `erased` rows, or why it was `kept`."""

    store: str
    erased: int = 0
    kept: str = ""


def export_person(subject: uuid.UUID, *, actor: str = "", agency: str = "") -> dict[str, Any]:
    """A copy of everything held about a person, in machine-readable form (PDPA s. 30, 31).

    subject: the opaque id. Returns `{"subject", "at", "stores": {name: data}}`; data is plain JSON.
    The ledger records that it was given. actor, agency: who carries it out (default: the program).
    """
    with scope.system("data-subject"):
        data = {store.name: store.export(subject) for store in stores()}
        ledger.record(
            "admin", actor=actor or "program", agency=agency, unit="", role="system", action="export",
            subjects=[subject], data=["personal"], basis="legal_duty",
        )  # fmt: skip
    return {"subject": str(subject), "at": timezone.now().isoformat(), "stores": data}


def erase_person(subject: uuid.UUID, *, actor: str = "", agency: str = "") -> list[Outcome]:
    """Erase a person from every store (PDPA s. 33), all or nothing but for what a store must keep by law.

    One transaction: an unforeseen failure in any store leaves everything as it was. The ledger proves that
    an erasure was carried out, without whom it concerned.
    """
    outcomes = []
    with scope.system("data-subject"):
        for store in stores():
            try:
                with transaction.atomic():
                    outcomes.append(Outcome(store.name, erased=store.erase(subject)))
            except PrasanError as kept:
                outcomes.append(Outcome(store.name, kept=str(kept)))
        ledger.record(
            "admin", actor=actor or "program", agency=agency, unit="", role="system", action="erase",
            data=[outcome.store for outcome in outcomes if not outcome.kept], basis="legal_duty",
        )  # fmt: skip
    return outcomes
