"""A fee is paid: the case opens a moment later, once, and nothing that goes wrong there touches the payment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from prasan.core.casework import service as casework
from prasan.core.casework.flows import submit
from prasan.core.casework.flows.ask_payment import open_paid
from prasan.core.casework.models import Case, CaseEvent, CaseMessage, Draft
from prasan.core.events import service as events
from prasan.core.events.models import Outbox
from prasan.core.identity import service as identity
from prasan.core.notices.models import Message
from prasan.core.payments import service as payments
from prasan.foundation import ids, scope
from prasan.foundation.errors import Conflict, Invalid

from . import world

pytestmark = pytest.mark.django_db
ANSWERS = {
    "address": {"detail": "9 หมู่ 3", "place": "570701"}, "relation": "head", "purpose": "สมัครเรียน", "copies": 2,
    "name": "สมใจ ใจดี", "citizen_id": "1101700203450", "phone": "0812345678",
}  # fmt: skip


@pytest.fixture
def asked(settings: Any) -> tuple[identity.Account, Draft, payments.Payment]:
    """A draft whose fee was asked for."""
    settings.BILLER_ID = "099400016550100"
    world.publish(world.MISSIONS / "general/services/house-registration-copy.yaml")
    somjai = world.citizen()
    with scope.system("test"):
        identity.verify_person(somjai, "1101700203450", ial="2.3")
    with world.acting(somjai):
        draft = casework.start_draft("house-registration-copy", answers=ANSWERS)
        fee = casework.ask_payment(draft.pk)
    return somjai, draft, fee


@pytest.fixture
def paid(asked: Any) -> tuple[identity.Account, Draft, payments.Payment]:
    """A draft whose fee was just paid; nobody has worked on the outbox since."""
    somjai, draft, fee = asked
    events.drain()
    said = payments.Confirmation("T1", fee.ref1, fee.ref2, fee.amount, timezone.now())
    assert payments.confirm(said) == "paid"
    return somjai, draft, fee


@pytest.fixture
def no_way(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Cases cannot be opened, until what is returned is called."""

    def fail(*_: Any) -> None:
        raise Invalid("no unit takes it")

    monkeypatch.setattr(submit, "open_case", fail)
    return monkeypatch.undo


def at(who: identity.Account) -> Client:
    client = Client()
    with scope.system("test"):
        client.force_login(who)
    return client


def test_a_draft_says_that_its_fee_is_still_to_pay_and_keeps_what_is_typed(asked: Any) -> None:
    somjai, draft, fee = asked
    client, here = at(somjai), f"/drafts/{draft.pk}"
    assert "รอชำระเงิน" in client.get("/my").content.decode()
    for path in ("", "/copies", "/check"):
        page = client.get(here + path).content.decode()
        assert f'href="/payments/{fee.pk}"' in page and f'action="{here}/unpay"' in page
    typed = client.post(f"{here}/copies", {"purpose": "ขอกู้เงิน"})
    assert typed.status_code == 409 and f'action="{here}/unpay"' in typed.content.decode()
    assert "ขอกู้เงิน" in typed.content.decode()
    client.post(f"{here}/unpay")
    assert f"/payments/{fee.pk}" not in client.get(here).content.decode()


def test_whose_fee_was_given_back_hears_it_and_so_does_the_officer(paid: Any) -> None:
    somjai, _draft, fee = paid
    events.drain()
    with scope.system("test"):
        case = Case.objects.select_related("unit__agency").get(payment=str(fee.pk))
    number, office = case.number, f"{case.unit.agency.code}/{case.unit.code}"
    registrar = world.officer(office)
    with world.acting(registrar):
        casework.claim(number)
    first, second = (world.officer(office, "finance", username=name) for name in ("f1", "f2"))
    with world.acting(first):
        asked = payments.request_refund(fee.pk, reason="ชำระซ้ำ", proxy="0812345678")
    with world.acting(second):
        payments.decide_refund(asked.pk, approve=True)
    with world.acting(first):
        payments.refund_sent(asked.pk, bank_transaction="B1")
    events.drain()
    with scope.system("test"):
        letters = {(m.template, m.person) for m in Message.objects.filter(channel="inbox")}
    assert {("case_fee_refunded", somjai.pk), ("case_fee_back", registrar.pk)} <= letters
    assert "คืนเงินแล้ว" in at(somjai).get(f"/my/cases/{number}").content.decode()


