"""What a person types must never stand in a log: a marker sent in every part of a request is looked for."""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any

import pytest
import structlog
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, override_settings
from django.urls import path

from prasan.config import logs
from prasan.config.uncaught import Guarded, Interrupted

MARKERS = ("1101700230708", "0812345678", "Somying", "สมหญิง")


def _fails(request: HttpRequest, name: str) -> HttpResponse:
    try:
        raise IntegrityError(f"Key (citizen_id)=({MARKERS[0]}) exists for {name}")
    except IntegrityError as error:
        raise RuntimeError(f"{name} {request.POST}") from error


urlpatterns = [path("person/<str:name>/", _fails, name="failing-page")]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    """Log as the server does; returns what was written, a list of JSON objects."""
    monkeypatch.setenv("PRASAN_SUPERVISOR", "1")
    logs.configure()

    def read() -> list[dict[str, object]]:
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    yield read
    monkeypatch.undo()
    logs.configure()


@pytest.mark.django_db
@pytest.mark.parametrize("marker", MARKERS)
def test_a_marker_in_any_part_of_a_request_is_in_no_log(client: Client, lines, marker: str) -> None:
    client.raise_request_exception = False
    headers = {
        "X-Request-ID": marker,
        "User-Agent": marker,
        "Referer": f"http://x/{marker}",
        "Host": "localhost",
    }
    if not marker.isascii():
        headers = {}
    with override_settings(ROOT_URLCONF=__name__):
        failed = client.post(
            f"/person/{marker}/?q={marker}", {"citizen_id": marker, "name": marker}, headers=headers
        )
    missing = client.get(f"/{marker}?phone={marker}", headers=headers)
    odd = client.generic("GET" + marker if marker.isalpha() and marker.isascii() else "TRACE", "/")
    client.get("/", headers={"Host": marker.lower() if marker.isascii() else "bad_host"})
    assert (failed.status_code, missing.status_code) == (500, 404)
    assert odd.status_code < 500
    written = lines()
    text = json.dumps(written, ensure_ascii=False).lower()
    assert marker.lower() not in text
    assert any(line.get("route") == "failing-page" and line.get("status") == 500 for line in written)
    told = [line for line in written if line.get("error")]
    assert "builtins.RuntimeError" in str(told)
    assert "IntegrityError" in str(told)
    failed_line = next(line for line in told if line["event"] == "request failed")
    assert failed_line["route"] == "failing-page"
    outer, cause = failed_line["frames"]
    for frames in (outer, cause):
        assert frames[-1].startswith("prasan/config/tests/test_logs.py:")
        assert frames[-1].endswith(" _fails")


@pytest.mark.django_db
def test_a_foreign_host_is_refused_with_a_short_warning(client: Client, lines) -> None:
    refused = client.get("/", headers={"Host": f"{MARKERS[2].lower()}.example"})
    assert refused.status_code == 400
    [warned] = [line for line in lines() if line["event"] != "request"]
    assert (warned["event"], warned["level"], warned["kind"]) == (
        "request refused",
        "warning",
        "DisallowedHost",
    )
    assert not {"frames", "error", "route"} & set(warned) and warned["request_id"]
    assert MARKERS[2].lower() not in str(warned).lower()


def test_what_gets_past_django_is_logged_with_its_places_alone(lines) -> None:
    def broken(environ, start_response):
        raise RuntimeError(MARKERS[2])

    begun: list[str] = []
    start: Any = lambda status, headers: begun.append(status)  # noqa: E731
    answer = Guarded(broken)({}, start)
    assert (begun, answer) == (["500 Internal Server Error"], [b"Internal Server Error"])
    [line] = lines()
    assert (line["event"], line["error"]) == ("uncaught", ["builtins.RuntimeError"])
    assert line["frames"][0][-1].endswith(" broken")
    assert MARKERS[2] not in str(line)


@pytest.mark.django_db
def test_an_answer_that_breaks_off_is_logged_and_closed(lines) -> None:
    def half():
        yield b"a"
        raise RuntimeError(MARKERS[2])

    sent = StreamingHttpResponse(half())
    answer: Any = Guarded(lambda environ, start_response: sent)({}, lambda *_: print)
    watched = iter(answer)
    assert next(watched) == b"a"
    with pytest.raises(Interrupted) as told:
        next(watched)
    answer.close()
    assert sent.closed
    assert MARKERS[2] not in str(told.value)
    [line] = lines()
    assert line["frames"][0][-1].endswith(" half")
    assert MARKERS[2] not in str(line)


def test_of_the_servers_own_tracebacks_only_the_first_line_is_kept(lines) -> None:
    text = f"Application callable raised an exception\nTraceback (most recent call last):\n  KeyError: {MARKERS[2]}"
    logging.getLogger("_granian.utils").error(text)
    [line] = lines()
    assert line["event"] == "Application callable raised an exception"


@pytest.mark.django_db
def test_a_request_is_one_line_with_its_name(client: Client, lines) -> None:
    name = str(uuid.uuid4())
    response = client.get("/", headers={"X-Request-ID": name})
    assert response.headers["X-Request-ID"] == name
    [line] = [line for line in lines() if line["event"] == "request"]
    assert line["request_id"] == name
    assert (line["method"], line["route"], line["status"]) == ("GET", "home", 200)
    assert set(line) == {"event", "level", "at", "request_id", "method", "route", "status", "ms"}


def test_keys_nobody_agreed_on_and_values_of_libraries_are_left_out(lines) -> None:
    structlog.get_logger().info("sent", channel="sms", phone=MARKERS[1])
    logging.getLogger("library").warning("cannot reach %s", MARKERS[2])
    logging.getLogger("library").warning(f"made of {MARKERS[2]} already")
    sent, known, made = lines()
    assert sent["channel"] == "sms"
    assert sent["left_out"] == ["phone"]
    assert known["event"] == "cannot reach %s"
    assert made["event"] == "library"
    assert not any(marker in str((sent, known, made)) for marker in MARKERS)
