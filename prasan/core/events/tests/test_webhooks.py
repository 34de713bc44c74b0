"""Webhooks against a real HTTP server: signed, retried, logged, and never sent inside."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest
from django.db import connection

from prasan.core.directory.models import Agency, Unit
from prasan.core.events import outside
from prasan.core.events import service as events
from prasan.core.events.flows.deliver import forget_deliveries
from prasan.core.events.flows.drain import ATTEMPTS
from prasan.core.events.models import Delivery, Endpoint
from prasan.foundation import scope, signature
from prasan.foundation.errors import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db(transaction=True)


class Receiver(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status = 204
        self.got: list[tuple[dict[str, str], str]] = []


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self.server.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def admin(settings: Any) -> scope.Scope:
    settings.WEBHOOKS_PRIVATE = True
    with scope.system("test"):
        agency, _ = Agency.objects.get_or_create(
            code="hooked", defaults={"kind": "department", "name_th": "กรม", "name_en": "D", "sort_key": "ก"}
        )
        unit, _ = Unit.objects.get_or_create(agency=agency, code="u", name_th="ฝ่าย", name_en="Unit")
    roles = frozenset({"administrator"})
    seat = scope.Seat(unit.pk, agency.pk, roles)
    return scope.Scope(person=1, seats=(seat,), units=(unit.pk,), roles=roles)


def hook(admin: scope.Scope, receiver: Receiver, *topics: str) -> tuple[Endpoint, str]:
    with scope.activate(admin):
        return events.save_endpoint("hooked", f"http://localhost:{receiver.server_port}/in?x=1", topics)


def publish(topic: str = "case.opened", agency: str = "hooked") -> int:
    with scope.system("test"):
        number = events.publish(topic, "691100012345", {"agency": agency, "case": "691100012345"})
    events.drain()
    return number


def deliveries() -> list[Delivery]:
    with scope.system("test"):
        return list(Delivery.objects.order_by("id"))


def overdue() -> None:
    with scope.system("test"), connection.cursor() as cursor:
        cursor.execute("UPDATE events_delivery SET due_at = now() - interval '1 day'")
        cursor.execute("UPDATE events_endpoint SET rest_until = now() - interval '1 day'")


def test_an_event_arrives_signed(admin: scope.Scope, receiver: Receiver) -> None:
    _, secret = hook(admin, receiver, "case.*")
    number = publish()
    assert events.deliver() == 1
    ((headers, body),) = receiver.got
    assert json.loads(body)["type"] == "case.opened" and json.loads(body)["data"]["case"] == "691100012345"
    assert headers["webhook-id"] == f"evt_{number}"
    key = base64.b64decode(secret.removeprefix("whsec_"))
    assert signature.verify([key], headers, body.encode()) == f"evt_{number}"
    assert headers["host"] == f"localhost:{receiver.server_port}"
    (delivery,) = deliveries()
    assert (delivery.state, delivery.status, delivery.attempts) == ("delivered", 204, 1)
    assert events.deliver() == 0


def test_only_what_was_asked_for_and_only_of_the_own_agency(admin: scope.Scope, receiver: Receiver) -> None:
    hook(admin, receiver, "case.closed")
    publish("case.opened")
    publish("case.closed", agency="another")
    assert deliveries() == []
    publish("case.closed")
    assert len(deliveries()) == 1


@pytest.mark.parametrize("status", [500, 404, 302])
def test_a_refused_delivery_is_tried_again_and_given_up_in_the_end(
    admin: scope.Scope, receiver: Receiver, status: int
) -> None:
    hook(admin, receiver, "*")
    receiver.status = status
    publish()
    assert events.deliver() == 1 and events.deliver() == 0
    for _ in range(ATTEMPTS - 1):
        overdue()
        assert events.deliver() == 1
    (dead,) = deliveries()
    assert (dead.state, dead.status, dead.attempts) == ("dead", status, ATTEMPTS)
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    receiver.status = 200
    assert events.send_webhook_again(dead.pk) and not events.send_webhook_again(dead.pk)
    events.deliver()
    assert deliveries()[0].state == "delivered"


class Slow(Receiver):
    """Takes its time; says when it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.go = threading.Event(), threading.Event()

    def verify_request(self, *_: Any) -> bool:
        self.asked.set()
        return self.go.wait(20)


def test_a_slow_receiver_delays_only_itself(admin: scope.Scope, receiver: Receiver) -> None:
    slow = Slow()
    threading.Thread(target=slow.serve_forever, daemon=True).start()
    hook(admin, slow, "*")
    publish()
    publish()

    def send() -> None:
        events.deliver()
        connection.close()

    sending = threading.Thread(target=send)
    sending.start()
    try:
        assert slow.asked.wait(10)
        hook(admin, receiver, "*")
        publish()
        assert events.deliver() == 1  # what is due at the slow one is left to who waits there
        assert len(receiver.got) == 1 and slow.got == []
    finally:
        slow.go.set()
        sending.join(20)
        slow.shutdown()
        slow.server_close()
    assert [json.loads(body)["type"] for _, body in slow.got] == ["case.opened"] * 3


