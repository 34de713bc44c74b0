"""Two at once: exactly one wins, and the other is told so plainly. Every job has a transaction of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case, CaseEvent, Clock, Draft, Part, Service
from prasan.core.identity import service as identity
from prasan.core.ledger.models import Record
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, NotAllowed, NotFound

from . import world

pytestmark = pytest.mark.django_db(transaction=True)
Job = Callable[[], Any]


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish()


@pytest.fixture
def somjai() -> identity.Account:
    return world.citizen()


@pytest.fixture
def number(somjai: identity.Account) -> str:
    return world.complaint(somjai)


@pytest.fixture
def officers() -> list[identity.Account]:
    return [world.officer("psc-1111/intake", username=name) for name in ("first", "second")]


def at_once(row: models.Model, jobs: Sequence[Job]) -> list[Any]:
    """Results or errors of jobs that all waited for `row` at the same moment, in the order of the jobs."""
    results: list[Any] = [None] * len(jobs)

    def run(place: int, job: Job) -> None:
        try:
            results[place] = job()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(jobs)]
    with scope.system("test"):
        type(row).objects.select_for_update().get(pk=row.pk)  # type: ignore[attr-defined]
        for thread in threads:
            thread.start()
        _until_waiting(len(jobs))
    for thread in threads:
        thread.join(30)
    return results


def _until_waiting(count: int) -> None:
    for _try in range(400):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else the first look is kept
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.05)
    raise AssertionError("the jobs do not meet")


def acts(account: identity.Account, act: Job) -> Job:
    """The act, done by the account in a transaction of its own."""

    def job() -> Any:
        with world.acting(account):
            return act()

    return job


def won(results: Sequence[Any]) -> list[Any]:
    return [result for result in results if not isinstance(result, Exception)]


def lost(results: Sequence[Any]) -> list[type[Exception]]:
    return [type(result) for result in results if isinstance(result, Exception)]


def case_of(number: str) -> Case:
    with scope.system("test"):
        return Case.objects.get(number=number)


def kinds(number: str) -> list[str]:
    """The kinds of the case's events in order; the ledger has as many leaves, and no number is left out."""
    with scope.system("test"):
        found = list(CaseEvent.objects.filter(case__number=number).order_by("seq").values_list("seq", "kind"))
        assert [seq for seq, _kind in found] == list(range(1, case_of(number).revision + 1))
        assert Record.objects.filter(case_number=number).exclude(kind="look").count() == len(found)
    return [kind for _seq, kind in found]


def test_two_officers_decide_at_once(number, officers):
    with world.acting(officers[0]):
        casework.claim(number)
    jobs = [
        acts(officers[0], lambda: casework.move(number, "settle", text="ก")),
        acts(officers[1], lambda: casework.move(number, "refuse", text="ข")),
    ]
    results = at_once(case_of(number), jobs)
    assert lost(results) == [Conflict]
    assert kinds(number) == ["opened", "claim", won(results)[0].kind]


def test_the_page_both_looked_at_is_stale_for_the_second(number, officers):
    with world.acting(officers[0]):
        shown = casework.claim(number).seq
    jobs = [acts(who, lambda: casework.move(number, "ask", text="?", revision=shown)) for who in officers]
    results = at_once(case_of(number), jobs)
    assert lost(results) == [Conflict]
    assert kinds(number) == ["opened", "claim", "ask"]


@pytest.mark.parametrize("revision", [None, 1])
def test_two_officers_claim_at_once(number, officers, revision):
    jobs = [acts(who, lambda: casework.claim(number, revision=revision)) for who in officers]
    results = at_once(case_of(number), jobs)
    assert lost(results) == [Conflict]
    assert case_of(number).assignee_id == won(results)[0].actor_id
    assert kinds(number) == ["opened", "claim"]


def test_what_a_colleague_has_is_taken_over_only_by_who_saw_it(number, officers):
    with world.acting(officers[0]):
        shown = casework.claim(number).seq
    with world.acting(officers[1]):
        with pytest.raises(Conflict):
            casework.claim(number)
        casework.claim(number, revision=shown)
    assert case_of(number).assignee_id == officers[1].pk


def test_one_hands_over_while_the_other_decides(number, officers):
    with world.acting(officers[0]):
        casework.claim(number)
    jobs = [
        acts(officers[0], lambda: casework.hand_over(number, "nt/intake", "เรื่องของท่าน")),
        acts(officers[1], lambda: casework.move(number, "settle", text="เรียบร้อย")),
    ]
    results = at_once(case_of(number), jobs)
    # Settled first, the case can be handed over no more, which is a rule and no conflict.
    assert lost(results) in ([Conflict], [NotAllowed])
    assert kinds(number) == ["opened", "claim", won(results)[0].kind]


