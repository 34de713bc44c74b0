"""Close a transfer that paid no fee: say what was done about it."""

from __future__ import annotations

import uuid

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.directory.service import agency_by_id
from prasan.core.ledger.service import record
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, NotFound

from ..actor import finance_actor
from ..models import Outcome, Transfer
from ..rules import finance_agencies, may_settle

_PURPOSE = {"th": "จัดการเงินที่โอนเข้าโดยไม่ตรงกับค่าธรรมเนียม", "en": "Seeing to money that paid no fee"}


def settle(transfer_id: int, *, note: str) -> None:
    """Raises NotFound, NotAllowed, Invalid (no note), Conflict (settled already, or nothing to settle)."""
    who = scope.current()
    transfer = Transfer.objects.filter(pk=transfer_id).select_related("payment__agency").first()
    if transfer is None:
        raise NotFound()
    if not may_settle(who, transfer.payment.agency_id if transfer.payment else None):
        raise NotAllowed()
    if not note.strip():
        raise Invalid(fields={"note": _("Write what was done about it.")})
    with scope.system("payments"):
        changed = (
            Transfer.objects.filter(pk=transfer_id, settled_at=None)
            .exclude(outcome=Outcome.PAID)
            .update(settled_at=timezone.now(), settled_by=uuid.UUID(who.subject), note=note.strip())
        )
        if not changed:
            raise Conflict()
        record(
            "payment", **finance_actor(who, _agency(transfer, finance_agencies(who))), action="settle-transfer",
            subjects=[transfer.payment.payer] if transfer.payment and transfer.payment.payer else [],
            data=["payment", transfer.outcome, f"{transfer.amount / 100:.2f}"], purpose=_PURPOSE,
            basis="legal_duty",
        )  # fmt: skip


def _agency(transfer: Transfer, offices: set[int]) -> str:
    """Whose fee it was for; for nobody's, the agency of the officer who settles it."""
    if transfer.payment:
        return transfer.payment.agency.code
    return agency_by_id(min(offices)).code
