"""Errors become answers, and what the view wrote before them is rolled back."""

from importlib import import_module

import pytest
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import IntegrityError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from prasan.foundation import errors


def failing(raised):
    def view(request: HttpRequest) -> HttpResponse:
        Group.objects.create(name="half done")
        raise raised

    return view


def clash(request: HttpRequest) -> HttpResponse:
    Group.objects.create(name="half done")
    try:
        Group.objects.create(name="half done")
    except IntegrityError as error:
        raise errors.Conflict() from error
    raise AssertionError("two groups of one name")


def busy(request: HttpRequest) -> HttpResponse:
    """A statement that ran out of time, as one that waits for a lock does."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '50ms'")
        cursor.execute("SELECT pg_sleep(5)")
    raise AssertionError("five seconds within 50 ms")


CASES = {
    "invalid": (errors.Invalid(fields={"name": "x"}), 422),
    "conflict": (errors.Conflict(), 409),
    "missing": (Http404(), 404),
    "denied": (PermissionDenied(), 403),
    "odd": (SuspiciousOperation(), 400),
}
urlpatterns = [path(f"{pre}{name}", failing(e)) for pre in ("", "api/") for name, (e, _) in CASES.items()]
# The page around the message names real places; fetched by name, since this floor imports nothing above it.
urlpatterns += import_module(settings.ROOT_URLCONF).urlpatterns
urlpatterns.append(path("clash", clash))
urlpatterns.append(path("bug", failing(ZeroDivisionError())))
urlpatterns.append(path("api/bug", failing(ZeroDivisionError())))
urlpatterns += i18n_patterns(path("busy", busy), prefix_default_language=False)
urlpatterns.append(path("away", failing(OperationalError("the server closed the connection"))))
urlpatterns.append(path("api/away", failing(OperationalError("the server closed the connection"))))
handler404 = "prasan.foundation.http.not_found"
handler500 = "prasan.foundation.http.server_error"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]


@pytest.mark.parametrize("name", CASES)
def test_a_page_and_a_problem_document(client: Client, name):
    status = CASES[name][1]
    page, document = client.get(f"/{name}"), client.get(f"/api/{name}")
    assert page.status_code == document.status_code == status
    assert page["Content-Type"].startswith("text/html")
    assert document["Content-Type"] == "application/problem+json"
    assert document.json()["status"] == status
    assert not Group.objects.exists()


def test_an_error_after_a_broken_transaction_is_still_told(client: Client):
    assert client.get("/clash").status_code == 409
    assert not Group.objects.exists()


def test_what_nobody_foresaw(client: Client):
    client.raise_request_exception = False
    page, document = client.get("/bug"), client.get("/api/bug")
    assert page.status_code == document.status_code == 500
    assert document.json()["type"] == "urn:prasan:problem:server-error"
    assert not Group.objects.exists()


def test_a_database_that_went_away_may_be_tried_again(client: Client):
    client.raise_request_exception = False
    page, document = client.get("/away"), client.get("/api/away")
    assert page.status_code == document.status_code == 503
    assert document.json()["type"] == "urn:prasan:problem:database-away"
    assert page["Retry-After"] == document["Retry-After"] == "5"


def test_a_busy_database_is_told_in_the_language_of_the_reader(client: Client):
    client.raise_request_exception = False
    for address, words in (("/busy", "ยังให้บริการส่วนนี้ไม่ได้"), ("/en/busy", "not available")):
        page = client.get(address)
        assert page.status_code == 503
        assert page["Retry-After"] == "5"
        assert words in page.content.decode()
        assert 'class="govuk-template__body"' in page.content.decode()  # the whole page, not the bare one


def test_no_such_page(client: Client):
    assert client.get("/nowhere").status_code == 404
    assert client.get("/api/nowhere").json()["type"] == "urn:prasan:problem:not-found"
