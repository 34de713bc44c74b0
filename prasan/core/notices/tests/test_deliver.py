"""Letters reach LINE, an SMS gateway and a mail server: at least once, with one key, whatever fails between."""

from __future__ import annotations

import email
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import ProgrammingError, connection
from django.test import Client
from django.utils import timezone

from prasan.core.directory import service as directory
from prasan.core.notices import service
from prasan.core.notices.flows.deliver import MOST_ATTEMPTS, wait_after
from prasan.core.notices.letters import write
from prasan.core.notices.models import Message
from prasan.foundation import scope
from prasan.foundation.scope import Scope

from .servers import Web

pytestmark = pytest.mark.django_db
VALUES = {
    "number": "6911 0001 2345",
    "service": {"th": "ร้องเรียน", "en": "Complaint"},
    "url": "https://p.example/1",
}


def send(key: str = "k1", lang: str = "th", **to: Any) -> None:
    with scope.system("test"):
        service.send(service.Address(**to), "case_opened", VALUES, lang=lang, dedupe_key=key)


def letters(**by: object) -> list[Message]:
    with scope.system("test"):
        return list(Message.objects.filter(**by).order_by("id"))


def make_due() -> None:
    """As if the time of the next attempt had come."""
    with scope.system("test"):
        Message.objects.filter(state="pending").update(next_at=timezone.now())


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as made:
        yield made


@pytest.fixture
def line(web: Web, monkeypatch: pytest.MonkeyPatch) -> Web:
    monkeypatch.setenv("PRASAN_LINE_URL", web.url)
    monkeypatch.setenv("PRASAN_LINE_TOKEN", "secret-token")
    return web


def test_line_gets_a_push_with_a_retry_key(line: Web) -> None:
    send(line="U123")
    assert service.deliver() == 1
    ((path, headers, body),) = line.seen
    assert path == "/v2/bot/message/push"
    assert headers["authorization"] == "Bearer secret-token"
    assert uuid.UUID(headers["x-line-retry-key"])
    assert body["to"] == "U123"
    assert "6911 0001 2345" in body["messages"][0]["text"]
    assert [m.state for m in letters()] == ["sent"]
    assert service.deliver() == 0


def test_a_failure_is_tried_again_later_with_the_same_key(line: Web) -> None:
    line.answers = [500, 429, 200]
    send(line="U1")
    for attempt in (1, 2):
        service.deliver()
        (message,) = letters()
        assert (message.state, message.attempts) == ("pending", attempt)
        assert message.next_at and message.next_at > timezone.now()
        assert service.deliver() == 0  # not yet
        make_due()
    service.deliver()
    assert letters()[0].state == "sent"
    assert len({headers["x-line-retry-key"] for _path, headers, _body in line.seen}) == 1


def test_line_says_it_was_accepted_before(line: Web) -> None:
    line.answers = [409]
    send(line="U1")
    service.deliver()
    assert letters()[0].state == "sent"


def test_what_can_never_work_is_not_tried_again(line: Web) -> None:
    line.answers = [400]
    send(line="nobody")
    service.deliver()
    assert (letters()[0].state, letters()[0].error) == ("failed", "HTTP 400")


def test_after_many_attempts_it_is_given_up(line: Web) -> None:
    send(line="U1")
    with scope.system("test"):
        Message.objects.update(attempts=MOST_ATTEMPTS - 1)
    line.answers = [503]
    service.deliver()
    assert letters()[0].state == "failed"


