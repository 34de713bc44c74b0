"""Erase who a person is; the empty account stays, so that nothing that refers to it breaks."""

from __future__ import annotations

import uuid

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.foundation.errors import Conflict

from ..models import Account, Contact, ContactCode, Membership, Person

_NAMES = ("email", "phone", "prefix_th", "given_th", "family_th", "given_en", "family_en")


def erase_person(subject: uuid.UUID) -> int:
    """Empty the account of a person and close it; returns how many rows that touched, 0 for nobody's.

    Raises Conflict while the person works in a unit: their memberships must be ended first.
    """
    with scope.system("erasure"):
        account = Account.objects.select_for_update().filter(subject=subject).first()
        if account is None:
            return 0
        if Membership.objects.filter(account=account, ends_at=None).exists():
            raise Conflict(_("The person works in a unit; end the membership first."), code="officer")
        gone = sum(
            rows.delete()[0]
            for rows in (
                Person.objects.filter(account=account),
                EmailAddress.objects.filter(user=account),
                Contact.objects.filter(account=account),
                ContactCode.objects.filter(account=account),
                Authenticator.objects.filter(user=account),
            )
        )
        for name in _NAMES:
            setattr(account, name, "")
        account.username = f"erased-{account.pk}"
        account.ial, account.is_active, account.is_officer = "1.1", False, False
        account.set_unusable_password()
        account.save()
        return gone + 1