def test_a_citizen_withdraws_while_an_officer_decides(number, officers, somjai):
    with world.acting(officers[0]):
        casework.claim(number)
    jobs = [
        acts(somjai, lambda: casework.move(number, "withdraw")),
        acts(officers[0], lambda: casework.move(number, "settle", text="เรียบร้อย")),
    ]
    results = at_once(case_of(number), jobs)
    assert lost(results) == [Conflict]
    assert kinds(number)[2:] == [won(results)[0].kind]


def test_a_part_is_answered_once(number, officers):
    asked = [world.officer("nt/intake", username=name) for name in ("third", "fourth")]
    with world.acting(officers[0]):
        part = casework.ask_unit(number, "nt/intake", "เสาเป็นของท่านหรือไม่")
    jobs = [acts(who, lambda: casework.answer_part(part.pk, "ใช่")) for who in asked]
    results = at_once(case_of(number), jobs)
    assert lost(results) == [Conflict]
    with scope.system("test"):
        assert Part.objects.get(pk=part.pk).answered_by_id == won(results)[0].actor_id
    assert kinds(number) == ["opened", "ask_unit", "answer_part"]


def test_two_workers_take_each_step_of_escalation_once(number):
    with scope.system("test"):
        clocks = Clock.objects.filter(case__number=number, next_at__isnull=False)
        soonest = clocks.order_by("next_at").values_list("next_at", flat=True)[0]
    results = at_once(case_of(number), [lambda: casework.escalate_due(soonest)] * 2)
    assert sorted(results) == [0, 1]
    assert len(kinds(number)) == 2


def test_a_draft_is_submitted_once(somjai):
    with world.acting(somjai):
        draft = casework.start_draft("complaint", answers=world.ANSWERS)
    results = at_once(draft, [acts(somjai, lambda: casework.submit(draft.pk))] * 3)
    assert lost(results) == [NotFound] * 2
    with scope.system("test"):
        assert [c.number for c in Case.objects.filter(draft=draft.pk)] == [won(results)[0].number]
        assert not Draft.objects.exists()


def test_pressed_twice_submit_leads_to_the_same_case(somjai):
    with world.acting(somjai):
        draft = casework.start_draft("complaint", answers=world.ANSWERS)

    def press() -> str:
        client = Client()
        client.force_login(somjai, backend="prasan.core.identity.backend.Backend")
        return client.post(f"/drafts/{draft.pk}/check").headers["Location"].partition("?")[0]

    results = at_once(draft, [press, press])
    assert lost(results) == [] and len(set(results)) == 1
    with scope.system("test"):
        assert results[0] == f"/my/cases/{Case.objects.get().number}"


def test_a_draft_is_changed_while_it_is_submitted(somjai):
    with world.acting(somjai):
        draft = casework.start_draft("complaint", answers=world.ANSWERS)
    change = {**world.ANSWERS, "subject": "เปลี่ยนแล้ว"}
    jobs = [
        acts(somjai, lambda: casework.submit(draft.pk)),
        acts(somjai, lambda: casework.save_page(draft.pk, "matter", change)),
    ]
    submitted, saved = at_once(draft, jobs)
    title = case_of(submitted.number).title
    assert (title == "เปลี่ยนแล้ว") == (saved == {}) and (saved == {} or isinstance(saved, NotFound))


def test_of_two_new_versions_one_is_published_and_the_other_author_is_told() -> None:
    with scope.system("test"):
        service = Service.objects.get(slug="complaint")
        source, base = service.current.source, service.current.number  # type: ignore[union-attr]
    owners = [world.officer("psc-1111/intake", "service_owner", username=name) for name in ("one", "two")]

    def version(name: str) -> Job:
        text = f"{source}# of {name}\n".encode()
        return lambda: casework.publish_service(text, base=base)

    results = at_once(service, [acts(owner, version(owner.username)) for owner in owners])
    assert len(won(results)) == 1 and lost(results) == [Conflict]
    with scope.system("test"):
        assert service.versions.count() == base + 1
        with pytest.raises(
            Conflict, match="complaint"
        ):  # a new one of the same name, begun before there was one
            casework.publish_service(f"{source}# new\n".encode(), base=0)
