"""Money comes in: once, for the right fee, whatever the bank repeats or gets wrong."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from prasan.core.directory import service as directory
from prasan.core.events import service as events
from prasan.core.events.flows.drain import ATTEMPTS
from prasan.core.events.models import Outbox
from prasan.core.payments import handlers, service
from prasan.core.payments.account import bank_keys, biller
from prasan.core.payments.flows.tell_paid import tell_again
from prasan.core.payments.models import Transfer
from prasan.core.payments.queries import untold
from prasan.foundation import scope, signature
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, NotFound, Unavailable
from prasan.foundation.scope import Scope

from .conftest import Ask, Office, asker, make_office, message, say

pytestmark = pytest.mark.django_db


def state(payment: service.Payment) -> str:
    with scope.system("test"):
        return service.payment(payment.pk).state


def test_the_right_amount_pays_gives_a_receipt_and_tells(ask: Ask, payer: Scope, told: list[Any]) -> None:
    payment = ask()
    assert say(message(payment)) == "paid"
    events.drain()
    assert [p.pk for p in told] == [payment.pk]
    with scope.activate(payer):
        paid = service.payment(payment.pk)
        receipt = service.receipt(paid)
    assert (paid.state, paid.transaction) == ("paid", "T1")
    assert receipt.number.startswith("FEE-ONE-25")
    assert receipt.running == 1


def test_told_twice_answers_the_same_and_books_once(ask: Ask, told: list[Any]) -> None:
    payment = ask()
    assert say(message(payment)) == say(message(payment)) == "paid"
    events.drain()
    assert len(told) == 1
    with scope.system("test"):
        assert Transfer.objects.count() == 1


def test_the_same_transaction_told_differently_is_a_conflict(ask: Ask) -> None:
    payment = ask()
    say(message(payment))
    with pytest.raises(Conflict):
        say(message(payment, amount="21.00"))


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_time_that_nobody_could_read_again_is_refused(ask: Ask, at: str) -> None:
    with pytest.raises(Invalid):
        say(message(ask(), paid_at=at))


@pytest.mark.parametrize("stamp", ["9" * 5000, "9" * 400, "²", "-1", ""])
def test_any_time_stamp_gets_an_answer(client: Client, stamp: str) -> None:
    headers = {"webhook-id": "m1", "webhook-timestamp": stamp, "webhook-signature": "v1,AAAA"}
    answer = client.post("/payments/callback", b"{}", content_type="application/json", headers=headers)
    assert answer.status_code == 403


def test_another_amount_does_not_pay(ask: Ask, told: list[Any], office: Office) -> None:
    payment = ask()
    assert say(message(payment, amount="19.99")) == "mismatch"
    assert state(payment) == "pending"
    events.drain()
    assert told == []
    assert say(message(payment, "T2")) == "paid"  # the right amount still does
    with scope.activate(office.clerk):
        from prasan.core.payments.queries import open_transfers

        assert [t.outcome for t in open_transfers()] == ["mismatch"]


def test_money_for_an_unknown_paid_or_cancelled_fee_is_kept_for_finance(ask: Ask, payer: Scope) -> None:
    payment = ask()
    assert say(message(payment, ref1="0000")) == "unmatched"
    say(message(payment, "T2"))
    assert say(message(payment, "T3")) == "double"
    with pytest.raises(Conflict), scope.activate(payer):
        service.cancel("test:1")  # what is paid stays paid
    other = ask(500, "test:2")
    with scope.activate(payer):
        service.cancel("test:2")
    assert say(message(other, "T4")) == "late"
    assert state(other) == "cancelled"


def test_asking_again_gives_the_same_payment_and_another_amount_a_new_one(ask: Ask) -> None:
    first = ask()
    assert ask().pk == first.pk
    second = ask(3000)
    assert second.pk != first.pk
    assert state(first) == "cancelled"
    say(message(second))
    assert ask(9900).pk == second.pk  # paid is paid


def test_who_sees_a_payment(ask: Ask, payer: Scope, office: Office) -> None:
    payment = ask()
    for who in (payer, office.clerk):
        with scope.activate(who):
            assert service.payment(payment.pk).pk == payment.pk
    for who in (office.stranger, Scope(person=5, subject=str(uuid.uuid4())), scope.VISITOR):
        with pytest.raises(NotFound), scope.activate(who):
            service.payment(payment.pk)


def test_nobody_but_the_program_writes_and_books_are_not_rewritten(
    ask: Ask, payer: Scope, office: Office
) -> None:
    payment = ask()
    rows = service.Payment.objects.filter(pk=payment.pk)
    for who in (payer, office.clerk):
        with scope.activate(who):
            assert rows.update(state="paid", transaction="X", paid_at=payment.created_at) == 0
    say(message(payment))
    with scope.system("test"):
        for change in ({"amount": 1}, {"state": "pending", "transaction": None, "paid_at": None}):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            Transfer.objects.update(amount=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            service.Receipt.objects.update(running=7)


def overdue() -> None:
    with scope.system("test"):
        Outbox.objects.update(due_at=timezone.now() - timedelta(days=1))


@pytest.fixture
def broken() -> Iterator[list[service.Payment]]:
    """A handler that fails until the list is filled; it then adds what it was told of."""
    heard: list[service.Payment] = []

    def fail(payment: service.Payment) -> None:
        if not heard:
            raise RuntimeError("no")
        heard.append(payment)

    service.on_paid("broken", fail)
    yield heard
    handlers._handlers.pop("broken")


def test_a_handler_that_fails_does_not_lose_the_payment(
    ask: Ask, office: Office, payer: Scope, broken: list[service.Payment]
) -> None:
    payment = ask(reference="broken:1")
    assert say(message(payment)) == say(message(payment)) == "paid"
    events.drain()
    assert state(payment) == "paid"
    with scope.activate(payer):
        assert service.receipt(payment).running
    with scope.activate(office.clerk):
        assert [p.pk for p in untold()] == [payment.pk]
    with scope.activate(office.stranger):
        assert list(untold()) == []
    broken.append(payment)  # whatever it was has been put right
    overdue()
    events.drain()
    assert [p.pk for p in broken[1:]] == [payment.pk]
    with scope.activate(office.clerk):
        assert list(untold()) == []
        with pytest.raises(Conflict):
            tell_again(payment.pk)


def test_after_the_last_attempt_the_finance_office_has_it_tried_again(
    ask: Ask, office: Office, payer: Scope, broken: list[service.Payment]
) -> None:
    payment = ask(reference="broken:1")
    say(message(payment))
    for _ in range(ATTEMPTS + 1):
        overdue()
        events.drain()
    with scope.system("test"):
        assert Outbox.objects.get().dead
    broken.append(payment)
    for who, refused in ((payer, NotAllowed), (office.stranger, NotFound)):
        with pytest.raises(refused), scope.activate(who):
            tell_again(payment.pk)
    with scope.activate(office.clerk):
        tell_again(payment.pk)
        tell_again(payment.pk)
    events.drain()
    assert len(broken) == 2  # told once, however often it was tried


def test_while_the_money_is_to_go_back_nothing_is_done_for_it(
    ask: Ask, office: Office, broken: list[service.Payment]
) -> None:
    payment = ask(reference="broken:1")
    say(message(payment))
    events.drain()
    with scope.activate(office.clerk):
        refund = service.request_refund(payment.pk, reason="x", proxy="0812345678")
    broken.append(payment)
    overdue()
    events.drain()
    assert len(broken) == 1
    with scope.activate(office.second_clerk):
        service.decide_refund(refund.pk, approve=False, note="เปิดเรื่องได้แล้ว")
    events.drain()
    assert len(broken) == 2


# --- the bank's messages -----------------------------------------------------------------------------


def test_only_the_bank_is_believed(ask: Ask) -> None:
    body = message(ask())
    good = signature.sign(bank_keys()[0], "m1", body)
    assert service.read_confirmation(good, body).amount == 2000
    for headers in (
        {},
        good | {"webhook-id": "m2"},
        good | {"webhook-signature": "v1,AAAA"},
        good | {"webhook-timestamp": "x"},
        signature.sign(b"another key", "m1", body),
    ):
        with pytest.raises(NotAllowed):
            service.read_confirmation(headers, body)
    with pytest.raises(NotAllowed):
        service.read_confirmation(good, body.replace(b"20.00", b"10.00"))


def test_an_old_message_is_a_replay(ask: Ask) -> None:
    body = message(ask())
    old = signature.sign(bank_keys()[0], "m1", body, at=int(time.time()) - 301)
    with pytest.raises(NotAllowed) as raised:
        service.read_confirmation(old, body)
    assert raised.value.code == "stale-message"


def test_a_key_can_be_changed_while_messages_flow(settings: Any, ask: Ask) -> None:
    body = message(ask(), biller="1" * 15)
    settings.BILLER_ID, settings.BANK_KEYS = (
        "1" * 15,
        "whsec_bmV3bmV3bmV3bmV3bmV3bmV3,b2xkb2xkb2xkb2xkb2xkb2xk",
    )
    for key in (b"new" * 6, b"old" * 6):
        assert service.read_confirmation(signature.sign(key, "m", body), body).transaction == "T1"


@pytest.mark.parametrize(
    "change",
    [
        {"amount": "20"}, {"amount": "20.001"}, {"amount": 20}, {"amount": "-1.00"}, {"amount": "0.00"},
        {"amount": "๒๐.๐๐"}, {"biller": "000000000000000"}, {"currency": "USD"}, {"paid_at": "yesterday"},
        {"paid_at": "2026-11-23T10:00:00"}, {"paid_at": None}, {"transaction": ""}, {"transaction": "x" * 81},
        {"transaction": "a\nb"}, {"transaction": None}, {"ref1": "1" * 21}, {"ref1": ["x"]},
    ],
)  # fmt: skip
def test_messages_that_make_no_sense_are_refused(ask: Ask, change: dict[str, Any]) -> None:
    body = message(ask(), **change)
    with pytest.raises(Invalid):
        say(body)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"\xff", b"[" * 5000, b'{"amount":"1.00"}'])
def test_bodies_that_are_no_message(body: bytes) -> None:
    with pytest.raises(Invalid):
        say(body)


def test_over_http(client: Client, ask: Ask) -> None:
    body = message(ask())
    headers = signature.sign(bank_keys()[0], "m1", body)
    for _ in range(2):
        answer = client.post("/payments/callback", body, content_type="application/json", headers=headers)
        assert answer.status_code == 200
        assert json.loads(answer.content) == {"transaction": "T1", "outcome": "paid"}
    forged = client.post("/payments/callback", body, content_type="application/json")
    assert forged.status_code == 403
    assert forged["Content-Type"] == "application/problem+json"
    assert client.get("/payments/callback").status_code == 405


# --- races -------------------------------------------------------------------------------------------


def at_once(*jobs: Any) -> list[object]:
    """Run the jobs in threads that start together; their results or errors."""
    results: list[object] = [None] * len(jobs)
    gate = threading.Barrier(len(jobs))

    def run(place: int, job: Any) -> None:
        try:
            gate.wait()
            results[place] = job()
        except Exception as error:  # noqa: BLE001 -- the test looks at it
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
def test_the_same_message_many_times_at_once(told: list[Any], payer: Scope) -> None:
    payment = asker(make_office(), payer)()
    body = message(payment)
    assert at_once(*[lambda: say(body)] * 6) == ["paid"] * 6
    at_once(*[events.drain] * 3)
    assert len(told) == 1
    with scope.system("test"):
        assert Transfer.objects.count() == 1
        assert service.Receipt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_transfers_for_one_fee_at_once(told: list[Any], payer: Scope) -> None:
    payment = asker(make_office(), payer)()
    answers = at_once(lambda: say(message(payment, "A")), lambda: say(message(payment, "B")))
    assert sorted(map(str, answers)) == ["double", "paid"]
    events.drain()
    assert len(told) == 1


@pytest.mark.django_db(transaction=True)
def test_receipt_numbers_have_no_gap_and_no_double(payer: Scope) -> None:
    ask = asker(make_office(), payer)
    fees = [ask(100 + n, f"other:{n}") for n in range(8)]
    lost = ask(5, "gap:1")
    jobs = [lambda p=p: say(message(p, f"T{p.ref1}")) for p in fees]

    def fail() -> None:
        with scope.system("test"):
            say(message(lost, "L"))
            raise RuntimeError("rolled back")

    results = at_once(*jobs, fail)
    assert isinstance(results[-1], RuntimeError)
    with scope.system("test"):
        numbers = sorted(service.Receipt.objects.values_list("running", flat=True))
    assert numbers == list(range(1, 9))


@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_once_makes_one_payment(payer: Scope) -> None:
    ask = asker(make_office(), payer)
    made = at_once(ask, ask, ask)
    assert len({p.pk for p in made}) == 1  # type: ignore[attr-defined]


def test_an_administrator_sets_the_account(settings: Any, db: None) -> None:
    settings.DEMO = False
    with pytest.raises(Unavailable):
        biller()
    with pytest.raises(Unavailable):
        bank_keys()
    with scope.system("test"):
        directory.save_settings(
            {"payment.biller_id": "2" * 15, "payment.bank_key": "c2VjcmV0c2VjcmV0c2VjcmV0"}
        )
    assert biller() == "2" * 15
    assert bank_keys() == (b"secret" * 3,)
    with scope.system("test"):
        directory.save_settings({"payment.bank_key": "too short"})
    with pytest.raises(Unavailable):
        bank_keys()
