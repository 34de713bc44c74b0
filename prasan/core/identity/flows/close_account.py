"""Close the account of somebody who left, and open it again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.foundation.errors import Conflict

from ..models import Account, Membership
from .memberships import end_membership


def close_account(account: Account) -> None:
    """End an account's memberships and sessions at once and let nobody sign in to it. Safe to repeat.

    Raises Conflict for one's own account, and for the last administrator's.
    """
    if account.pk == scope.current().person:
        raise Conflict(_("You cannot close your own account. Ask another administrator."), code="own-account")
    with transaction.atomic():  # what is refused ends nothing
        for membership in Membership.objects.filter(account=account, ends_at=None):
            end_membership(membership)
        account.is_active, account.is_officer, account.sessions_from = False, False, timezone.now()
        account.save(update_fields=["is_active", "is_officer", "sessions_from"])


def reopen_account(account: Account) -> None:
    """Let the person sign in again as they did before, without any role. Safe to repeat.

    Raises Conflict for an account whose person was erased, or whose key was taken back.
    """
    if account.is_erased or hasattr(account, "client"):
        raise Conflict(_("This account stays closed."), code="gone")
    account.is_active = True
    account.save(update_fields=["is_active"])
