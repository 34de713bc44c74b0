"""What somebody gains who reads the database, with whatever rights: nothing to sign in with."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password
from django.db import connection
from django.test import Client
from django.urls import reverse

from prasan.core.identity.models import Account
from prasan.core.identity.tasks import clear_sign_in
from prasan.foundation import scope

pytestmark = pytest.mark.django_db
PASSWORD = "สี่คำ ที่ฉัน เท่านั้นรู้"


@pytest.fixture
def malai() -> Account:
    with scope.system("test"):
        return Account.objects.create_user("malai", PASSWORD)


def enter(client: Client) -> bool:
    client.post(reverse("account_login"), {"login": "malai", "password": PASSWORD})
    return "_auth_user_id" in client.session


def kept() -> str:
    with scope.system("test"):
        return Account.objects.values_list("password", flat=True).get(username="malai")


def test_what_sign_in_reads_of_an_account_is_nothing_to_try_passwords_on(
    malai: Account, settings: Any
) -> None:
    with connection.cursor() as cursor:  # as the program's role may, for anybody
        cursor.execute("SELECT (account).password FROM identity_signed_in(%s)", [malai.pk])
        (told,) = cursor.fetchone()
    assert "argon2" not in told and check_password(PASSWORD, told)
    settings.SEAL_KEYS = ["another key " * 4]
    assert not check_password(PASSWORD, told)


def test_hashes_of_an_earlier_version_open_the_account_and_are_sealed_by_night(
    client: Client, malai: Account
) -> None:
    hasher = Argon2PasswordHasher()
    with scope.system("test"):
        Account.objects.filter(pk=malai.pk).update(password=hasher.encode(PASSWORD, hasher.salt()))
    assert enter(client)
    clear_sign_in(0)
    assert kept().startswith("sealed$")
    assert enter(Client())


def test_the_table_of_sessions_holds_no_key_that_opens_one(client: Client, malai: Account) -> None:
    assert enter(client)
    (mine,) = (cookie.value for name, cookie in client.cookies.items() if "session" in name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key FROM django_session")
        keys = [key for (key,) in cursor.fetchall()]
    assert len(keys) == 1 and mine not in keys
    thief = Client()
    thief.cookies[next(name for name in client.cookies if "session" in name)] = keys[0]
    assert thief.get(reverse("account")).status_code == 302
    assert client.get(reverse("account")).status_code == 200
    client.post(reverse("account_logout"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