def test_the_page_waits_for_the_case_and_goes_on(paid: Any) -> None:
    somjai, draft, fee = paid
    client, here = at(somjai), f"/drafts/{draft.pk}/done"
    waits = client.get(here)
    assert waits.status_code == 200 and "กำลังเปิดเรื่อง" in waits.content.decode()
    assert client.get(here, headers={"HX-Request": "1"}).content.decode().startswith('<div role="status"')
    assert "hx-get" in client.get(f"/payments/{fee.pk}").content.decode()
    for other in ("", "/copies", "/check"):
        assert client.get(f"/drafts/{draft.pk}{other}")["location"] == here
    events.drain()
    with scope.system("test"):
        case = Case.objects.get(payment=str(fee.pk))
    assert client.get(here)["location"] == f"/my/cases/{case.number}?new=1"
    there = client.get(here, headers={"HX-Request": "1"})
    assert there.status_code == 200 and there["HX-Redirect"] == f"/my/cases/{case.number}?new=1"
    assert client.get(f"/payments/{fee.pk}/state?paid=1", headers={"HX-Request": "1"})["HX-Redirect"]


def test_a_case_that_cannot_be_opened_is_tried_again(paid: Any, no_way: Callable[[], None]) -> None:
    somjai, draft, fee = paid
    events.drain()
    with world.acting(somjai):
        assert payments.payment(fee.pk).state == "paid"
        assert casework.draft_for(draft.pk).answers["copies"] == 2
    no_way()
    with scope.system("test"):
        Outbox.objects.update(due_at=timezone.now() - timedelta(days=1))
    events.drain()
    with scope.system("test"):
        case = Case.objects.get()
        open_paid(fee)  # told once more, it opens no second one
        assert (Case.objects.get().pk, case.payment) == (case.pk, str(fee.pk))
        assert not Draft.objects.exists()


def test_what_is_paid_for_is_not_changed_nor_thrown_away(paid: Any, no_way: Callable[[], None]) -> None:
    somjai, draft, _fee = paid
    events.drain()
    with world.acting(somjai):
        for change in (
            lambda: casework.cancel_payment(draft.pk),
            lambda: casework.discard_draft(draft.pk),
            lambda: casework.save_page(draft.pk, "copies", {"copies": 9}),
        ):
            with pytest.raises(Conflict):
                change()
    thrown = at(somjai).post(f"/drafts/{draft.pk}/discard", follow=True)
    assert thrown.status_code == 200
    with scope.system("test"):
        assert Draft.objects.get().answers["copies"] == 2


def test_a_certified_copy_lists_the_entries_and_anybody_can_check_it(paid: Any) -> None:
    somjai, _draft, fee = paid
    events.drain()
    with scope.system("test"):
        case = Case.objects.select_related("unit__agency").get(payment=str(fee.pk))
    number, registrar = case.number, world.officer(f"{case.unit.agency.code}/{case.unit.code}")
    entries = "รหัสบ้าน 57070100011\nนายสมชาย ใจดี เจ้าบ้าน\nนางสมใจ ใจดี ผู้อาศัย"
    with world.acting(registrar):
        casework.claim(number)
        with pytest.raises(Invalid):
            casework.move(number, "approve", text="ถูกต้อง")
        casework.move(number, "approve", text="ถูกต้อง", fields={"given_as": "here", "entries": entries})
    with scope.system("test"):
        made = CaseEvent.objects.get(case__number=number, kind="document")
        [file] = CaseMessage.objects.get(case__number=number, seq=made.seq).files
    content = at(somjai).get(f"/documents/{file}").content
    with pypdfium2.PdfDocument(content) as read:
        said = "".join(read[0].get_textpage().get_text_range().split())
    code = made.data["code"]
    for part in (
        "57070100011",
        "นางสมใจใจดีผู้อาศัย",
        f"{code[:4]}-{code[4:8]}",
        registrar.given_th,
        ids.group_case_number(number),
    ):
        assert "".join(part.split()) in said, part
    asked = {"what": "number", "number": number, "code": code.lower()}
    assert "This document is genuine" in Client().post("/en/ledger/check", asked).content.decode()
    assert Client().post("/en/ledger/check", {**asked, "code": "A" * 16}).status_code == 422
