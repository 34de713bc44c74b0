"""A forgotten password: a link by e-mail, and nobody is told who has an account."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from prasan.core.identity.flows.send_resets import MOST_LETTERS
from prasan.core.identity.models import Account, Contact
from prasan.core.identity.tasks import send_resets
from prasan.core.notices.models import Message
from prasan.foundation import scope

pytestmark = pytest.mark.django_db
done: set[int] = set()  # jobs of the worker
OLD, NEW = "ไฟทางดับหน้าหมู่บ้าน", "น้ำประปาไหลอ่อนทุกวัน"


@pytest.fixture
def malai() -> Account:
    cache.clear()
    done.clear()
    with scope.system("test"):
        return proven(Account.objects.create_user("malai", OLD, given_th="มาลัย", email="malai@example.org"))


def proven(account: Account) -> Account:
    now = timezone.now()
    Contact.objects.create(account=account, channel="email", address=account.email, proven_at=now)
    return account


def letters() -> list[Message]:
    """What there is once the worker has done its work."""
    for job in ProcrastinateJob.objects.filter(task_name="identity.send_resets"):
        if job.pk not in done:
            send_resets.func(**job.args)
            done.add(job.pk)
    with scope.system("test"):
        return list(Message.objects.filter(template="password_reset"))


def ask(client: Client, email: str) -> tuple[int, str]:
    answer = client.post(reverse("account_reset_password"), {"email": email})
    return answer.status_code, answer.headers.get("Location", "")


def test_a_new_password_is_chosen_by_the_link(client: Client, malai: Account) -> None:
    browser = Client()
    browser.force_login(malai)
    assert ask(client, "Malai@Example.org")[0] == 302
    [letter] = letters()
    assert (letter.channel, letter.address) == ("email", "malai@example.org")
    link = letter.values["url"]
    path = link.partition("://")[2].partition("/")[2]
    form = client.get(f"/{path}").headers["Location"]
    assert client.get(form).status_code == 200
    weak = client.post(form, {"password1": "short", "password2": "short"})
    assert "govuk-error-summary" in weak.content.decode()
    done = client.post(form, {"password1": NEW, "password2": NEW})
    assert done.headers["Location"] == reverse("account_reset_password_from_key_done")
    assert client.get(done.headers["Location"]).status_code == 200
    assert browser.get("/my").status_code == 302  # signed out everywhere else
    assert "reset" not in Client().get(f"/{path}").headers.get("Location", "")  # it works once
    again = Client()
    assert again.post(reverse("account_login"), {"login": "malai", "password": NEW}).status_code == 302
    assert again.post(reverse("account_login"), {"login": "malai", "password": OLD}).status_code != 500


def test_nobody_is_told_who_has_an_account(client: Client, malai: Account) -> None:
    known, unknown = ask(client, "malai@example.org"), ask(client, "nobody@example.org")
    assert known == unknown
    assert len(letters()) == 1
    with scope.system("test"):
        Account.objects.filter(pk=malai.pk).update(is_active=False)
    assert ask(client, "malai@example.org") == known
    assert len(letters()) == 1


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_false_link_says_so(client: Client, language: str) -> None:
    answer = client.get(f"{language}/account/forgotten/1/nothing/")
    assert answer.status_code == 200 and "/account/forgotten/" in answer.content.decode()
    assert client.get(f"{language}/account/forgotten/zzzzzzzzzzzzz/x-x/").status_code == 200
    for odd in ("%00/x", "1/%00", "-1/x", "ก/x"):
        assert client.get(f"{language}/account/forgotten/{odd}/").status_code == 404, odd


def test_the_same_work_is_done_whether_somebody_has_the_address_or_not(
    client: Client, malai: Account
) -> None:
    ask(client, "first@example.org")
    counts = []
    for email in ("malai@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            ask(client, email)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    with scope.system("test"):
        assert not Message.objects.exists()
    assert not [job for job in ProcrastinateJob.objects.all() if "malai" in str(job.args)]


def test_accounts_made_with_anothers_address_take_no_letter_from_them(client: Client, malai: Account) -> None:
    with scope.system("test"):
        for n in range(2 * MOST_LETTERS):
            proven(Account.objects.create_user(f"trap{n}", email=malai.email))
        Account.objects.filter(pk=malai.pk).update(given_th="ย้าย")  # the row moves to the end of the table
    ask(client, malai.email)
    found = [letter.values["name"] for letter in letters()]
    assert "malai" in found and len(found) == MOST_LETTERS
    ask(client, malai.email)
    assert len(letters()) == MOST_LETTERS


def test_an_address_that_was_only_typed_resets_no_password(client: Client, malai: Account) -> None:
    with scope.system("test"):
        typed = Account.objects.create_user("typed", email="stranger@example.org")
        Account.objects.filter(pk=malai.pk).update(email=typed.email)  # another than the one that was proven
    ask(client, typed.email)
    ask(client, "malai@example.org")
    assert letters() == []
    with scope.system("test"):
        proven(typed)
    ask(client, typed.email)
    assert [letter.values["name"] for letter in letters()] == ["typed"]
