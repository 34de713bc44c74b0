"""Give programs of an agency a key to the API, and take it back."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, PrasanError

from ..models import Account, Client, ClientScope, Membership, Role
from .memberships import change_roles, join_unit

PREFIX = "prasan_"
NAME_LIMIT = 100
# What a key's scopes make of the program in its units; every rule then asks these roles.
ROLES = {
    ClientScope.CASES_READ: Role.OFFICER,
    ClientScope.CASES_WRITE: Role.OFFICER,
    ClientScope.CASES_SUBMIT: Role.OPERATOR,
    ClientScope.WEBHOOKS: Role.INTEGRATOR,
}


def issue_client(name: str, units: Iterable[str], scopes: Iterable[str]) -> tuple[Client, str]:
    """Make an API client that acts for `units` ("agency/unit", all of one agency); returns it with its key.

    The key is told this once. Raises Invalid with the fields "name", "units" or "scopes".
    """
    name, wanted = name.strip(), sorted(set(scopes))
    if not name or len(name) > NAME_LIMIT:
        raise Invalid(fields={"name": _("Give a name of 1 to 100 characters.")})
    if not wanted or not set(wanted) <= set(ClientScope.values):
        raise Invalid(fields={"scopes": _("Choose what the key opens.")})
    there = _units(units)
    account = Account.objects.create_user(f"api-{secrets.token_hex(8)}", given_th=name, given_en=name)
    roles = {ROLES[ClientScope(one)] for one in wanted}
    for unit in there:
        join_unit(account, unit, roles, title_th="ระบบงาน", title_en="System")
    key = PREFIX + secrets.token_urlsafe(32)
    client = Client.objects.create(
        account=account,
        agency=there[0].agency,
        key_hash=hashed(key),
        hint=key[-4:],
        scopes=wanted,
        issued_by_id=scope.current().person,
    )
    return client, key


def narrow_client(client: Client, scopes: Iterable[str]) -> None:
    """Let a key open less than before. Raises Invalid (field "scopes") for nothing, or for anything new."""
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= set(client.scopes):
        raise Invalid(fields={"scopes": _("Choose one or more of what the key opens now.")})
    client.scopes = wanted
    client.save(update_fields=["scopes"])
    roles = {ROLES[ClientScope(one)] for one in wanted}
    for membership in Membership.objects.filter(account_id=client.account_id, ends_at=None):
        change_roles(membership, roles)


def revoke_client(client: Client) -> None:
    """Close a key and end the client's memberships; what it did stays. Safe to repeat."""
    now = timezone.now()
    if client.revoked_at is None:
        client.revoked_at = now
        client.save(update_fields=["revoked_at"])
    Membership.objects.filter(account_id=client.account_id, ends_at=None).update(ends_at=now)
    Account.objects.filter(pk=client.account_id).update(is_active=False, is_officer=False)


def revoke_clients(name: str) -> int:
    """Revoke every key of the clients of that name; returns how many there were."""
    found = Client.objects.filter(account__given_th=name, revoked_at=None).select_related("account")
    for client in found:
        revoke_client(client)
    return len(found)


def hashed(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def _units(addresses: Iterable[str]) -> list[directory.Unit]:
    units = []
    for address in dict.fromkeys(addresses):
        try:
            units.append(directory.unit(address))
        except PrasanError:
            message = _("There is no unit %(address)s.") % {"address": address}
            raise Invalid(fields={"units": message}) from None
    if not units or len({unit.agency_id for unit in units}) != 1 or any(unit.closed for unit in units):
        raise Invalid(fields={"units": _("Name one or more open units of one agency.")})
    return units
