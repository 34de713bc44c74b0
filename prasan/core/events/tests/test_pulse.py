"""The worker's beat goes on whatever happens, and ends when it is told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from django.conf import settings
from django.db import connection

from prasan.core.events import pulse
from prasan.core.events import service as events
from prasan.core.events.models import Outbox
from prasan.foundation import scope


@pytest.fixture(autouse=True)
def only_these() -> Iterator[None]:
    kept = dict(pulse._beats)
    pulse._beats.clear()
    yield
    pulse._beats.clear()
    pulse._beats.update(kept)


def test_the_rooms_registered_their_beats() -> None:
    pulse._beats.clear()
    from django.apps import apps

    for room in ("events", "ledger"):
        apps.get_app_config(room).ready()
    assert {"outbox", "webhooks 1", "ledger", "idempotency keys"} <= set(pulse._beats)


@pytest.mark.django_db(transaction=True)
def test_the_outbox_is_drained_by_the_beat() -> None:
    told = threading.Event()
    events.subscribe("beat.test", lambda event: told.set(), name="beat")
    events.every(0.02, "outbox", events.drain)
    try:
        with events.beating():
            with scope.system("test"):
                events.publish("beat.test", "k", {})
            assert told.wait(5)
    finally:
        events.unsubscribe("beat")
    with scope.system("test"):
        assert not Outbox.objects.filter(topic="beat.test").exists()


@pytest.mark.django_db(transaction=True)
def test_a_failing_beat_goes_on() -> None:
    times: list[float] = []

    def fail() -> None:
        times.append(time.monotonic())
        raise ZeroDivisionError

    events.every(0.02, "fails", fail)
    with events.beating():
        deadline = time.monotonic() + 5
        while len(times) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
    assert len(times) >= 3
    ended = len(times)
    time.sleep(0.3)
    assert len(times) == ended  # nothing beats after the end


@pytest.mark.django_db(transaction=True)
def test_what_is_due_is_done_within_a_second_and_nothing_for_nothing() -> None:
    called: list[str] = []
    done = threading.Event()

    def busy() -> None:
        called.append("busy")
        events.drain()

    events.subscribe("beat.due", lambda event: done.set(), name="due")
    due = "EXISTS (SELECT 1 FROM events_outbox WHERE topic = 'beat.due')"
    events.every(3600, "busy", busy, due=due)
    events.every(3600, "idle", lambda: called.append("idle"), due="false")
    try:
        with events.beating():
            time.sleep(2 * pulse.LOOK)
            assert called == []
            with scope.system("test"):
                events.publish("beat.due", "k", {})
            assert done.wait(5)
    finally:
        events.unsubscribe("due")
    assert "idle" not in called


@pytest.mark.django_db(transaction=True)
def test_a_look_that_failed_is_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "PAUSE", 0.02)
    told = threading.Event()
    events.every(
        3600, "late", told.set, due="EXISTS (SELECT 1 FROM events_outbox WHERE topic = 'beat.later')"
    )
    events.every(3600, "broken", told.set, due="1 / (SELECT count(*) FROM events_outbox) > 0")
    with events.beating():
        time.sleep(0.2)
        assert not told.is_set()  # nothing divides by none
        with scope.system("test"):
            events.publish("beat.later", "k", {})
        assert told.wait(5)
    with scope.system("test"):
        Outbox.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_more_beats_than_connections_leave_room_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "LOOK", 60)  # each is woken once
    most: int = settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"]  # type: ignore[index]
    done: set[int] = set()

    def work(number: int) -> None:
        with scope.system("test"), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        done.add(number)

    for number in range(most + 5):
        events.every(3600, f"{number}", partial(work, number), due="true")
    with events.beating():
        deadline = time.monotonic() + 8  # the pool gives up after ten seconds
        while len(done) < most + 5 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(done) == most + 5  # before the end, when all give theirs back
