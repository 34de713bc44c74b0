"""The payer's and the finance office's pages over HTTP, in both languages and without script."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from prasan.core.identity.models import Account, Membership
from prasan.core.payments import service, tasks
from prasan.core.payments.account import biller
from prasan.core.payments.emv import read_bill
from prasan.core.payments.models import Transfer
from prasan.core.payments.words import baht_words
from prasan.foundation import scope

from .conftest import Office, _desk, message, say

pytestmark = pytest.mark.django_db


def person(name: str, *roles: str) -> Account:
    with scope.system("test"):
        made: Account = get_user_model().objects.create_user(name, given_th=name, family_th="ทดสอบ")
        if roles:
            Membership.objects.create(account=made, unit=_desk("fee-one"), roles=list(roles))
        return made


def signed_in(who: Account) -> Client:
    client = Client()
    with scope.system("test"):
        client.force_login(who)
    return client


@pytest.fixture
def citizen(db: None) -> Account:
    return person("somchai")


@pytest.fixture
def fee(office: Office, citizen: Account) -> service.Payment:
    with scope.system("test"):
        return service.request_payment(
            "test:1", 2000, payer=citizen.subject, payer_name="นายสมชาย ใจดี", agency=office.agency.pk,
            purpose_th="คัดสำเนาทะเบียนบ้าน", purpose_en="Copy of a house registration", return_to="/cases/1",
        )  # fmt: skip


def test_the_payer_sees_the_qr_then_the_receipt(fee: service.Payment, citizen: Account) -> None:
    client = signed_in(citizen)
    page = client.get(f"/payments/{fee.pk}").content.decode()
    assert "<svg" in page
    assert "style=" not in page
    assert "คัดสำเนาทะเบียนบ้าน" in page
    assert "Copy of a house registration" in client.get(f"/en/payments/{fee.pk}").content.decode()
    assert client.get(f"/payments/{fee.pk}/receipt").status_code == 404
    waiting = client.get(f"/payments/{fee.pk}/state", headers={"HX-Request": "true"})
    assert "hx-trigger" in waiting.content.decode()
    say(message(fee))
    assert client.get(f"/payments/{fee.pk}/state", headers={"HX-Request": "true"})["HX-Redirect"]
    assert client.get(f"/payments/{fee.pk}/state").status_code == 302
    assert "/cases/1" in client.get(f"/payments/{fee.pk}").content.decode()
    receipt = client.get(f"/payments/{fee.pk}/receipt").content.decode()
    assert "ยี่สิบบาทถ้วน" in receipt
    assert "twenty baht only" in receipt


def test_a_stray_amount_is_told_to_the_payer(fee: service.Payment, citizen: Account) -> None:
    say(message(fee, amount="19.00"))
    assert "th-banner--warning" in signed_in(citizen).get(f"/payments/{fee.pk}").content.decode()


def test_strangers_find_nothing(fee: service.Payment, client: Client) -> None:
    for who in (client, signed_in(person("malee"))):
        for tail in ("", "/state", "/receipt"):
            assert who.get(f"/payments/{fee.pk}{tail}").status_code == 404


def test_anyone_checks_a_receipt_but_does_not_see_who_paid(fee: service.Payment, client: Client) -> None:
    say(message(fee))
    with scope.system("test"):
        receipt = service.receipt(fee)
    for typed in (
        receipt.spaced_code,
        receipt.code.lower(),
        receipt.code.replace("1", "I").replace("0", "o"),
    ):
        page = client.get("/payments/check", {"code": typed}).content.decode()
        assert receipt.number in page
        assert "สมชาย" not in page
    wrong = client.get("/payments/check", {"code": "0000-0000-0000-0000"})
    assert wrong.status_code == 200
    assert "th-banner--error" in wrong.content.decode()
    assert client.get("/payments/check", {"code": "x\0" * 50}).status_code == 200


def test_the_finance_office_is_for_finance(client: Client, citizen: Account, office: Office) -> None:
    pages = ["payments", "transfers", "refunds", "bank"]
    assert "/finance/payments" not in client.get("/").content.decode()
    clerk, officer = signed_in(person("clerk", "finance")), signed_in(person("officer", "officer"))
    assert "/finance/payments" in clerk.get("/").content.decode()
    for page in pages:
        assert client.get(f"/finance/{page}").status_code == 302
        assert signed_in(citizen).get(f"/finance/{page}").status_code == 403
        assert officer.get(f"/finance/{page}").status_code == 403
        assert clerk.get(f"/finance/{page}").status_code == 200
        assert clerk.get(f"/en/finance/{page}").status_code == 200


def test_a_refund_from_request_to_transfer_on_the_pages(fee: service.Payment) -> None:
    say(message(fee))
    one, two = signed_in(person("one", "finance")), signed_in(person("two", "supervisor", "finance"))
    address = f"/finance/payments/{fee.pk}"
    assert one.post(address, {"reason": "", "proxy": "1"}).status_code == 422
    assert one.post(address, {"reason": "ยื่นซ้ำ", "proxy": "1"}).status_code == 422
    assert one.post(address, {"reason": "ยื่น\0ซ้ำ", "proxy": "081 234 5678"}).status_code == 302
    with scope.system("test"):
        refund = service.Refund.objects.get()
        assert refund.reason == "ยื่นซ้ำ"
    own = one.post(f"/finance/refunds/{refund.pk}/decide", {"decision": "approve"}, follow=True)
    assert "th-banner--error" in own.content.decode()
    two.post(f"/finance/refunds/{refund.pk}/decide", {"decision": "approve"})
    assert "<svg" in one.get("/finance/refunds").content.decode()
    one.post(f"/finance/refunds/{refund.pk}/sent", {"transaction": "R1"})
    with scope.system("test"):
        assert service.payment(fee.pk).state == "refunded"


def test_settling_and_reconciling_on_the_pages(fee: service.Payment, office: Office) -> None:
    say(message(fee, ref1="74047404"))
    clerk = signed_in(person("clerk", "finance"))
    with scope.system("test"):
        stray = Transfer.objects.get()
    assert "74047404" in clerk.get("/finance/transfers").content.decode()
    clerk.post(f"/finance/transfers/{stray.pk}/settle", {"note": "คืนแล้ว"})
    assert "74047404" not in clerk.get("/finance/transfers").content.decode()
    say(message(fee, "T2"))
    book = f"transaction,ref1,ref2,amount,paid_at\nT2,{fee.ref1},2570,20.00,2026-11-23T10:00:00+07:00\n"
    sent: dict[str, Any] = {
        "agency": office.agency.pk,
        "day.day": "23",
        "day.month": "11",
        "day.year": "2569",
    }
    wrong = clerk.post("/finance/bank", sent | {"file": SimpleUploadedFile("a.csv", b"nonsense")})
    assert wrong.status_code == 422
    assert clerk.post("/finance/bank", sent).status_code == 422
    good = clerk.post(
        "/finance/bank", sent | {"file": SimpleUploadedFile("a.csv", book.encode())}, follow=True
    )
    assert good.redirect_chain
    assert "th-banner--success" in good.content.decode()


def test_the_list_is_paged(office: Office, citizen: Account) -> None:
    with scope.system("test"):
        for n in range(60):
            service.request_payment(
                f"test:{n}", 100 + n, payer=citizen.subject, payer_name="x", agency=office.agency.pk,
                purpose_th="ค่า", purpose_en="fee",
            )  # fmt: skip
    clerk = signed_in(person("clerk", "finance"))
    first = clerk.get("/finance/payments?state=pending").content.decode()
    found = re.search(r'href="(\?state=pending&amp;after=[^"]+)"', first)
    assert found is not None
    second = clerk.get("/finance/payments" + found[1].replace("&amp;", "&")).content.decode()
    assert first.count("/finance/payments/") == 50
    assert second.count("/finance/payments/") == 10


def test_the_bank_of_the_demonstration_pays_through_the_front_door(
    fee: service.Payment, citizen: Account, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    client = signed_in(citizen)
    link = re.search(r'href="(/demo/bank\?[^"]+)"', client.get(f"/payments/{fee.pk}").content.decode())
    assert link is not None
    page = client.get(link[1].replace("&amp;", "&"))
    text = re.search(r'name="qr" value="([^"]+)"', page.content.decode())
    assert text is not None
    assert read_bill(text[1]).amount == 2000
    said: list[dict[str, str]] = []
    monkeypatch.setattr(tasks.tell_portal, "defer", lambda **kw: said.append(kw))
    assert client.post("/demo/bank", {"qr": text[1], "amount": "x"}).status_code == 200
    assert said == []
    client.post("/demo/bank", {"qr": text[1], "amount": "20", "back": f"/payments/{fee.pk}"})
    assert said[0]["ref1"] == fee.ref1
    settings.DEMO = False
    assert client.get("/demo/bank").status_code == 404


@pytest.mark.parametrize("away", ["//evil.example", "/\\evil.example", "https://evil.example/"])
def test_the_bank_of_the_demonstration_leads_nowhere_else(
    fee: service.Payment, client: Client, settings: Any, away: str
) -> None:
    settings.DEMO = True
    page = client.get("/demo/bank", {"qr": service.qr_text(fee), "back": away}).content.decode()
    assert 'name="back" value=""' in page


@pytest.mark.django_db(transaction=True)
def test_the_bank_s_message_reaches_a_running_portal(live_server: Any, settings: Any) -> None:
    from .conftest import asker, make_office

    payment = asker(make_office(), scope.Scope(person=9, subject=str(uuid.uuid4())))()
    settings.PUBLIC_URL = live_server.url
    tasks.tell_portal(
        transaction="D1", biller=biller(), ref1=payment.ref1, ref2=payment.ref2, amount="20.00",
        paid_at="2026-11-23T10:00:00+07:00",
    )  # fmt: skip
    with scope.system("test"):
        assert service.payment(payment.pk).state == "paid"


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (100, "one baht only"),
        (2150, "twenty-one baht and fifty satang"),
        (25, "twenty-five satang"),
        (1_002_003_00, "one million two thousand three baht only"),
        (119_00, "one hundred nineteen baht only"),
    ],
)
def test_amounts_in_english_words(satang: int, words: str) -> None:
    assert baht_words(satang) == words
