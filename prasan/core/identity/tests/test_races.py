"""Many at once: what holds for one after the other holds then too. Each has a transaction of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.identity.flows.close_account import close_account
from prasan.core.identity.models import Account, Membership
from prasan.foundation import scope
from prasan.foundation.errors import Conflict

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "สี่คำ ที่ฉัน เท่านั้นรู้"


def at_once(jobs: Sequence[Callable[[], Any]]) -> list[Any]:
    """Results or errors of jobs that begin together, in their order."""
    results: list[Any] = [None] * len(jobs)
    gate = threading.Barrier(len(jobs))

    def run(place: int, job: Callable[[], Any]) -> None:
        try:
            gate.wait(20)
            results[place] = job()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.mark.parametrize("how", ["end", "roles", "close"])
def test_two_administrators_do_not_remove_each_other(how: str) -> None:
    with scope.system("test"):
        chiefs = [Account.objects.create_user(name) for name in ("first", "second")]
        for chief in chiefs:
            identity.join_unit(chief, directory.unit("dga/intake"), ["administrator"])

    def remove(account: Account) -> None:
        with scope.system("test"):
            seat = Membership.objects.get(account=account, ends_at=None)
            together.wait(20)
            if how == "end":
                identity.end_membership(seat)
            elif how == "roles":
                identity.change_roles(seat, ["officer"])
            else:
                close_account(account)
            slowly.wait(0.5)

    together, slowly = threading.Barrier(2), threading.Event()  # the slow one holds its transaction open
    results = at_once([lambda chief=chief: remove(chief) for chief in chiefs])  # type: ignore[misc]
    assert [type(r) for r in results].count(Conflict) == 1, results
    with scope.system("test"):
        left = Membership.objects.filter(ends_at=None, roles__contains=["administrator"])
        assert left.filter(account__is_active=True).count() == 1


def test_what_somebody_else_ended_does_not_come_back() -> None:
    with scope.system("test"):
        seat = identity.join_unit(Account.objects.create_user("a"), directory.unit("dga/intake"), ["officer"])
        identity.end_membership(Membership.objects.get(pk=seat.pk))
        with pytest.raises(Conflict):
            identity.change_roles(seat, ["supervisor"])
        assert not Membership.objects.filter(ends_at=None).exists()


def test_one_user_name_for_ten_at_once_is_given_once() -> None:
    answers = {"given_th": "ก", "family_th": "ข", "username": "wanted", "password": PASSWORD}
    pages = at_once([lambda: Client().post(reverse("account_signup"), answers)] * 10)
    assert sorted(page.status_code for page in pages) == [200] * 9 + [302]
    assert all("govuk-error-summary" in p.content.decode() for p in pages if p.status_code == 200)


def test_twenty_guesses_at_once_are_five() -> None:
    with scope.system("test"):
        Account.objects.create_user("wanted", PASSWORD)
    address, guess = reverse("account_login"), {"login": "wanted", "password": "guess"}
    pages = at_once([lambda: Client().post(address, guess).content.decode()] * 20)
    assert sum("สิบนาที" in page for page in pages) == 15
