"""Close a transfer that paid no fee: say what was done about it."""

from __future__ import annotations

import uuid

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, NotFound

from ..models import Outcome, Transfer
from ..rules import may_settle


def settle(transfer_id: int, *, note: str) -> None:
    """Raises NotFound, NotAllowed, Invalid (no note), Conflict (settled already, or nothing to settle)."""
    who = scope.current()
    transfer = Transfer.objects.filter(pk=transfer_id).select_related("payment").first()
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
