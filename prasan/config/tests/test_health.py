"""Health, readiness and figures."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client

from prasan.config import health


@pytest.mark.django_db
def test_it_is_ready_when_a_worker_lives(client: Client) -> None:
    assert client.get("/ready").json() == {
        "status": "not ready", "database": "ok", "files": "ok", "worker": "no heartbeat",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    ready = client.get("/ready")
    assert ready.status_code == 200
    assert ready.json()["status"] == "ok"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    assert client.get("/ready").status_code == 503


def test_it_lives_without_a_database_and_for_any_host_name(client: Client) -> None:
    assert client.get("/health", headers={"host": "10.1.2.3"}).json() == {"status": "ok"}
    assert client.post("/health").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/ready", "/metrics"])
def test_what_tells_more_answers_to_known_names_alone(client: Client, path: str) -> None:
    assert client.get(path, headers={"host": "evil.example"}).status_code == 400
    assert client.get(path, headers={"host": "bad host"}).status_code == 400
    assert client.get(path, headers={"host": "127.0.0.1:8000"}).status_code != 400


def test_no_name_of_the_tests_is_answered_to_by_default() -> None:
    told = "import prasan.config.settings as s; print(s.ALLOWED_HOSTS)"
    environ = {key: value for key, value in os.environ.items() if key != "PRASAN_HOSTS"}
    ran = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, env=environ
    )
    assert "localhost" in ran.stdout and "testserver" not in ran.stdout


def test_without_a_database_it_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "database", lambda: "does not answer")
    assert client.get("/ready").status_code == 503
    assert client.get("/ready").json()["worker"] == "unknown"


@pytest.mark.django_db
def test_figures_are_for_this_machine_or_the_token(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get("/")
    here = client.get("/metrics")
    assert here.status_code == 200
    assert 'prasan_http_requests_total{method="GET",route="home",status="200"}' in here.content.decode()
    assert "prasan_worker_heartbeat_seconds -1.0" in here.content.decode()
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404
    monkeypatch.setenv("PRASAN_METRICS_TOKEN", "a long secret")
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer a long secret"}).status_code == 200
