"""Letters leave the portal for proven addresses alone; LINE accounts are connected by a code sent from them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from prasan.core.identity import service as identity
from prasan.core.identity.flows.contacts import MOST_CODES, MOST_TRIES, forget_codes
from prasan.core.identity.models import Account, Contact, ContactCode
from prasan.core.identity.tasks import answer_line
from prasan.core.ledger import service as ledger
from prasan.core.notices import service as notices
from prasan.core.notices.models import Message
from prasan.core.notices.tests.servers import Web
from prasan.foundation import scope
from prasan.foundation.scope import Scope

pytestmark = pytest.mark.django_db
SECRET = "channel-secret"
USER = "U4af4980629d5f6b1"


@pytest.fixture
def malai() -> Account:
    with scope.system("test"):
        return Account.objects.create_user(
            "malai", given_th="มาลัย", family_th="ทดลอง", phone="+66812345678", email="malai@example.org"
        )


@pytest.fixture
def browser(malai: Account) -> Client:
    client = Client()
    client.force_login(malai)
    return client


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with Web() as web:
        monkeypatch.setenv("PRASAN_LINE_URL", web.url)
        for name, value in {"ID": "@prasan", "TOKEN": "token", "SECRET": SECRET}.items():
            monkeypatch.setenv(f"PRASAN_LINE_{name}", value)
        yield web


@pytest.fixture(autouse=True)
def post(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SMTP_HOST", "SMTP_FROM", "SMS_URL"):
        monkeypatch.setenv(f"PRASAN_{name}", "https://post.example")


def address(account: Account) -> notices.Address:
    return identity.notice_address(account.pk)[0]


def sent_code(channel: str) -> str:
    with scope.system("test"):
        letter = Message.objects.filter(template="contact_code", channel=channel).latest("pk")
    return str(letter.values["code"])


def at(channel: str) -> str:
    return reverse("account-channel", args=[channel])


def tell(client: Client, *events: dict[str, Any], secret: str = SECRET) -> int:
    body = json.dumps({"destination": "U0", "events": list(events)}).encode()
    signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
    return client.post(
        "/line/webhook", body, content_type="application/json", headers={"x-line-signature": signature}
    ).status_code


def event(kind: str, text: str = "", *, user: str = USER, id: str = "", **more: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": kind, "mode": "active", "webhookEventId": id or uuid.uuid4().hex, "replyToken": uuid.uuid4().hex,
        "source": {"type": "user", "userId": user}, "deliveryContext": {"isRedelivery": False}, **more,
    }  # fmt: skip
    return told | ({"message": {"type": "text", "id": "1", "text": text}} if kind == "message" else {})


def answers(line: Web) -> list[str]:
    """What the worker answers."""
    line.seen.clear()
    jobs = ProcrastinateJob.objects.filter(task_name="identity.answer_line")
    for job in jobs:
        answer_line.func(**job.args)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'identity.answer_line'")
    assert all(path == "/v2/bot/message/reply" and body["replyToken"] for path, _headers, body in line.seen)
    return [body["messages"][0]["text"] for _path, _headers, body in line.seen]


def code_for(browser: Client) -> str:
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", browser.post(at("line")).content.decode())
    assert found
    return found[0]


@pytest.mark.parametrize(("channel", "field"), [("email", "email"), ("sms", "phone")])
def test_letters_go_where_the_code_was_read(
    browser: Client, malai: Account, channel: str, field: str
) -> None:
    assert address(malai) == notices.Address(person=malai.pk)
    browser.post(at(channel), {"do": "send"})
    code = sent_code(channel)
    wrong = browser.post(at(channel), {"code": "x" + code})
    assert "govuk-error-summary" in wrong.content.decode()
    assert not getattr(address(malai), field)
    assert browser.post(at(channel), {"code": f" {code[:3]} {code[3:]}"}).status_code == 302
    assert getattr(address(malai), field) == getattr(malai, field)
    with scope.system("test"):
        assert not ContactCode.objects.exists()
        Account.objects.filter(pk=malai.pk).update(
            **{field: "+66899999999" if field == "phone" else "b@c.org"}
        )
    assert not getattr(address(malai), field)  # the new one has not been proven


def test_a_code_is_for_the_address_it_was_sent_to(browser: Client, malai: Account) -> None:
    browser.post(at("email"), {"do": "send"})
    with scope.system("test"):
        Account.objects.filter(pk=malai.pk).update(email="someone-else@example.org")
    browser.post(at("email"), {"code": sent_code("email")})
    assert not address(malai).email


def test_a_code_ends_after_its_tries_and_its_time(browser: Client, malai: Account) -> None:
    browser.post(at("email"), {"do": "send"})
    code = sent_code("email")
    for _n in range(MOST_TRIES):
        browser.post(at("email"), {"code": "no"})
    browser.post(at("email"), {"code": code})
    assert not address(malai).email
    browser.post(at("email"), {"do": "send"})
    with scope.system("test"):
        ContactCode.objects.update(until=timezone.now() - timedelta(seconds=1))
    browser.post(at("email"), {"code": sent_code("email")})
    assert not address(malai).email
    assert forget_codes() == 1


def test_another_persons_code_proves_nothing(browser: Client, malai: Account) -> None:
    with scope.system("test"):
        other = Account.objects.create_user("other", email="other@example.org")
    theirs = Client()
    theirs.force_login(other)
    theirs.post(at("email"), {"do": "send"})
    code = sent_code("email")
    browser.post(at("email"), {"do": "send"})
    if sent_code("email") != code:
        browser.post(at("email"), {"code": code})
        assert not address(malai).email


def test_few_codes_are_sent(browser: Client, malai: Account) -> None:
    for _n in range(MOST_CODES + 3):
        page = browser.post(at("sms"), {"do": "send"})
    assert "govuk-error-message" in page.content.decode()
    with scope.system("test"):
        assert Message.objects.filter(template="contact_code").count() == MOST_CODES


def test_a_person_chooses_among_what_is_proven(browser: Client, malai: Account) -> None:
    for channel in ("email", "sms"):
        browser.post(at(channel), {"do": "send"})
        browser.post(at(channel), {"code": sent_code(channel)})
    browser.post(reverse("account-letters"), {"wanted": ["sms", "line", "nonsense"]})
    assert address(malai) == notices.Address(person=malai.pk, phone=malai.phone)
    browser.post(reverse("account-letters"), {})
    assert address(malai) == notices.Address(person=malai.pk)


def test_nobody_proves_anything_past_the_program(malai: Account) -> None:
    with scope.system("test"):
        Contact.objects.create(account=malai, channel="line", address=USER, proven_at=timezone.now())
    with scope.activate(Scope(person=malai.pk)):
        assert Contact.objects.count() == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            Contact.objects.create(
                account=malai, channel="email", address=malai.email, proven_at=timezone.now()
            )
        assert not Contact.objects.update(address="U2")
    with scope.activate(Scope(person=malai.pk + 1)):
        assert not Contact.objects.exists()


def test_a_line_account_is_connected_by_its_code(browser: Client, malai: Account, line: Web) -> None:
    page = browser.post(at("line")).content.decode()
    assert "https://line.me/R/ti/p/%40prasan" in page and "<svg" in page
    code = code_for(browser)
    assert tell(Client(), event("follow")) == 200
    assert "/account/letters/" in answers(line)[0]
    assert tell(Client(), event("message", f" {code.lower()} ")) == 200
    assert address(malai).line == USER
    assert len(answers(line)) == 1
    assert tell(Client(), event("message", code, user="Uother")) == 200  # it is used up
    assert address(malai).line == USER and not Contact.objects.filter(address="Uother").exists()
    to = address(malai)
    with scope.system("test"):
        notices.send(to, "case_moved", {"message": "ข่าว"}, dedupe_key="k")
    line.seen.clear()
    while notices.deliver():
        pass
    pushed = [body for path, _headers, body in line.seen if path.endswith("/push")]
    assert [body["to"] for body in pushed] == [USER]
    assert "เชื่อมต่อ" in browser.get(reverse("notices:inbox")).content.decode()
    with scope.activate(Scope(person=malai.pk, subject=str(malai.subject))):
        assert "connect-line" in [entry.action for entry in ledger.entries_of(malai.subject, "", limit=5)]


def test_a_code_of_line_is_for_a_quarter_of_an_hour(browser: Client, malai: Account, line: Web) -> None:
    code = code_for(browser)
    newer = code_for(browser)
    tell(Client(), event("message", code))  # the newer one took its place
    assert not address(malai).line
    with scope.system("test"):
        ContactCode.objects.update(until=timezone.now() - timedelta(seconds=1))
    tell(Client(), event("message", newer))
    assert not address(malai).line


def test_who_tries_codes_is_slowed_down(browser: Client, malai: Account, line: Web) -> None:
    for _n in range(MOST_TRIES):
        tell(Client(), event("message", "AAAA-BBBB"))
    tell(Client(), event("message", code_for(browser)))
    assert not address(malai).line


@pytest.mark.parametrize("said", ["tomorrow", "good day", "hello 1111", "0812345678", "สวัสดีครับ"])
def test_what_is_no_code_is_no_try(browser: Client, malai: Account, line: Web, said: str) -> None:
    for _n in range(MOST_TRIES + 1):
        tell(Client(), event("message", said))
    assert all("1111" in answer for answer in answers(line))
    tell(Client(), event("message", code_for(browser)))
    assert address(malai).line == USER


def test_an_event_told_again_counts_once(browser: Client, malai: Account, line: Web) -> None:
    again = event("message", "สวัสดี", id="01FZ74A0TDDPYRVKNK77XKC3ZR")
    tell(Client(), again)
    again["deliveryContext"] = {"isRedelivery": True}
    assert tell(Client(), again) == 200
    said = answers(line)
    assert len(said) == 1 and "1111" in said[0]


def test_leaving_and_disconnecting_forget_the_line_account(
    browser: Client, malai: Account, line: Web
) -> None:
    tell(Client(), event("message", code_for(browser)))
    browser.post(at("line"), {"do": "disconnect"})
    assert not address(malai).line
    tell(Client(), event("message", code_for(browser)))
    assert address(malai).line == USER
    tell(Client(), event("unfollow", replyToken=None))
    assert not address(malai).line
    with scope.system("test"):
        assert not Contact.objects.filter(channel="line").exists()
        assert Message.objects.filter(template="line_disconnected", person=malai.pk).count() == 1


def test_a_body_that_line_did_not_sign_changes_nothing(browser: Client, malai: Account, line: Web) -> None:
    code = code_for(browser)
    assert tell(Client(), event("message", code), secret="another") == 403
    assert Client().post("/line/webhook", b"{}", content_type="application/json").status_code == 403
    assert Client().get("/line/webhook").status_code == 405
    assert tell(Client()) == 200  # the console's "Verify" sends no events
    assert not address(malai).line


def test_without_a_channel_there_is_no_button(
    browser: Client, malai: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = browser.get(reverse("account-letters")).content.decode()
    assert at("email") in page and at("sms") in page and at("line") not in page
    monkeypatch.delenv("PRASAN_SMS_URL")
    assert at("sms") not in browser.get(reverse("account-letters")).content.decode()
    assert browser.post(at("sms"), {"do": "send"}).status_code == 302
    assert browser.post(at("line")).status_code == 302
    assert tell(Client(), event("follow"), secret="") == 403