def test_a_letter_that_cannot_be_written_holds_up_no_other(
    line: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    send("broken", line="U1")
    send("good", line="U2")

    def failing(template: str, values: dict[str, Any], lang: str) -> Any:
        if values.get("broken"):
            raise RuntimeError("broken")
        return write(template, values, lang)

    monkeypatch.setattr("prasan.core.notices.flows.deliver.write", failing)
    with scope.system("test"):
        broken = Message.objects.get(dedupe_key="broken")
        Message.objects.filter(pk=broken.pk).update(
            values={**VALUES, "broken": True}, attempts=MOST_ATTEMPTS - 1
        )
    service.deliver()
    assert [m.state for m in letters()] == ["failed", "sent"]


def test_waiting_grows_and_has_an_end() -> None:
    waits = [wait_after(n) for n in range(1, MOST_ATTEMPTS)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=10)
    assert timedelta(hours=12) < sum(waits, timedelta()) < timedelta(days=3)


def test_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRASAN_LINE_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("PRASAN_LINE_TOKEN", "x")
    send(line="U1")
    service.deliver()
    assert (letters()[0].state, letters()[0].error) == ("pending", "ConnectError")


def test_the_sms_gateway_gets_its_own_field_names_and_no_link(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRASAN_SMS_URL", web.url + "/send")
    monkeypatch.setenv("PRASAN_SMS_SENDER", "Prasan")
    monkeypatch.setenv("PRASAN_SMS_FIELDS", "to=msisdn,text=message")
    send(phone="+66812345678")
    service.deliver()
    ((path, headers, body),) = web.seen
    assert path == "/send"
    assert headers["idempotency-key"]
    assert body["msisdn"] == "+66812345678"
    assert body["from"] == "Prasan"
    assert "6911 0001 2345" in body["message"]
    assert "http" not in body["message"]


class Post:
    """The mail server's handler."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], bytes]] = []
        self.refuse = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append((list(envelope.rcpt_tos), envelope.content))
        return "250 OK"


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    handler = Post()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    for name, value in {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "FROM": "a@portal.example",
        "SECURITY": "none",
    }.items():
        monkeypatch.setenv(f"PRASAN_SMTP_{name}", value)
    yield handler
    server.stop()


def test_mail_is_plain_thai_and_says_it_is_automatic(post: Post) -> None:
    send(email="somchai@example.com")
    service.deliver()
    ((to, content),) = post.mails
    mail = email.message_from_bytes(content, policy=default)
    assert to == ["somchai@example.com"]
    assert "6911 0001 2345" in mail["Subject"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@portal.example>")
    assert "ร้องเรียน" in mail.get_content()
    assert "https://p.example/1" in mail.get_content()


def test_an_address_the_mail_server_refuses(post: Post) -> None:
    post.refuse = "550 no such user"
    send("k1", email="nobody@example.com")
    post_later = "451 try later"
    service.deliver()
    assert letters()[0].state == "failed"
    post.refuse = post_later
    send("k2", email="somebody@example.com")
    service.deliver()
    assert letters()[1].state == "pending"


def test_channels_that_were_not_set_up() -> None:
    send(line="U1", phone="+66812345678", email="a@example.com", person=5)
    service.deliver()
    assert {(m.channel, m.state) for m in letters()} == {
        ("inbox", "sent"), ("line", "failed"), ("sms", "failed"), ("email", "failed"),
    }  # fmt: skip


def test_the_same_happening_is_told_once() -> None:
    for _ in range(3):
        send(person=5, phone="+66812345678")
    assert len(letters()) == 2


# --- the inbox ----------------------------------------------------------------------------------------


def test_a_visitor_writes_no_letter() -> None:
    with scope.activate(scope.VISITOR), pytest.raises(ProgrammingError, match="row-level security"):
        service.send(service.Address(person=1), "case_opened", {}, dedupe_key="visitor")


def test_a_person_reads_only_their_own_inbox() -> None:
    send("a", person=5)
    send("b", person=6)
    with scope.activate(Scope(person=5)):
        assert len(service.inbox()) == 1
        assert service.unread() == 1
        assert Message.objects.count() == 1
        assert service.mark_read() == 1
        assert service.unread() == 0
    with scope.activate(Scope(person=6)):
        assert service.unread() == 1
    with scope.activate(scope.VISITOR):
        assert len(service.inbox()) == 0


def test_the_inbox_page(client: Client) -> None:
    from django.contrib.auth import get_user_model

    assert client.get("/notices").status_code == 302
    with scope.system("test"):
        account = get_user_model().objects.create_user("somchai")
        client.force_login(account)
    assert client.get("/notices").status_code == 200
    for n in range(35):
        send(f"k{n}", person=account.pk)
    assert "(35)" in client.get("/en/").content.decode()  # in the account menu
    page = client.get("/en/notices").content.decode()
    assert "We received your case 6911\u00a00001\u00a02345" in page
    assert page.count("New message") == 30
    assert client.post("/notices").status_code == 302
    assert "New message" not in client.get("/en/notices").content.decode()
    assert client.get("/notices?after=forged").status_code == 422


# --- a worker that dies -------------------------------------------------------------------------------

WORKER = """
import django; django.setup()
from django.conf import settings
from django.db import connections
settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = {name!r}
from prasan.core.directory import service as directory
from prasan.core.notices import service
while True:
    service.deliver()
"""


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_when_the_worker_is_killed(line: Web) -> None:
    for n in range(40):
        send(f"k{n}", line=f"U{n}")
    script = WORKER.format(name=connection.settings_dict["NAME"])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "prasan.config.settings"}
    for _ in range(3):
        worker = subprocess.Popen([sys.executable, "-c", script], cwd=settings.ROOT, env=environment)  # noqa: S603
        before, deadline = len(line.seen), time.monotonic() + 20
        while len(line.seen) < before + 5 and time.monotonic() < deadline:
            time.sleep(0.01)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        make_due()  # what the dead worker had taken comes due again
    while service.deliver():
        pass
    assert {m.state for m in letters()} == {"sent"}
    assert {body["to"] for _path, _headers, body in line.seen} == {f"U{n}" for n in range(40)}
    keys: dict[str, set[str]] = {body["to"]: set() for _path, _headers, body in line.seen}
    for _path, headers, body in line.seen:
        keys[body["to"]].add(headers["x-line-retry-key"])
    assert all(len(k) == 1 for k in keys.values())  # who was told twice can tell


def test_an_administrator_sets_up_a_channel_and_the_environment_goes_before(
    web: Web, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WEBHOOKS_PRIVATE = True  # the gateway is this machine
    with scope.system("test"):
        directory.save_settings({"sms.url": web.url + "/set", "sms.token": "set-token", "sms.sender": "Set"})
    send("k1", phone="+66812345678")
    service.deliver()
    monkeypatch.setenv("PRASAN_SMS_SENDER", "Environment")
    send("k2", phone="+66812345678")
    service.deliver()
    assert [(path, headers["authorization"], body["from"]) for path, headers, body in web.seen] == [
        ("/set", "Bearer set-token", "Set"),
        ("/set", "Bearer set-token", "Environment"),
    ]


def test_a_gateway_that_an_administrator_named_is_called_by_https_and_outside_alone(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope.system("test"):
        directory.save_settings({"sms.url": web.url + "/set", "sms.token": "set-token"})
    send("k1", phone="+66812345678")
    service.deliver()
    assert not web.seen


def test_a_secret_of_the_environment_goes_nowhere_that_an_administrator_names(
    web: Web, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WEBHOOKS_PRIVATE = True
    monkeypatch.setenv("PRASAN_SMS_TOKEN", "environment-token")
    with scope.system("test"):
        directory.save_settings({"sms.url": web.url + "/set"})
    send("k1", phone="+66812345678")
    service.deliver()
    assert not web.seen


def test_a_mail_server_that_an_administrator_named_is_looked_for_outside_alone(
    post: Post, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    host, port = os.environ["PRASAN_SMTP_HOST"], os.environ["PRASAN_SMTP_PORT"]
    monkeypatch.delenv("PRASAN_SMTP_HOST")
    monkeypatch.delenv("PRASAN_SMTP_PORT")
    with scope.system("test"):
        directory.save_settings({"smtp.host": host, "smtp.port": port})
    send("k1", email="ann@example.org")
    service.deliver()
    assert letters()[0].state == "pending" and letters()[0].error == "Forbidden"
    settings.WEBHOOKS_PRIVATE = True
    make_due()
    service.deliver()
    assert letters()[0].state == "sent"


def test_old_letters_go_and_letters_of_a_person_can_be_given_out_and_erased() -> None:
    send("old", person=5, phone="+66812345678")
    send("new", person=5, phone="+66812345678")
    with scope.system("test"):
        Message.objects.filter(dedupe_key="old").update(
            created_at=timezone.now() - timedelta(days=91), state="sent", next_at=None
        )
    assert service.forget_old() == 1  # the inbox keeps it longer, and what waits is kept
    with scope.system("test"):
        assert len(service.letters_of(5)) == 3
        assert service.erase_letters(5) == 3
        assert service.letters_of(5) == []