def test_who_does_not_answer_is_left_alone_for_a_while(admin: scope.Scope, receiver: Receiver) -> None:
    hook(admin, receiver, "*")
    receiver.server_close()
    for _ in range(5):
        publish()
    assert events.deliver() == 1  # not five times ten seconds
    assert events.deliver() == 0


def test_a_receiver_through_which_nothing_gets_is_paused_and_goes_on_when_told(
    admin: scope.Scope, receiver: Receiver
) -> None:
    endpoint, _ = hook(admin, receiver, "case.*")
    told: list[events.Event] = []
    events.subscribe(events.PAUSED, told.append, name="test paused")
    receiver.status = 500
    publish()
    for _ in range(ATTEMPTS):
        overdue()
        events.deliver()
    events.drain()
    events.unsubscribe("test paused")
    assert [e.payload for e in told] == [{"endpoint": endpoint.pk, "host": "localhost", "agency": "hooked"}]
    sent = len(receiver.got)
    publish()  # waits
    assert events.deliver() == 0 and len(receiver.got) == sent
    with scope.activate(admin):
        assert events.endpoints("hooked")[0].paused_at
    receiver.status = 200
    with scope.activate(scope.VISITOR), pytest.raises(NotFound):
        events.resume_endpoint(endpoint.pk)
    with scope.activate(admin):
        events.resume_endpoint(endpoint.pk)
    assert events.deliver() == 2
    assert [d.state for d in deliveries()] == ["delivered", "delivered"]


def test_one_event_that_is_refused_pauses_nobody_who_takes_others(
    admin: scope.Scope, receiver: Receiver
) -> None:
    hook(admin, receiver, "case.*")
    receiver.status = 500
    publish()
    events.deliver()
    receiver.status = 200
    publish()
    events.deliver()
    receiver.status = 500
    for _ in range(ATTEMPTS):
        overdue()
        events.deliver()
    assert [d.state for d in deliveries()] == ["dead", "delivered"]
    with scope.activate(admin):
        assert events.endpoints("hooked")[0].paused_at is None


def test_what_waited_too_long_is_forgotten_with_what_was_settled(
    admin: scope.Scope, receiver: Receiver
) -> None:
    hook(admin, receiver, "*")
    for _ in range(3):
        publish()
    with scope.system("test"):
        first, second, _last = Delivery.objects.order_by("id")
        Delivery.objects.filter(pk=first.pk).update(created_at=first.created_at - timedelta(days=31))
        ended = first.created_at - timedelta(days=31)
        Delivery.objects.filter(pk=second.pk).update(state="delivered", ended_at=ended)
    assert forget_deliveries() == 2 and len(deliveries()) == 1


def test_a_receiver_that_is_gone_is_not_called_again(admin: scope.Scope, receiver: Receiver) -> None:
    hook(admin, receiver, "*")
    receiver.status = 410
    publish()
    events.deliver()
    publish()
    assert [d.state for d in deliveries()] == ["dead"]


def test_nobody_there_is_an_error_in_the_log(admin: scope.Scope, receiver: Receiver) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with scope.activate(admin):
        events.save_endpoint("hooked", f"http://127.0.0.1:{port}/", ["*"])
    publish()
    events.deliver()
    (delivery,) = deliveries()
    assert delivery.state == "waiting" and "ConnectError" in delivery.error and delivery.status is None


@pytest.mark.parametrize(
    "url",
    ["http://example.com/", "https://user:pw@example.com/", "ftp://example.com/", "https:///x", "javascript:1",
     "https://127.0.0.1/", "https://10.1.2.3/",
     "https://localhost./", "https://LOCALHOST/", "https://intranet/", "https://db.internal./", "https://127.0.0.1./",
     "https://[::1]/", "https://169.254.169.254/latest", "",
     "https://localhost/", "https://[::ffff:10.0.0.1]/", "https://metadata.internal/", "https://x:99999/",
     "https://0x7f000001/", "https://2130706433/", "https://127.1/", "https://0177.0.0.1/", "https://0/",
     "https://[64:ff9b::a00:1]/", "https://[64:ff9b:1::808:808]/", "https://[2002:7f00:1::]/", "https://[::127.0.0.1]/",
     "https://[2001:0:808:808::1]/", "https://[fec0::1]/", "https://[fe80::1]/", "https://[ff0e::1]/",
     "https://100.64.0.1/", "https://１２７.1/", "https://127。0。0。1/"],
)  # fmt: skip
def test_an_address_inside_is_not_taken(admin: scope.Scope, settings: Any, url: str) -> None:
    settings.WEBHOOKS_PRIVATE = False
    with scope.activate(admin), pytest.raises(Invalid) as refused:
        events.save_endpoint("hooked", url, ["*"])
    assert "url" in refused.value.fields


