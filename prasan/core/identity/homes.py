"""Where a person's work or matters are: the first page after signing in. Rooms above register theirs."""

from __future__ import annotations

from django.urls import reverse

from prasan.foundation import scope

from .flows.scope_of import scope_of_account
from .models import Account
from .rules import Rule

_homes: list[tuple[int, str, Rule]] = []


def register_home(order: int, url_name: str, whose: Rule) -> None:
    """Let those whom `whose` admits begin at `url_name`, a page that it also admits them to.

    Of several pages a person could begin at the one of lowest `order` counts. Call it in `AppConfig.ready()`.
    """
    _homes.append((order, url_name, whose))


def home_of(account: Account) -> str:
    """The address where the person begins, in the language in force; the front page when no room has one."""
    with scope.system("sign-in"):  # nobody may read their own seats before they are in
        who = scope_of_account(account)
    for _order, url_name, whose in sorted(_homes, key=lambda home: home[0]):
        if whose(who):
            return reverse(url_name)
    return reverse("home")
