"""Proven at a counter: a code of the person's own account, a card, and an officer who compares them."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.identity.flows.verify_at_counter import (
    MOST_CODES,
    MOST_LOOKS,
    MOST_TRIES,
    forget_proof_codes,
)
from prasan.core.identity.models import Account, ProofCode
from prasan.core.ledger import service as ledger
from prasan.core.notices.models import Message
from prasan.foundation import scope
from prasan.foundation.scope import Scope

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "1101700230708", "3101700230705"
CONFIRMED = {"genuine": "on", "face": "on", "same": "on"}
NAME = {"prefix_th": "นาง", "given_th": "มาลัย", "family_th": "ทดลองจริง"}
PAGE, CODE = "/en/counter/verify", "/en/account/verify/"


def made(name: str, **roles: list[str]) -> tuple[Account, Client]:
    with scope.system("test"):
        account = Account.objects.create_user(name, given_th="มาลัย", family_th="ทดลอง")
        for unit, held in roles.items():
            identity.join_unit(account, directory.unit(unit.replace("__", "/").replace("_", "-")), held)
    browser = Client()
    browser.force_login(account)
    return account, browser


def clerk(name: str = "clerk", role: str = "counter") -> tuple[Account, Client]:
    return made(name, psc_1111__intake=[role])


def code_of(person: Client) -> str:
    page = person.post(CODE).content.decode()
    found = re.search(r">([A-Z2-9]{4}-[A-Z2-9]{4})<", page)
    assert found
    return found[1]


def asked(code: str, number: str = NUMBER, **more: str) -> dict[str, str]:
    return {"code": code, "citizen_id": number, **more}


def confirm(code: str, number: str = NUMBER) -> dict[str, str]:
    return asked(code, number, do="verify", **NAME, **CONFIRMED)


def level(account: Account) -> str:
    with scope.system("test"):
        account.refresh_from_db()
    return account.ial


def test_an_officer_compares_and_the_person_is_proven() -> None:
    (malai, person), (_, desk) = made("malai"), clerk()
    assert CODE in person.get("/en/account/").content.decode()
    assert PAGE in desk.get("/en/counter").content.decode()
    code = code_of(person)
    page = desk.post(PAGE, asked(code.lower().replace("-", " ")))
    assert page.status_code == 200 and "มาลัย ทดลอง" in page.content.decode()
    assert level(malai) == "1.1"
    answer = desk.post(PAGE, confirm(code))
    assert answer.status_code == 302
    assert level(malai) == "2.1" and malai.name_th == "นางมาลัย ทดลองจริง"
    assert identity.find_person(NUMBER) == malai
    with scope.activate(identity.scope_of_account(malai)):
        lines = ledger.entries_of(malai.subject).items
        assert {"verify-identity", "view"} <= {line.action for line in lines}
        line = next(line for line in lines if line.action == "verify-identity")
    assert (line.agency, line.unit, line.role) == ("psc-1111", "intake", "counter")
    assert line.actor and "compared you with your ID card" in ledger.sentence(line)
    with scope.system("test"):
        assert Message.objects.filter(template="identity_verified").exists()
    assert person.post(CODE).status_code == 409
    assert "Get a code" not in person.get(CODE).content.decode()


@pytest.mark.parametrize("missing", [*CONFIRMED, "given_th"])
def test_what_is_not_confirmed_is_not_proven(missing: str) -> None:
    (malai, person), (_, desk) = made("malai"), clerk()
    code = code_of(person)
    sent = {name: value for name, value in confirm(code).items() if name != missing}
    assert desk.post(PAGE, sent).status_code == 422
    assert level(malai) == "1.1"


def test_a_code_is_used_once_and_ends_with_its_time_and_with_the_next() -> None:
    (malai, person), (_, desk) = made("malai"), clerk()
    first = code_of(person)
    code = code_of(person)
    assert desk.post(PAGE, asked(first)).status_code == 422
    with scope.system("test"):
        ProofCode.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert desk.post(PAGE, confirm(code)).status_code == 422
    with scope.system("test"):
        assert forget_proof_codes() == 1
    code = code_of(person)
    assert desk.post(PAGE, confirm(code)).status_code == 302
    with scope.system("test"):
        Account.objects.filter(pk=malai.pk).update(ial="1.1")
    assert desk.post(PAGE, confirm(code)).status_code == 422
    assert level(malai) == "1.1"


def test_a_number_of_another_account_is_refused_and_tries_are_few() -> None:
    (malai, person), (_, desk) = made("malai"), clerk()
    with scope.system("test"):
        identity.register_person(NUMBER, given_th="สมชาย", family_th="ทดลอง")
    code = code_of(person)
    page = desk.post(PAGE, confirm(code))
    assert page.status_code == 409 and "Forgotten password" in page.content.decode()
    for _n in range(MOST_TRIES - 1):
        desk.post(PAGE, asked(code))
    assert desk.post(PAGE, confirm(code, OTHER)).status_code == 422
    assert level(malai) == "1.1"


@pytest.mark.parametrize("role", ["officer", "supervisor", "administrator"])
def test_only_who_is_at_a_counter_verifies(role: str) -> None:
    (malai, person), (_, desk) = made("malai"), clerk(role=role)
    assert desk.post(PAGE, confirm(code_of(person))).status_code == 403
    assert level(malai) == "1.1"


def test_nobody_verifies_themselves() -> None:
    clerk_, desk = clerk()
    assert desk.post(PAGE, confirm(code_of(desk))).status_code == 403
    assert level(clerk_) == "1.1"


@pytest.mark.parametrize(
    "sent", [{}, {"code": "x" * 5000}, {"code": "\0", "citizen_id": NUMBER}, asked("AAAA-AAAA", "1" * 13)]
)
def test_what_makes_no_sense_is_said(sent: dict[str, str]) -> None:
    _, desk = clerk()
    assert desk.post(PAGE, sent).status_code == 422


def test_guessing_and_asking_have_an_end() -> None:
    (_, person), (_, desk) = made("malai"), clerk()
    statuses = [desk.post(PAGE, asked("AAAA-AAAA")).status_code for _n in range(MOST_LOOKS + 1)]
    assert set(statuses[:-1]) == {422} and statuses[-1] == 429
    assert [person.post(CODE).status_code for _n in range(MOST_CODES + 1)][-2:] == [200, 429]


def test_the_database_keeps_codes_and_levels_from_the_counter() -> None:
    (malai, person), (account, _) = made("malai"), clerk()
    code_of(person)
    at_it = identity.scope_of_account(account)
    with scope.activate(at_it):
        assert not ProofCode.objects.exists()
        assert not Account.objects.filter(pk=malai.pk).update(ial="2.1")
        with pytest.raises(DatabaseError), transaction.atomic():
            Account.objects.filter(pk=account.pk).update(ial="2.1")
        with pytest.raises(DatabaseError), transaction.atomic():
            ProofCode.objects.create(account=malai, code_hash="x", until=timezone.now())
    with scope.activate(Scope(person=malai.pk)):
        assert not ProofCode.objects.update(tries=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False], ids=["one code", "one card"])
def test_two_counters_at_once_prove_once(same: bool) -> None:
    (malai, person), (_, first), (_, second) = made("malai"), clerk(), clerk("clerk2")
    other, wanda = made("wanda")
    codes = [code_of(person)] * 2 if same else [code_of(person), code_of(wanda)]
    gate, answers = threading.Barrier(2), dict[int, Any]()

    def press(place: int, desk: Client) -> None:
        gate.wait(20)
        answers[place] = desk.post(PAGE, confirm(codes[place])).status_code
        connection.close()

    threads = [threading.Thread(target=press, args=pair) for pair in enumerate((first, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers.values()) == [302, 422 if same else 409]
    assert sorted([level(malai), level(other)]) == ["1.1", "2.1"]
