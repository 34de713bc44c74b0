"""The account that stands for whoever has none, where an answer must not tell that they have none."""

from __future__ import annotations

from prasan.foundation import scope

from ..models import Account

NAME = "-nobody"  # signs in nowhere: it has no password and is closed


def nobody() -> int:
    """Its id; made when it is first asked for."""
    with scope.system("counter"):
        account = Account.objects.filter(username=NAME).first()
        if account is None:
            closed = Account(is_active=False)
            closed.set_unusable_password()
            account, _made = Account.objects.get_or_create(
                username=NAME, defaults={"is_active": False, "password": closed.password}
            )
        return int(account.pk)
