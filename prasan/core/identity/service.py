"""The public face of identity."""

from .flows.require_level import LEVELS, StepUp, require_level
from .flows.scope_of import scope_of, scope_of_memberships
from .models import Account, Membership
from .models.membership import Role
from .queries import (
    colleagues,
    in_language,
    notice_address,
    officer_names,
    people_in,
    person_facts,
    works_in,
)

__all__ = [
    "LEVELS",
    "Account",
    "Membership",
    "Role",
    "StepUp",
    "colleagues",
    "in_language",
    "notice_address",
    "officer_names",
    "people_in",
    "person_facts",
    "require_level",
    "scope_of",
    "scope_of_memberships",
    "works_in",
]
