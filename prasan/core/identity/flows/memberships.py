"""Officers join units, change roles and leave. The past stays: a membership ends, it is not deleted."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.foundation.errors import Conflict, Invalid
from prasan.foundation.locks import Kind, one_at_a_time

from ..models import Account, Membership, Role


@transaction.atomic
def join_unit(
    account: Account, unit: directory.Unit, roles: Iterable[str], *, title_th: str = "", title_en: str = ""
) -> Membership:
    """Let `account` work in `unit` with `roles`. Raises Invalid, Conflict when they already do."""
    _one_at_a_time()
    if Membership.objects.filter(account=account, unit=unit, ends_at=None).exists():
        raise Conflict(_("This person already works in this unit."), code="already-member")
    made = Membership.objects.create(
        account=account, unit=unit, roles=_known(roles), title_th=title_th, title_en=title_en
    )
    _mark(account)
    return made


@transaction.atomic
def change_roles(membership: Membership, roles: Iterable[str]) -> Membership:
    """Give a membership other roles: it ends and a new one begins, so that the past stays. Raises Invalid.

    The last administrator of the installation stays one, and what has ended does not come back (Conflict).
    """
    wanted = _known(roles)
    _one_at_a_time()
    _still_there(membership)
    if sorted(wanted) == sorted(membership.roles):
        return membership
    _keep_an_administrator(membership, wanted)
    membership.ends_at = timezone.now()
    membership.save(update_fields=["ends_at"])
    return Membership.objects.create(
        account=membership.account,
        unit=membership.unit,
        roles=wanted,
        title_th=membership.title_th,
        title_en=membership.title_en,
    )


@transaction.atomic
def end_membership(membership: Membership) -> None:
    """Let an officer leave a unit from now on. Raises Conflict for the last administrator, or when they left."""
    _one_at_a_time()
    _still_there(membership)
    _keep_an_administrator(membership, [])
    membership.ends_at = timezone.now()
    membership.save(update_fields=["ends_at"])
    _mark(membership.account)


def _known(roles: Iterable[str]) -> list[str]:
    wanted = sorted(set(map(str, roles)))
    if not wanted:
        raise Invalid(fields={"roles": _("Choose at least one role.")})
    if not set(wanted) <= set(Role.values):
        raise Invalid(fields={"roles": _("There is no such role.")})
    return wanted


def _one_at_a_time() -> None:
    """Wait until who else changes memberships is done: two administrators must not remove each other."""
    one_at_a_time(Kind.MEMBERSHIPS, "")


def _still_there(membership: Membership) -> None:
    if not Membership.objects.filter(pk=membership.pk, ends_at=None).exists():
        raise Conflict(code="ended")


def _keep_an_administrator(membership: Membership, roles: list[str]) -> None:
    role = Role.ADMINISTRATOR.value
    if role not in membership.roles or role in roles:
        return
    others = Membership.objects.filter(ends_at=None, roles__contains=[role], account__is_active=True)
    if not others.exclude(pk=membership.pk).exists():
        raise Conflict(_("The last administrator must stay."), code="last-administrator")


def _mark(account: Account) -> None:
    account.is_officer = Membership.objects.filter(account=account, ends_at=None).exists()
    account.save(update_fields=["is_officer"])
