"""The register of purposes, and a person exported from and erased from every store."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import Error, connection

from prasan.core.events import service as events
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.core.protection import service as protection
from prasan.core.protection.models import Purpose
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotFound

pytestmark = pytest.mark.django_db(transaction=True)
OWNER = scope.Scope(person=1, roles=frozenset({"service_owner"}))
USE = protection.Use(
    agency="dopa", title={"th": "พิจารณาคำขอ", "en": "To decide"}, basis="public_task", keep_years=5,
    law={"th": "พ.ร.บ.", "en": "Act"}, section="8", data=["name", "address"], classes=["personal"],
)  # fmt: skip


def register(use: protection.Use = USE, code: str = "service:x") -> Purpose:
    with scope.activate(OWNER):
        return protection.register_purpose(code, use)


def test_a_change_is_a_new_version_and_the_same_again_is_not() -> None:
    assert register().version == 1
    assert register(replace(USE, data=["address", "name"])).version == 1
    assert register(replace(USE, keep_years=6)).version == 2
    with scope.activate(scope.VISITOR):  # the register is public
        assert protection.purpose("service:x").keep_years == 6
        assert [p.version for p in protection.purposes("dopa")] == [2]
        with pytest.raises(NotFound):
            protection.purpose("service:y")


def test_an_ended_purpose_leaves_the_list_and_stays_in_the_register() -> None:
    register()
    with scope.activate(OWNER):
        protection.end_purpose("service:x")
        protection.end_purpose("service:x")
        protection.end_purpose("service:none")
    with scope.activate(scope.VISITOR):
        assert protection.purposes() == []
        assert (protection.purpose("service:x").version, protection.purpose("service:x").ended) == (2, True)
    assert register().version == 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"basis": "because"}, "basis"),
        ({"classes": ["personal", "sensitive"]}, "basis"),
        ({"classes": ["secret"]}, "classes"),
        ({"title": {"th": "ก"}}, "title"),
        ({"keep_years": 0}, "keep_years"),
        ({"keep_years": 101}, "keep_years"),
    ],
)
def test_what_the_law_does_not_know_is_refused(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        register(replace(USE, **wrong))  # type: ignore[arg-type]
    assert set(refused.value.fields) == {field}


def test_sensitive_data_on_a_basis_that_carries_it() -> None:
    assert register(replace(USE, classes=["sensitive"], basis="sensitive_law")).version == 1


def test_only_owners_of_services_write_the_register_and_nobody_rewrites_it() -> None:
    with pytest.raises(Error), scope.activate(scope.Scope(person=2, roles=frozenset({"officer"}))):
        protection.register_purpose("service:x", USE)
    register()
    for who in (OWNER, scope.Scope(system="worker")):
        with pytest.raises(Error, match="append-only"), scope.activate(who), connection.cursor() as cursor:
            cursor.execute("UPDATE protection_purpose SET keep_years = 1")


def test_two_who_register_at_once_agree() -> None:
    versions: list[int] = []

    def work(years: int) -> None:
        versions.append(register(replace(USE, keep_years=years)).version)
        connection.close()

    threads = [threading.Thread(target=work, args=(years,)) for years in (2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(versions) == [1, 2, 3]


@pytest.fixture
def notes() -> Iterator[dict[uuid.UUID, list[str]]]:
    """A store of a room above."""
    kept: dict[uuid.UUID, list[str]] = {}
    protection.register_store(
        "notes", lambda s: kept.get(s, []), lambda s: len(kept.pop(s, [])), title="Notes"
    )
    yield kept
    for name in ("notes", "law", "broken"):
        protection.forget_store(name)


def person() -> identity.Account:
    with scope.system("test"):
        account = identity.register_person(
            "1101700230708", given_th="สมชาย", family_th="ใจดี", phone="0812345678"
        )
    with scope.system("test"):
        ledger.record(
            "decision", actor="a", agency="dopa", unit="", role="officer", action="approve",
            subjects=[account.subject], case="691100012345",
        )  # fmt: skip
    return account


def test_a_person_gets_everything_in_machine_readable_form(notes: dict[uuid.UUID, list[str]]) -> None:
    account = person()
    notes[account.subject] = ["hello"]
    copy = protection.export_person(account.subject)
    json.dumps(copy)
    assert copy["stores"]["notes"] == ["hello"]
    assert copy["stores"]["identity"]["given"] == "สมชาย"
    assert [line["case"] for line in copy["stores"]["ledger"]] == ["691100012345"]
    with scope.activate(scope.Scope(subject=str(account.subject))):
        assert [line.action for line in ledger.entries_of(account.subject)] == ["export", "approve"]


def test_an_erased_person_is_nowhere_and_every_proof_stays(notes: dict[uuid.UUID, list[str]]) -> None:
    account = person()
    notes[account.subject] = ["hello", "again"]
    with scope.system("test"), events.idempotent(str(account.subject), "k", "b") as attempt:
        attempt.keep({"name": "สมชาย"})
    assert protection.export_person(account.subject)["stores"]["events"][0]["answer"] == {"name": "สมชาย"}
    ledger.sequence_all()
    outcomes = protection.erase_person(account.subject)
    assert [(o.store, o.erased, o.kept) for o in outcomes if o.store in ("notes", "ledger")] == [
        ("notes", 2, ""),
        ("ledger", 2, ""),
    ]
    copy = protection.export_person(account.subject)
    assert copy["stores"]["notes"] == [] and copy["stores"]["ledger"] == []
    assert not {"name", "phone", "citizen_id"} & {k for k, v in copy["stores"]["identity"].items() if v}
    assert "สมชาย" not in json.dumps(copy, ensure_ascii=False)
    with scope.system("test"), connection.cursor() as cursor:
        for table in (
            "identity_account",
            "identity_person",
            "ledger_record",
            "ledger_subject",
            "events_once",
        ):
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%สมชาย%' OR t::text LIKE '%12345678%'"
            )
            assert cursor.fetchone() == (0,), table
    ledger.sequence_all()
    assert ledger.verify_log().good


def test_what_the_law_keeps_is_kept_and_said(notes: dict[uuid.UUID, list[str]]) -> None:
    def keep(subject: uuid.UUID) -> int:
        raise Conflict("kept for five years")

    notes[uuid.UUID(int=5)] = ["a"]
    protection.register_store("law", lambda s: {}, keep)
    outcomes = {o.store: o for o in protection.erase_person(uuid.UUID(int=5))}
    assert outcomes["law"].kept == "kept for five years" and outcomes["notes"].erased == 1


def test_a_failure_in_one_store_undoes_all() -> None:
    account = person()

    def fail(subject: uuid.UUID) -> int:
        raise ZeroDivisionError

    # Registered first in the list of stores would hide it: the lowest room is erased last.
    ledger_store = next(s for s in protection.stores() if s.name == "ledger")
    protection.register_store("ledger", ledger_store.export, fail)
    try:
        with pytest.raises(ZeroDivisionError):
            protection.erase_person(account.subject)
    finally:
        protection.register_store("ledger", ledger_store.export, ledger_store.erase)
    assert protection.export_person(account.subject)["stores"]["identity"]["given"] == "สมชาย"


def test_an_officer_is_not_erased_while_in_office() -> None:
    account = person()
    from prasan.core.directory.models import Agency, Unit

    with scope.system("test"):
        agency, _ = Agency.objects.get_or_create(
            code="dopa", defaults={"kind": "department", "name_th": "กรม", "name_en": "D", "sort_key": "ก"}
        )
        unit, _ = Unit.objects.get_or_create(agency=agency, code="test-unit", name_th="ฝ่าย", name_en="Unit")
        identity.Membership.objects.create(account=account, unit=unit, roles=["officer"])
    outcome = next(o for o in protection.erase_person(account.subject) if o.store == "identity")
    assert outcome.kept and outcome.erased == 0


def test_where_letters_reached_a_person_is_given_and_erased() -> None:
    with scope.system("test"):
        account = identity.register_person("1101700230708", given_th="สมชาย", phone="0812345678")
    there = identity.contacts_of(account.pk)
    assert [(c["channel"], c["address"]) for c in there] == [("sms", "+66812345678")]
    given = protection.export_person(account.subject)["stores"]["identity"]
    assert given["contacts"] == there
    protection.erase_person(account.subject)
    assert identity.contacts_of(account.pk) == []
