"""Refunds by two people, transfers settled with a note, the bank's day held against ours."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from prasan.core.ledger.models import Record
from prasan.core.payments import queries, service
from prasan.core.payments.flows.person import erase, export
from prasan.core.payments.flows.reconcile import read_lines
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from prasan.foundation.scope import Scope

from .conftest import Ask, Office, message, say

pytestmark = pytest.mark.django_db
CITIZEN = "1101700203450"


def recorded(action: str) -> list[Record]:
    """What the ledger says was done, in order."""
    with scope.system("test"):
        return list(Record.objects.filter(kind="payment", action=action).order_by("pk"))


def paid(ask: Ask, reference: str = "test:1", transaction: str = "T1") -> service.Payment:
    payment = ask(reference=reference)
    say(message(payment, transaction))
    return payment


def test_a_refund_needs_two_people(ask: Ask, office: Office) -> None:
    payment = paid(ask)
    with scope.activate(office.clerk):
        refund = service.request_refund(payment.pk, reason="ยื่นซ้ำ", proxy="1-1017-00203-45-0")
        with pytest.raises(NotAllowed) as raised:
            service.decide_refund(refund.pk, approve=True)
        assert raised.value.code == "own-request"
    with scope.activate(office.second_clerk):
        assert service.decide_refund(refund.pk, approve=True).state == "approved"
        assert "svg" in queries.refund_qr_svg(queries.refunds_of(payment)[0])
        with pytest.raises(Conflict):
            service.decide_refund(refund.pk, approve=True)
        assert service.refund_sent(refund.pk, bank_transaction="R1").state == "sent"
        assert service.payment(payment.pk).state == "refunded"
        with pytest.raises(Conflict):
            service.refund_sent(refund.pk, bank_transaction="R2")


def test_the_database_itself_refuses_one_person_for_both(ask: Ask, office: Office) -> None:
    payment = paid(ask)
    with scope.activate(office.clerk):
        refund = service.request_refund(payment.pk, reason="x", proxy="0812345678")
    with scope.system("test"), pytest.raises(DatabaseError), transaction.atomic():
        service.Refund.objects.filter(pk=refund.pk).update(state="approved", decided_by=refund.requested_by)


def test_the_database_itself_holds_what_was_asked_for_and_its_order(ask: Ask, office: Office) -> None:
    payment = paid(ask)
    with scope.activate(office.clerk):
        refund = service.request_refund(payment.pk, reason="x", proxy="0812345678")
    rows = service.Refund.objects.filter(pk=refund.pk)
    decided = {"decided_by": office.second_clerk.subject, "decided_at": refund.requested_at}
    with scope.system("test"):
        for change in (
            {"proxy": "+66899999999"},
            {"state": "sent", "transaction": "R9", "sent_at": refund.requested_at, **decided},
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
        assert rows.update(state="rejected", note="no", **decided) == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(state="approved")


def test_a_rejected_refund_says_why_and_can_be_asked_for_again(ask: Ask, office: Office) -> None:
    payment = paid(ask)
    with scope.activate(office.clerk):
        refund = service.request_refund(payment.pk, reason="x", proxy="081-234-5678")
        with pytest.raises(Conflict):
            service.request_refund(payment.pk, reason="y", proxy=CITIZEN)
    with scope.activate(office.second_clerk):
        with pytest.raises(Invalid):
            service.decide_refund(refund.pk, approve=False)
        service.decide_refund(refund.pk, approve=False, note="ไม่เข้าเงื่อนไข")
    with scope.activate(office.clerk):
        assert service.request_refund(payment.pk, reason="z", proxy=CITIZEN).state == "requested"


def test_what_cannot_be_refunded(ask: Ask, office: Office, payer: Scope) -> None:
    pending = ask()
    with scope.activate(office.clerk):
        with pytest.raises(Conflict):
            service.request_refund(pending.pk, reason="x", proxy=CITIZEN)
        with pytest.raises(Invalid) as raised:
            service.request_refund(pending.pk, reason=" ", proxy="1101700203459")
        assert set(raised.value.fields) == {"reason", "proxy"}
    with scope.activate(payer), pytest.raises(NotAllowed):
        service.request_refund(pending.pk, reason="x", proxy=CITIZEN)
    with scope.activate(office.stranger), pytest.raises(NotFound):
        service.request_refund(pending.pk, reason="x", proxy=CITIZEN)


def test_a_stray_transfer_is_settled_with_a_note(ask: Ask, office: Office) -> None:
    payment = ask()
    say(message(payment, amount="1.00"))
    with scope.activate(office.clerk):
        (stray,) = queries.open_transfers()
        with pytest.raises(Invalid):
            service.settle(stray.pk, note=" ")
        service.settle(stray.pk, note="โอนคืนแล้ว")
        assert len(queries.open_transfers()) == 0
        with pytest.raises(Conflict):
            service.settle(stray.pk, note="again")
    (said,) = recorded("settle-transfer")
    assert (said.agency, said.data) == ("fee-one", ["payment", "mismatch", "1.00"])
    say(message(payment, "T2", ref1="404"))
    with scope.activate(office.stranger):
        (nobodys,) = queries.open_transfers()
        service.settle(nobodys.pk, note="ส่งคืนธนาคาร")
    assert recorded("settle-transfer")[1].agency == "fee-two"
    with scope.activate(office.stranger), pytest.raises(NotFound):
        service.settle(stray.pk, note="x")


HEAD = "transaction,ref1,ref2,amount,paid_at\n"


def test_the_bank_s_day_is_held_against_ours(ask: Ask, office: Office) -> None:
    good, different, gone = (paid(ask, f"test:{n}", f"T{n}") for n in (1, 2, 3))
    lost = ask(reference="test:4")
    say(message(good, "T5", ref1="999"))
    book = HEAD + "".join(
        f"{t},{ref},2570,{amount},2026-11-23T10:00:00+07:00\n"
        for t, ref, amount in [
            ("T1", good.ref1, "20.00"), ("T2", different.ref1, "21.00"),
            ("T4", lost.ref1, "20.00"), ("T5", "999", "20.00"),
        ]
    )  # fmt: skip
    with scope.activate(office.clerk):
        report = service.reconcile(
            office.agency.pk, date(2026, 11, 23), b"\xef\xbb\xbf" + book.encode()
        ).report
        assert len(queries.reconciliations()) == 1
    (said,) = recorded("reconcile")
    assert said.data == [
        "2026-11-23", "matched 1", "satang 2000", "missing_here 1", "missing_there 1", "different 1", "unmatched 1",
    ]  # fmt: skip
    assert (report["matched"], report["total"]) == (1, 2000)
    assert [r["transaction"] for r in report["missing_here"]] == ["T4"]
    assert [(r["transaction"], r["ours"]) for r in report["different"]] == [("T2", 2000)]
    assert [r["transaction"] for r in report["missing_there"]] == ["T3"]
    assert [r["transaction"] for r in report["unmatched"]] == ["T5"]
    assert gone.ref1 == report["missing_there"][0]["ref1"]
    with scope.activate(office.stranger):
        assert queries.reconciliations() == []
        with pytest.raises(NotAllowed):
            service.reconcile(office.agency.pk, date(2026, 11, 23), book.encode())


def test_a_line_of_the_bank_stands_where_its_reference_and_amount_say(ask: Ask, office: Office) -> None:
    fee = paid(ask, "test:1", "OURS")
    lines = f"THEIRS,{fee.ref1},2570,25.00,x\nSTRAY,999,2570,20.00,x\n"
    with scope.activate(office.clerk):
        report = service.reconcile(office.agency.pk, date(2026, 11, 23), (HEAD + lines).encode()).report
    assert [r["transaction"] for r in report["unmatched"]] == ["STRAY"]
    assert [(r["transaction"], r["amount"], r["ours"], r["booked"]) for r in report["different"]] == [
        ("THEIRS", 2500, 2000, "OURS")
    ]
    assert (report["matched"], report["missing_here"], report["missing_there"]) == (0, [], [])


@pytest.mark.parametrize(
    "content",
    [
        b"", b"a,b\n", b"\xff\xfe", HEAD.encode() + b"T,1,2,abc,x\n", HEAD.encode() + b",1,2,1.00,x\n",
        HEAD.encode() + b"T,1,2\n", HEAD.encode() + b"T,1,2,1.00,x,y\n", HEAD.encode() + b'T,"1,2,1.00,x\n',
        HEAD.encode() + b"T,1,2,1.00,x\nT,1,2,1.00,x\n",
    ],
)  # fmt: skip
def test_files_that_are_no_bank_file(content: bytes) -> None:
    with pytest.raises(Invalid) as raised:
        read_lines(content)
    assert raised.value.code == "wrong-file"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("T2,1,2,30,x", "Line 3 cannot be read: its amount is not written like 1234.50."),
        ("T2,1", "Line 3 cannot be read: it has not as many columns as the first line."),
        (",1,2,1.00,x", "Line 3 cannot be read: it has no transaction."),
        ("T1,9,2,1.00,x", "Line 3 cannot be read: its transaction stands in an earlier line too."),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_the_reason(line: str, why: str) -> None:
    with translation.override("en"), pytest.raises(Invalid) as raised:
        read_lines(f"{HEAD}T1,1,2,1.00,x\n{line}\n".encode())
    assert str(raised.value) == why


def test_a_payer_is_taken_out_of_fees_that_were_never_paid(ask: Ask, payer: Scope) -> None:
    subject = uuid.UUID(payer.subject)
    open_fee = ask()
    with scope.system("test"):
        assert export(subject)[0]["name"] == "นายสมชาย ใจดี"
        assert erase(subject) == 1
        assert export(subject) == []
        assert service.payment(open_fee.pk).payer_name == ""
    paid(ask, "test:2", "T2")
    with scope.system("test"):
        with pytest.raises(Conflict):
            erase(subject)
        assert len(export(subject)) == 1


def test_a_finance_officer_with_another_seat_elsewhere_does_not_read_the_books_there(
    ask: Ask, office: Office
) -> None:
    payment = paid(ask)
    with scope.activate(office.clerk):
        assert queries.payment(payment.pk)
    elsewhere = replace(
        office.stranger,
        units=office.stranger.units + office.clerk.units,
        seats=(*office.stranger.seats, replace(office.clerk.seats[0], roles=frozenset({"auditor"}))),
    )
    with scope.activate(elsewhere), pytest.raises(NotFound):
        queries.payment(payment.pk)
