"""The log through its face: what is written is proven, readable by whom it concerns, and erasable."""

from __future__ import annotations

import base64
import json
import uuid

import pytest
from django.db import Error, ProgrammingError, connection, transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from prasan.core.directory.models import Agency
from prasan.core.ledger import service as ledger
from prasan.core.ledger.models import Head, Leaf, Pending, Record, Subject
from prasan.foundation import scope, tlog

pytestmark = pytest.mark.django_db(transaction=True)

ANN, BO = uuid.UUID(int=1), uuid.UUID(int=2)
AS_ANN, AS_BO = scope.Scope(person=1, subject=str(ANN)), scope.Scope(person=2, subject=str(BO))
OFFICER = scope.Scope(person=9, subject=str(uuid.UUID(int=9)), name="สมศรี", roles=frozenset({"officer"}))


def decide(subjects: list[uuid.UUID], case: str = "691100012345") -> int:
    with scope.activate(OFFICER):
        return ledger.record(
            "decision", actor="สมศรี", agency="dopa", unit="district", role="officer", action="approve",
            subjects=subjects, case=case, data=["name", "address"],
            purpose={"th": "พิจารณาคำขอ", "en": "To decide"}, basis="public_task",
        )  # fmt: skip


def test_a_leaf_holds_no_personal_data_and_costs_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with scope.activate(OFFICER), django_assert_num_queries(1):
        leaf = ledger.record(
            "submission", actor="สมศรี", agency="dopa", unit="", action="submit", subjects=[ANN]
        )
    body = json.loads(Leaf.objects.get(pk=leaf).body)
    assert set(body) == {"v", "at", "kind", "agency", "record", "subjects"}
    assert (body["kind"], body["agency"], len(body["subjects"])) == ("submission", "dopa", 1)
    assert "สมศรี" not in json.dumps(body, ensure_ascii=False) and str(ANN) not in json.dumps(body)


def test_a_receipt_proves_the_entry_and_says_what_its_holder_may_read() -> None:
    leaves = [decide([ANN, BO]) for _ in range(5)]
    assert ledger.sequence() == 5
    assert ledger.sequence() == 0
    with scope.activate(AS_ANN):
        text = ledger.receipt(leaves[3])
    good = ledger.verify(text, [ledger.verifier()])
    assert (good.index, good.size, good.leaf["kind"]) == (3, 5, "decision")
    assert good.record is not None and good.record["case"] == "691100012345"
    assert good.subject is not None and good.subject["subject"] == str(ANN)
    with scope.activate(scope.VISITOR):
        bare = ledger.verify(ledger.receipt(leaves[3]), [ledger.verifier()])
    assert bare.record is None and bare.subject is None


def test_every_changed_receipt_is_refused() -> None:
    leaf = decide([ANN])
    decide([BO])
    ledger.sequence()
    with scope.activate(AS_ANN):
        text = ledger.receipt(leaf)
    proof = tlog.Proof.parse(text)
    keys = [ledger.verifier()]
    for old, new in (
        ("approve", "refuse"),
        (str(ANN), str(BO)),
        ("691100012345", "691100012346"),
        ("dopa", "dola"),
    ):
        extra = proof.extra.decode().replace(old, new).encode()
        with pytest.raises(ledger.FalseReceipt):
            ledger.verify(tlog.Proof(proof.index, proof.path, proof.checkpoint, extra).text, keys)
    for false in (
        tlog.Proof(1, proof.path, proof.checkpoint, proof.extra).text,
        tlog.Proof(0, [bytes(32)], proof.checkpoint, proof.extra).text,
        tlog.Proof(0, proof.path, proof.checkpoint.replace("\n2\n", "\n3\n"), proof.extra).text,
        "", "ใบเสร็จ", text[:40], text.replace("index 0", "index x"),
        tlog.Proof(0, [], proof.checkpoint, b"[]").text,
        tlog.Proof(0, [], proof.checkpoint, b'{"leaf":"1"}').text,
        tlog.Proof(0, [], proof.checkpoint, b'{"leaf":"\\ud800"}').text,
    ):  # fmt: skip
        with pytest.raises(ledger.FalseReceipt):
            ledger.verify(false, keys)
    other = tlog.Verifier(ledger.verifier().name, bytes(32))
    with pytest.raises(ledger.FalseReceipt):
        ledger.verify(text, [other])
    assert ledger.verify(text.replace("\n", "\r\n") + "\r\n\r\n", keys).index == 0  # as a browser pastes it