@pytest.mark.parametrize("url", ["https://8.8.8.8/", "https://[2606:4700::1]/", "https://[64:ff9b::808:808]/",
                                 "https://nobody-knows-it-yet.example/"])  # fmt: skip
def test_an_address_outside_is_taken(admin: scope.Scope, settings: Any, url: str) -> None:
    settings.WEBHOOKS_PRIVATE = False
    with scope.activate(admin):
        assert events.save_endpoint("hooked", url, ["*"])[0].url == url


def test_a_name_that_leads_inside_is_not_called(
    admin: scope.Scope, receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOKS_PRIVATE = False
    real = socket.getaddrinfo

    def poisoned(host: str, port: int, **rest: Any) -> list[Any]:
        found: list[Any] = [(2, 1, 6, "", ("8.8.8.8", port)), (2, 1, 6, "", ("10.0.0.1", port))]
        return found if host == "poisoned.example" else real(host, port, **rest)

    monkeypatch.setattr(socket, "getaddrinfo", poisoned)
    with pytest.raises(outside.Forbidden):
        outside.post("https://poisoned.example/", b"", {})
    with scope.activate(admin), pytest.raises(Invalid) as refused:
        events.save_endpoint("hooked", "https://poisoned.example/", ["*"])
    assert "closed network" in str(refused.value.fields["url"]) or "เครือข่าย" in str(
        refused.value.fields["url"]
    )
    with pytest.raises(outside.Forbidden):
        outside.post(f"http://localhost:{receiver.server_port}/", b"", {})
    assert receiver.got == []


def test_a_receiver_that_drips_its_answer_is_given_up(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOKS_PRIVATE = True
    monkeypatch.setattr(outside, "WHOLE", 1)
    with socket.create_server(("127.0.0.1", 0)) as door:

        def drip() -> None:
            line, _ = door.accept()
            with line, contextlib.suppress(OSError):
                line.sendall(b"HTTP/1.1 200 OK\r\nx: ")
                while True:
                    line.sendall(b"x")
                    time.sleep(0.05)

        threading.Thread(target=drip, daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(httpx.ReadTimeout):
            outside.post(f"http://127.0.0.1:{door.getsockname()[1]}/", b"{}", {})
        assert time.monotonic() - begun < 5


@pytest.mark.parametrize("topics", [[], ["CASE"], ["case.*.x"], ["x" * 81], ["; drop"]])
def test_topics_that_are_none(admin: scope.Scope, topics: list[str]) -> None:
    with scope.activate(admin), pytest.raises(Invalid) as refused:
        events.save_endpoint("hooked", "https://example.com/", topics)
    assert "topics" in refused.value.fields


def test_only_an_administrator_of_the_agency_manages_its_webhooks(
    admin: scope.Scope, receiver: Receiver
) -> None:
    endpoint, _ = hook(admin, receiver, "*")
    publish()
    other = scope.Scope(person=2, seats=(scope.Seat(0, 0, frozenset({"administrator"})),))
    for who in (scope.VISITOR, other, scope.Scope(person=1, units=admin.units, roles=frozenset({"officer"}))):
        with scope.activate(who):
            assert events.endpoints("hooked") == [] and list(events.deliveries(endpoint.pk)) == []
            with pytest.raises(NotAllowed):
                events.save_endpoint("hooked", "https://example.com/", ["*"])
            with pytest.raises(NotFound):
                events.remove_endpoint(endpoint.pk)
    with scope.activate(admin):
        assert [e.pk for e in events.endpoints("hooked")] == [endpoint.pk]
        assert len(events.deliveries(endpoint.pk)) == 1
        assert endpoint.secret not in ("", None) and "whsec" not in endpoint.secret
        events.remove_endpoint(endpoint.pk)
        assert events.endpoints("hooked") == []


def test_a_worker_that_dies_while_sending_leaves_it_to_be_sent_again(
    admin: scope.Scope, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prasan.core.events.flows import deliver as sending

    hook(admin, receiver, "*")
    publish()
    with monkeypatch.context() as broken:
        broken.setattr(sending, "_note", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            events.deliver()
    assert events.deliver() == 0  # taken, for two minutes
    overdue()
    assert events.deliver() == 1
    assert len(receiver.got) == 2 and receiver.got[0][0]["webhook-id"] == receiver.got[1][0]["webhook-id"]
    assert deliveries()[0].created_at < deliveries()[0].due_at + timedelta(days=2)
