"""Idempotency keys: the same request twice is done once, also at the same moment."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import ProgrammingError, connection, transaction

from prasan.core.events import service as events
from prasan.core.events.flows.once import forget_answers
from prasan.core.events.models import Once
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid

pytestmark = pytest.mark.django_db(transaction=True)
work: list[str] = []


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    work.clear()


def request(body: str, *, client: str = "c", key: str = "k", fail: bool = False, slow: float = 0) -> object:
    with scope.activate(scope.Scope(person=7)), events.idempotent(client, key, body) as attempt:
        if attempt.answer is None:
            work.append(body)
            time.sleep(slow)
            if fail:
                raise ZeroDivisionError
            attempt.keep({"case": "เรื่อง 1"})
        return attempt.answer or attempt.kept


def test_the_second_attempt_gets_the_first_answer() -> None:
    assert request("a") == request("a") == {"case": "เรื่อง 1"}
    assert work == ["a"]
    request("a", client="another")
    request("a", key="another")
    assert len(work) == 3


def test_the_same_key_for_something_else_is_a_conflict() -> None:
    request("a")
    with pytest.raises(Conflict):
        request("b")


def test_a_failed_attempt_leaves_the_key_free() -> None:
    with pytest.raises(ZeroDivisionError):
        request("a", fail=True)
    assert request("a") == {"case": "เรื่อง 1"} and work == ["a", "a"]


@pytest.mark.parametrize("key", ["", "x" * 121, "a\nb", "a\x00"])
def test_a_key_that_is_none(key: str) -> None:
    with pytest.raises(Invalid):
        request("a", key=key)


def test_of_attempts_at_the_same_moment_one_does_the_work() -> None:
    answers: list[object] = []

    def attempt() -> None:
        answers.append(request("a", slow=0.2))
        connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [{"case": "เรื่อง 1"}] * 4 and work == ["a"]


def test_answers_are_forgotten_after_a_day_and_nobody_else_reads_them() -> None:
    request("a")
    with scope.activate(scope.Scope(person=1)):
        assert Once.objects.count() == 0
    assert forget_answers() == 0
    with scope.system("test"), connection.cursor() as cursor:
        cursor.execute("UPDATE events_once SET at = now() - interval '25 hours'")
    assert forget_answers() == 1


def test_nobody_takes_a_key_and_a_kept_answer_stays() -> None:
    request("a")
    answer = "SELECT events_answer('c', 'k', '\"forged\"')"
    with scope.activate(scope.VISITOR):
        with pytest.raises(ProgrammingError, match="nobody is signed in"), transaction.atomic():
            events.idempotent("c", "other", "a").__enter__()
        with pytest.raises(ProgrammingError, match="nobody is signed in"), transaction.atomic():
            connection.cursor().execute(answer)
    with scope.activate(scope.Scope(person=8)), connection.cursor() as cursor:
        cursor.execute(answer)
    assert "forged" not in str(events.answers_to("c"))
