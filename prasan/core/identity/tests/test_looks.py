"""A look is in the ledger before the answer leaves, and a failed request leaves none."""

from __future__ import annotations

import uuid

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from prasan.core.directory.models import Agency, Unit
from prasan.core.identity.models import Account, Membership
from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db(transaction=True)
ANN = uuid.UUID(int=1)


def show(request: HttpRequest, status: int) -> HttpResponse:
    ledger.looked(ANN, ["name"], case="691100012345", purpose="test", basis="public_task")
    if status == 599:
        raise ZeroDivisionError
    if status == 422:
        raise Invalid
    if status == 404:
        raise NotFound
    return HttpResponse("shown", status=status)


urlpatterns = [path("show/<int:status>", show), path("api/show/<int:status>", show)]


@pytest.fixture
def officer() -> Account:
    with scope.system("test"):
        agency, _ = Agency.objects.get_or_create(
            code="dopa", defaults={"kind": "department", "name_th": "กรม", "name_en": "Dept", "sort_key": "ก"}
        )
        unit, _ = Unit.objects.get_or_create(
            agency=agency, code="test-unit", defaults={"name_th": "ฝ่าย", "name_en": "Unit"}
        )
        account = Account.objects.create_user("looker", "secret", given_th="สมศรี", family_th="ใจดี")
        Membership.objects.create(account=account, unit=unit, roles=["auditor", "officer"])
    return account


def lines() -> list[ledger.Line]:
    with scope.activate(scope.Scope(subject=str(ANN))):
        return list(ledger.entries_of(ANN))


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_shows_a_person_writes_one_entry(client: Client, officer: Account) -> None:
    with scope.system("test"):
        client.force_login(officer)
    assert client.get("/show/200").status_code == 200
    (line,) = lines()
    assert (line.kind, line.agency, line.unit, line.role) == ("look", "dopa", "test-unit", "officer")
    assert (line.case, line.data) == ("691100012345", ("name",))


@override_settings(ROOT_URLCONF=__name__)
def test_a_refusal_that_shows_a_person_is_a_look_too(client: Client) -> None:
    client.get("/show/403")
    assert [line.role for line in lines()] == ["visitor"]


@override_settings(ROOT_URLCONF=__name__)
def test_a_failed_request_showed_nothing(client: Client) -> None:
    client.raise_request_exception = False
    client.get("/show/500")
    client.get("/show/599")
    assert lines() == []


@override_settings(ROOT_URLCONF=__name__)
def test_a_refusal_that_was_raised_is_a_look_too_unless_it_tells_of_nobody(client: Client) -> None:
    assert client.get("/api/show/404").status_code == 404
    assert lines() == []
    assert client.get("/api/show/422").status_code == 422
    assert [line.role for line in lines()] == ["visitor"]
