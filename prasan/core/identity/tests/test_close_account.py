"""Who left is out at once; the last administrator and oneself stay."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.identity.flows.close_account import close_account
from prasan.core.identity.models import Account, Membership
from prasan.core.identity.tests.test_administration import actions, admin, member
from prasan.foundation import scope
from prasan.foundation.errors import Conflict

pytestmark = pytest.mark.django_db
__all__ = ["admin"]


def test_who_left_is_signed_out_at_once_and_comes_back_without_a_role(admin: Client) -> None:
    leaver = member("leaver", "officer")
    browser = Client()
    browser.force_login(leaver)
    assert browser.get("/desk").status_code == 200
    page = reverse("admin-close", args=[leaver.pk])
    assert "warning" in admin.get(page).content.decode()
    admin.post(page)
    assert browser.get("/desk").headers["Location"].startswith(reverse("account_login"))
    with scope.system("test"):
        assert not Membership.objects.filter(account=leaver, ends_at=None).exists()
        assert not Account.objects.get(pk=leaver.pk).is_officer
    assert "leaver" in admin.get(reverse("admin-people"), {"q": "leaver"}).content.decode()
    admin.post(page)
    assert browser.get("/my").status_code == 302  # what was open before stays closed
    again = Client()
    with scope.system("test"):
        again.force_login(Account.objects.get(pk=leaver.pk))
    assert again.get("/my").status_code == 200 and again.get("/desk").status_code == 403
    assert actions() == ["close-account", "reopen-account"]


def test_nobody_closes_themselves_or_the_last_administrator(admin: Client) -> None:
    with scope.system("test"):
        chief = Account.objects.get(username="chief")
    admin.post(reverse("admin-close", args=[chief.pk]))
    assert admin.get(reverse("administration")).status_code == 200
    with scope.system("test"):
        identity.join_unit(chief, directory.unit("nt/repair"), ["officer"])
        with pytest.raises(Conflict):
            close_account(chief)
        assert Membership.objects.filter(account=chief, ends_at=None).count() == 2  # nothing ended half
    second = member("second", "administrator")
    admin.post(reverse("admin-close", args=[second.pk]))
    assert actions() == ["close-account"]


def test_an_erased_account_stays_closed(admin: Client) -> None:
    gone = member("gone")
    identity.erase_person(gone.subject)
    admin.post(reverse("admin-close", args=[gone.pk]))
    with scope.system("test"):
        assert not Account.objects.get(pk=gone.pk).is_active
    assert actions() == []


def test_an_administrator_with_a_password_shows_once_more_who_they_are() -> None:
    chief, leaver = member("chief", "administrator"), member("leaver", "officer")
    with scope.system("test"):
        chief.set_password("ไฟทางดับหน้าหมู่บ้าน")
        chief.save()
    client = Client()
    client.post(reverse("account_login"), {"login": "chief", "password": "ไฟทางดับหน้าหมู่บ้าน"})
    for name, arguments in (("admin-close", [leaver.pk]), ("admin-key-add", []), ("admin-webhook-add", [])):
        page = reverse(name, args=arguments)
        ask = client.get(page)
        assert ask.headers["Location"].startswith(reverse("account_reauthenticate")), name
        assert client.post(page).status_code == 302
    client.post(f"{reverse('account_reauthenticate')}?next=/", {"password": "ไฟทางดับหน้าหมู่บ้าน"})
    assert client.get(reverse("admin-close", args=[leaver.pk])).status_code == 200