def test_a_leaf_without_a_place_yet_and_one_that_is_not_there() -> None:
    from prasan.foundation.errors import Conflict, NotFound

    leaf = decide([ANN])
    with pytest.raises(Conflict):
        ledger.receipt(leaf)
    with pytest.raises(NotFound):
        ledger.receipt(leaf + 1)


def test_people_see_their_own_entries_only() -> None:
    decide([ANN], "1")
    decide([BO], "2")
    decide([ANN, BO], "3")
    with scope.activate(AS_ANN):
        assert [line.case for line in ledger.entries_of(ANN)] == ["3", "1"]
        assert list(ledger.entries_of(BO)) == []
        assert Record.objects.count() == 2
        assert set(Subject.objects.values_list("subject", flat=True)) == {ANN}
        assert [line.case for line in ledger.entries_of(ANN, case="1")] == ["1"]
        assert list(ledger.entries_of(ANN, kind="look")) == []
    for nobody in (scope.VISITOR, OFFICER):
        with scope.activate(nobody):
            assert Record.objects.count() == Subject.objects.count() == Pending.objects.count() == 0


def test_pages_follow_each_other() -> None:
    for number in range(5):
        decide([ANN], str(number))
    with scope.activate(AS_ANN):
        first = ledger.entries_of(ANN, limit=3)
        rest = ledger.entries_of(ANN, first.next_cursor, limit=3)
    assert [line.case for line in [*first, *rest]] == ["4", "3", "2", "1", "0"]


def test_an_auditor_sees_the_agencys_entries_without_the_persons() -> None:
    with scope.system("test"):
        agency, _ = Agency.objects.get_or_create(
            code="dopa", defaults={"kind": "department", "name_th": "กรม", "name_en": "Dept", "sort_key": "ก"}
        )
    decide([ANN])
    with scope.activate(scope.Scope(person=5, audits=(agency.pk,), roles=frozenset({"auditor"}))):
        assert [line.action for line in ledger.entries_of_agency("dopa")] == ["approve"]
        assert Subject.objects.count() == 0
    with scope.activate(scope.Scope(person=6, audits=(agency.pk + 1,), roles=frozenset({"auditor"}))):
        assert list(ledger.entries_of_agency("dopa")) == []


@pytest.mark.parametrize("who", [scope.VISITOR, OFFICER, scope.Scope(system="worker")])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_leaf SET body = ''",
        "DELETE FROM ledger_leaf",
        "UPDATE ledger_entry SET hash = ''",
        "DELETE FROM ledger_head",
        "UPDATE ledger_record SET actor = 'x'",
        "UPDATE ledger_subject SET subject = gen_random_uuid()",
        "DELETE FROM ledger_node",
    ],
)
def test_nobody_rewrites_the_log(who: scope.Scope, statement: str) -> None:
    decide([ANN])
    ledger.sequence()
    with pytest.raises(Error, match="append-only"), scope.activate(who), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ledger_leaf (body) VALUES ('{}')",
        "INSERT INTO ledger_head (size, note, at) VALUES (99, '', now())",
        "SELECT ledger_erase('00000000-0000-0000-0000-000000000001')",
    ],
)
def test_nobody_writes_past_the_door(statement: str) -> None:
    with pytest.raises(Error), scope.activate(OFFICER), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nobody_writes_under_anothers_name() -> None:
    for who in (AS_ANN, OFFICER, scope.VISITOR):
        with scope.activate(who), pytest.raises(ProgrammingError, match="not who acts"):
            ledger.record("decision", actor="นายอำเภอ", agency="dopa", unit="u", action="approve")


