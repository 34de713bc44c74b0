"""A service may need a higher level of identity assurance than the person has reached."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import NotAllowed

# ETDA's identity assurance levels, low to high.
LEVELS = ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3")


class StepUp(NotAllowed):
    """The person must prove who they are at the level `needed` first; they are asked to, not refused."""

    code = "step-up"

    def __init__(self, needed: str) -> None:
        super().__init__(_("Prove who you are at a higher level to use this service."))
        self.needed = needed


def require_level(reached: str, needed: str) -> None:
    """Raises StepUp when the identity assurance level `reached` is below `needed`."""
    if LEVELS.index(reached) < LEVELS.index(needed):
        raise StepUp(needed)


def proves_citizen_id(ial: str) -> bool:
    """Whether the citizen ID of an account of this level was compared with the card: from 2.1 on."""
    return LEVELS.index(ial) >= LEVELS.index("2.1")
