"""Who acts in the finance office, as the ledger names them."""

from __future__ import annotations

from prasan.core.ledger.service import Actor
from prasan.foundation.scope import Scope

from .rules import FINANCE


def finance_actor(who: Scope, agency: str) -> Actor:
    """The person in the finance office of the agency with this code."""
    return Actor(actor=who.name, agency=agency, unit="", role=FINANCE)
