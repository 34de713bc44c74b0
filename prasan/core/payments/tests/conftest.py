"""An agency, its finance officers, a payer and the bank, for the tests of this room."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from prasan.core.directory.models import Agency, Unit
from prasan.core.payments import handlers, service
from prasan.core.payments.account import bank_keys, biller
from prasan.foundation import scope, signature
from prasan.foundation.scope import Scope, Seat


@dataclass(frozen=True)
class Office:
    """Two agencies; the first takes the money."""

    agency: Agency
    other: Agency
    clerk: Scope
    second_clerk: Scope
    stranger: Scope


def seated(person: int, unit: Unit, *roles: str) -> Scope:
    return Scope(
        person=person, subject=str(uuid.uuid4()), units=(unit.pk,), roles=frozenset(roles),
        seats=(Seat(unit.pk, unit.agency_id, frozenset(roles)),),
        books=(unit.agency_id,) if "finance" in roles else (),
    )  # fmt: skip


def make_office() -> Office:
    with scope.system("test"):
        units = [_desk(code) for code in ("fee-one", "fee-two")]
    one, two = units
    return Office(
        one.agency,
        two.agency,
        seated(1, one, "finance"),
        seated(2, one, "finance"),
        seated(3, two, "finance"),
    )


def _desk(code: str) -> Unit:
    """Agencies outlast a test that commits, so they are made once."""
    facts = {"kind": "local", "name_th": "กรม", "name_en": code, "sort_key": code}
    agency = Agency.objects.get_or_create(code=code, defaults=facts)[0]
    names = {"name_th": "งานคลัง", "name_en": "Finance"}
    return Unit.objects.get_or_create(agency=agency, code="finance", defaults=names)[0]


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def payer() -> Scope:
    return Scope(person=9, subject=str(uuid.uuid4()))


Ask = Callable[..., service.Payment]


@pytest.fixture
def ask(office: Office, payer: Scope) -> Ask:
    return asker(office, payer)


def asker(office: Office, payer: Scope) -> Ask:
    def ask(amount: int = 2000, reference: str = "test:1") -> service.Payment:
        with scope.activate(payer):
            return service.request_payment(
                reference, amount, payer=uuid.UUID(payer.subject), payer_name="นายสมชาย ใจดี",
                agency=office.agency.pk,
                purpose_th="คัดสำเนาทะเบียนบ้าน", purpose_en="Copy of a house registration",
                return_to="/cases/1",
            )  # fmt: skip

    return ask


@pytest.fixture
def told() -> Any:
    """Payments the registered handler was told about."""
    heard: list[service.Payment] = []
    handlers._handlers.pop("test", None)
    service.on_paid("test", heard.append)
    yield heard
    handlers._handlers.pop("test", None)


def message(payment: service.Payment, transaction: str = "T1", **changes: object) -> bytes:
    """What the bank says about a transfer."""
    said = {
        "transaction": transaction, "biller": biller(), "ref1": payment.ref1, "ref2": payment.ref2,
        "amount": f"{payment.amount // 100}.{payment.amount % 100:02d}", "currency": "THB",
        "paid_at": "2026-11-23T10:00:00+07:00",
    }  # fmt: skip
    return json.dumps(said | changes).encode()


def say(body: bytes) -> service.Outcome:
    """The bank's message, signed, read and booked."""
    headers = signature.sign(bank_keys()[0], "m1", body)
    return service.confirm(service.read_confirmation(headers, body))