def test_an_officer_cannot_delete_what_is_readable() -> None:
    decide([ANN])
    with scope.activate(AS_ANN), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_record")
        cursor.execute("DELETE FROM ledger_subject")
    with scope.activate(AS_ANN):
        assert Record.objects.count() == Subject.objects.count() == 1


def test_erasing_a_person_keeps_every_proof() -> None:
    alone, shared = decide([ANN], "1"), decide([ANN, BO], "2")
    ledger.sequence()
    with scope.activate(AS_ANN):
        held = ledger.receipt(alone)
    assert ledger.erase(ANN) == 2
    with scope.system("test"):
        assert list(Record.objects.values_list("leaf_id", flat=True)) == [shared]
        assert list(Subject.objects.values_list("subject", flat=True)) == [BO]
    report = ledger.verify_log()
    assert report.good and (report.size, report.erased) == (2, 1)
    assert ledger.verify(held, [ledger.verifier()]).index == 0
    with scope.activate(AS_ANN):
        assert ledger.verify(ledger.receipt(alone), [ledger.verifier()]).record is None


def test_looks_become_one_leaf_with_one_row_a_person() -> None:
    with scope.activate(OFFICER), ledger.collecting() as looks:
        ledger.looked(ANN, ["name"], case="1", purpose="p", basis="public_task")
        ledger.looked(BO, ["name"], case="2", purpose="p", basis="public_task")
        ledger.looked(ANN, ["name", "phone"])
        ledger.looked(uuid.UUID(OFFICER.subject), ["name"])  # one's own
        assert len(looks) == 2
        assert ledger.flush(actor="สมศรี", agency="dopa", unit="district", role="officer") is not None
        assert ledger.flush(actor="สมศรี", agency="dopa", unit="district") is None
    assert Leaf.objects.count() == 1
    with scope.activate(AS_ANN):
        (line,) = ledger.entries_of(ANN)
    assert (line.kind, line.case, line.data, line.purpose) == ("look", "1", ("name", "phone"), "p")
    with scope.system("test"):
        assert Record.objects.get().case_number == ""  # two cases: each person's row says its own
        assert Subject.objects.count() == 2


def test_a_long_list_makes_a_leaf_for_each_thousand_persons() -> None:
    with scope.activate(OFFICER), ledger.collecting():
        for number in range(1001):
            ledger.looked(uuid.UUID(int=1000 + number), ["name"])
        ledger.flush(actor=OFFICER.name, agency="dopa", unit="u")
    assert ledger.sequence() == 2
    assert ledger.verify_log().good


def test_a_look_outside_a_request_is_written_at_once() -> None:
    with scope.system("retention"):
        ledger.looked(ANN, ["name"])
        assert Record.objects.get().actor == "retention"


def test_a_rolled_back_request_leaves_nothing() -> None:
    with pytest.raises(ZeroDivisionError), scope.activate(OFFICER):
        decide([ANN])
        raise ZeroDivisionError
    assert Leaf.objects.count() == 0
    assert ledger.sequence() == 0


def test_the_tree_grows_over_tile_borders() -> None:
    with transaction.atomic():
        for _ in range(300):
            decide([])
    assert [ledger.sequence(100), ledger.sequence(156), ledger.sequence()] == [100, 156, 44]
    assert list(Head.objects.values_list("size", flat=True).order_by("size")) == [100, 256, 300]
    report = ledger.verify_log()
    assert report.good and (report.size, report.heads, report.records) == (300, 3, 300)
    with scope.activate(scope.VISITOR):
        for leaf in Leaf.objects.order_by("pk")[::60]:
            ledger.verify(ledger.receipt(leaf.pk), [ledger.verifier()])


def test_another_key_does_not_go_on_with_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    decide([ANN])
    ledger.sequence()
    decide([ANN])
    with monkeypatch.context() as other:
        other.setenv("PRASAN_LEDGER_KEY", base64.b64encode(bytes(range(32))).decode())
        with pytest.raises(RuntimeError, match="another key"):
            ledger.sequence()
    assert Head.objects.count() == 1
    assert ledger.sequence() == 1  # nothing was lost meanwhile
    assert ledger.verify_log().good
