"""The public face of identity."""

from .flows.actor_of import actor_of, foremost
from .flows.clients import issue_client, revoke_client, revoke_clients
from .flows.erase_person import erase_person
from .flows.make_administrator import make_administrator
from .flows.make_demo_crowd import make_demo_crowd
from .flows.make_demo_people import demo_people, make_demo_people
from .flows.memberships import change_roles, end_membership, join_unit
from .flows.nobody import nobody
from .flows.register_person import register_person
from .flows.remember_person import remember_person, verify_person
from .flows.require_level import LEVELS, StepUp, proves_citizen_id, require_level
from .flows.scope_of import scope_of, scope_of_account, scope_of_memberships
from .flows.throttle import succeeded, too_many, too_many_of, too_often
from .homes import home_of, register_home
from .models import Account, Client, ClientScope, Membership, Role
from .queries import (
    account_of,
    anybody_administers,
    contacts_of,
    find_person,
    memberships_of,
    notice_address,
    officer_names,
    officers_by_unit,
    officers_of,
    people_in,
    person_facts,
    works_in,
)
from .rules import (
    has_any,
    has_role_in,
    is_administrator,
    is_officer,
    is_signed_in,
    needs,
    owns_services_of,
    signed_in,
)

__all__ = [
    "LEVELS",
    "Account",
    "Client",
    "ClientScope",
    "Membership",
    "Role",
    "StepUp",
    "account_of",
    "actor_of",
    "anybody_administers",
    "change_roles",
    "contacts_of",
    "demo_people",
    "end_membership",
    "erase_person",
    "find_person",
    "foremost",
    "has_any",
    "has_role_in",
    "home_of",
    "is_administrator",
    "is_officer",
    "is_signed_in",
    "issue_client",
    "join_unit",
    "make_administrator",
    "make_demo_crowd",
    "make_demo_people",
    "memberships_of",
    "needs",
    "nobody",
    "notice_address",
    "officer_names",
    "officers_by_unit",
    "officers_of",
    "owns_services_of",
    "people_in",
    "person_facts",
    "proves_citizen_id",
    "register_home",
    "register_person",
    "remember_person",
    "require_level",
    "revoke_client",
    "revoke_clients",
    "scope_of",
    "scope_of_account",
    "scope_of_memberships",
    "signed_in",
    "succeeded",
    "too_many",
    "too_many_of",
    "too_often",
    "verify_person",
    "works_in",
]
