"""The outbox: told after commit, in order, exactly once as far as the database is concerned."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection

from prasan.core.events import service as events
from prasan.core.events.flows import drain as draining
from prasan.core.events.models import Once, Outbox
from prasan.foundation import scope

pytestmark = pytest.mark.django_db(transaction=True)
told: list[tuple[str, str]] = []
broken: set[str] = set()


def note(event: events.Event) -> None:
    told.append((event.topic, event.key + str(event.payload.get("n", ""))))
    with connection.cursor() as cursor:  # a write of its own, to see whether it commits once
        cursor.execute("SELECT events_once('seen', %s, '')", [str(event.id)])
    if event.key in broken:
        raise ZeroDivisionError


@pytest.fixture(autouse=True)
def subscribed() -> Iterator[None]:
    told.clear()
    broken.clear()
    events.subscribe("test.*", note, name="note")
    yield
    events.unsubscribe("note")
    events.unsubscribe("other")


def publish(key: str, n: int = 0, topic: str = "test.made") -> int:
    with scope.system("test"):
        return events.publish(topic, key, {"n": n})


def rows() -> list[Outbox]:
    with scope.system("test"):
        return list(Outbox.objects.order_by("id"))


def overdue() -> None:
    with scope.system("test"):
        for row in Outbox.objects.all():
            row.due_at -= timedelta(days=2)
            row.save()


def test_an_event_is_told_once_to_those_who_asked() -> None:
    publish("a", 1)
    publish("a", 2)
    publish("b", topic="elsewhere")
    assert events.drain() == 3
    assert told == [("test.made", "a1"), ("test.made", "a2")]
    assert rows() == [] and events.drain() == 0


def test_a_rolled_back_event_never_happened() -> None:
    with pytest.raises(ZeroDivisionError), scope.system("test"):
        events.publish("test.made", "a", {})
        raise ZeroDivisionError
    assert events.drain() == 0


def test_a_visitor_cannot_read_the_outbox() -> None:
    publish("a")
    with scope.activate(scope.Scope(person=1, roles=frozenset({"administrator"}))):
        assert Outbox.objects.count() == 0


def test_a_visitor_makes_no_event() -> None:
    with scope.activate(scope.VISITOR), pytest.raises(ProgrammingError, match="nobody is signed in"):
        events.publish("test.happened", "1", {})
    with scope.activate(scope.Scope(person=1)):
        assert events.publish("test.happened", "1", {})


def test_a_failing_handler_is_tried_again_and_holds_back_only_its_own_key() -> None:
    broken.add("a")
    publish("a", 1)
    publish("a", 2)
    publish("b", 3)
    assert events.drain() == 2
    assert told == [("test.made", "a1"), ("test.made", "b3")]
    (first, second) = rows()
    assert (first.attempts, first.error, first.dead) == (1, "note: ZeroDivisionError", False)
    assert second.attempts == 0
    with scope.system("test"):
        assert Once.objects.count() == 1  # what the failed handler wrote is gone
    broken.clear()
    overdue()
    events.drain()
    assert told[2:] == [("test.made", "a1"), ("test.made", "a2")]
    assert rows() == []


def test_a_handler_that_did_its_part_is_not_called_again() -> None:
    calls: list[int] = []
    events.subscribe("test.made", lambda event: calls.append(event.id), name="other")
    broken.add("a")
    publish("a")
    events.drain()
    overdue()
    broken.clear()
    events.drain()
    assert len(calls) == 1 and len(told) == 2


def test_after_the_last_attempt_an_event_is_given_up_and_may_be_sent_again() -> None:
    broken.add("a")
    number = publish("a", 1)
    publish("a", 2)
    for _ in range(draining.ATTEMPTS):
        assert events.drain() >= 1
        overdue()
    broken.clear()
    events.drain()
    (row,) = rows()
    assert row.dead and told[-1] == ("test.made", "a2")  # the next of the key goes on
    events.send_again(number)
    events.drain()
    assert told[-1] == ("test.made", "a1") and rows() == []


def test_waits_grow_to_six_hours() -> None:
    waits = [draining.wait_before(n).total_seconds() for n in range(1, draining.ATTEMPTS)]
    assert waits[0] == 5 and waits == sorted(waits) and waits[-1] <= 6 * 3600
    assert 2 * 3600 < sum(waits) < 48 * 3600


def test_two_workers_keep_the_order_of_a_key() -> None:
    for number in range(40):
        publish(str(number % 4), number)

    def work() -> None:
        events.drain()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events.drain()
    assert len(told) == 40
    for key in "0123":
        numbers = [int(text[1:]) for _, text in told if text[0] == key]
        assert numbers == sorted(numbers)
