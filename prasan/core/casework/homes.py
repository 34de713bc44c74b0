"""Where casework lets people begin after signing in: counter, desk, services office, their own matters."""

from __future__ import annotations

from prasan.core.identity import service as identity
from prasan.core.identity.service import Role

from . import rules


def register() -> None:
    """Who sits at a counter begins there, also when a desk is theirs; everybody has matters of their own."""
    identity.register_home(10, "casework:counter", identity.has_any(Role.COUNTER))
    identity.register_home(20, "casework:desk", rules.has_desk)
    identity.register_home(30, "casework:counter", rules.may_open_for_others)
    identity.register_home(40, "services-office:index", rules.owns_services)
    identity.register_home(100, "casework:my-cases", identity.is_signed_in)
