"""What identity puts around every page: the installation's name, and the menu of who is signed in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.languages import in_language
from prasan.look.context import Link

from .models import Account
from .rules import is_administrator, manages_webhooks


def part(request: HttpRequest) -> dict[str, Any]:
    """Name of the portal where an administrator set one; account and its links where somebody is in."""
    changed: dict[str, Any] = {}
    if name := directory.setting(in_language("name.th", "name.en")):
        changed["name"] = name
    account = getattr(request, "user", None)
    if isinstance(account, Account) and account.is_authenticated:
        links = [Link(_("My details"), reverse("account"))]
        if is_administrator(scope.current()):
            changed["nav"] = [Link(_("Administration"), reverse("administration"), order=63)]
        elif manages_webhooks(scope.current()):
            links.append(Link(_("Webhooks"), reverse("admin-webhooks")))
        links.append(Link(_("Sign out"), reverse("account_logout"), post=True, order=100))
        changed |= {"account": account.name or account.username, "account_links": links}
    return changed
