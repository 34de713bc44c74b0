"""How much a request may bring, and that it is refused before it is read."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.test import Client, RequestFactory

from prasan.config.bodies import CountingHandler
from prasan.core.casework.tests import world
from prasan.foundation import scope

pytestmark = pytest.mark.django_db
KIND = "multipart/form-data; boundary=x"
LARGE, TOO_LARGE = 20 * 1024 * 1024, 31 * 1024 * 1024


class Unread(io.BytesIO):
    """A body that nobody may read."""

    def read(self, *args: object) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def post(client: Client, path: str, length: int, body: io.BytesIO | None = None) -> HttpResponse:
    """What is announced as `length` bytes."""
    environ = {"wsgi.input": body or Unread(), "CONTENT_LENGTH": str(length), "CONTENT_TYPE": KIND}
    return client.generic("POST", path, **environ)  # type: ignore[arg-type, return-value]


def test_a_visitor_sends_little_and_nothing_else_is_read(client: Client) -> None:
    refused = post(client, "/en/track", 1_200_000_000)
    assert refused.status_code == 413 and "too large" in refused.content.decode()
    assert post(client, "/my/cases/6911-000001-0/act", LARGE).status_code == 413
    assert post(client, "/services-office/new", LARGE).status_code == 413
    said = post(client, "/api/v1/documents", LARGE)
    assert said.status_code == 413 and said["Content-Type"] == "application/problem+json"


def test_who_is_signed_in_sends_files_where_they_are_taken(client: Client) -> None:
    world.publish()
    somjai = world.citizen()
    number = world.complaint(somjai)
    with scope.system("test"):
        client.force_login(somjai)
    act = f"/my/cases/{number}/act"
    assert post(client, act, TOO_LARGE).status_code == 413
    assert post(client, "/track", LARGE).status_code == 413
    short = io.BytesIO(b"--x--\r\n")
    assert post(client, act, LARGE, short).status_code not in (404, 413)


def test_reading_stops_at_the_limit_whatever_was_announced(settings: object) -> None:
    settings.UPLOAD_LIMIT = 1000  # type: ignore[attr-defined]
    content = (
        b"--x\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n" + b"a" * 5000 + b"\r\n--x--\r\n"
    )
    request = RequestFactory().generic("POST", "/", content, KIND)
    with pytest.raises(RequestDataTooBig):
        request.FILES  # noqa: B018
    counter = CountingHandler()
    assert counter.receive_data_chunk(b"a" * 1000, 0) == b"a" * 1000
