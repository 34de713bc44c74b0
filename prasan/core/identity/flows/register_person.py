"""A person without an account comes to a counter or calls: they get one to which they can later sign in."""

from __future__ import annotations

from django.utils import timezone

from prasan.foundation.ids import normal_phone, uuid7

from ..models import Account, Contact, ContactChannel
from .remember_person import verify_person


def register_person(
    citizen_id: str, *, prefix_th: str = "", given_th: str = "", family_th: str = "", phone: str = ""
) -> Account:
    """Make an account for a person whose ID card an officer has before them; it has no password yet.

    Runs under `scope.system`. Raises Invalid for a wrong number, Conflict when somebody is found by it.
    """
    account = Account(
        username=f"person-{uuid7().hex}",
        prefix_th=prefix_th,
        given_th=given_th,
        family_th=family_th,
        phone=normal_phone(phone) if phone else "",
    )
    account.set_unusable_password()
    account.save()
    verify_person(account, citizen_id)
    if account.phone:  # told by the person whose card it is; with no password they cannot prove it themselves
        Contact.objects.create(
            account=account, channel=ContactChannel.SMS, address=account.phone, proven_at=timezone.now()
        )
    return account
