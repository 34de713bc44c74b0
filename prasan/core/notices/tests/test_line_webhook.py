"""What LINE sends is taken only with its signature, and read without a fault whatever is in it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prasan.core.notices import service as notices
from prasan.core.notices.models import Received
from prasan.foundation import scope
from prasan.foundation.errors import Invalid

SECRET = "9c2f5c2b0f0b4e1d8a7f5e4d3c2b1a09"


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ID": "@prasan", "TOKEN": "token", "SECRET": SECRET}.items():
        monkeypatch.setenv(f"PRASAN_LINE_{name}", value)


def sign(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def test_a_signature_made_elsewhere_holds() -> None:
    """Of the same body and secret, made with OpenSSL."""
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert notices.line_signed(body, "n5HkW1zY9BohGtVA3K/ssBFnaICocXOptvqcP2ePFHc=")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300), other=st.binary(max_size=300), text=st.text(max_size=60))
def test_only_the_signature_of_this_body_holds(body: bytes, other: bytes, text: str) -> None:
    assert notices.line_signed(body, sign(body))
    assert notices.line_signed(body, sign(other)) == (body == other)
    assert not notices.line_signed(body, sign(body, "another secret"))
    assert notices.line_signed(body, text) == (text == sign(body))


@pytest.mark.django_db
def test_without_a_secret_nothing_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRASAN_LINE_SECRET")
    assert not notices.line_signed(b"{}", sign(b"{}", ""))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "userId", "text", "mode", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)
names = ["type", "mode", "source", "message", "webhookEventId", "replyToken", "timestamp", "deliveryContext"]
events = st.dictionaries(st.sampled_from(names), values, max_size=8)


@given(told=st.one_of(values, st.fixed_dictionaries({"events": st.lists(events | values, max_size=4)})))
def test_any_json_is_read_or_refused(told: object) -> None:
    try:
        found = notices.line_events(json.dumps(told).encode())
    except Invalid:
        return
    for event in found:
        assert event.user and event.kind
        assert "\0" not in event.id + event.user + event.text + event.reply_token
        f"{event}".encode()  # what cannot be encoded cannot be kept


@given(body=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        notices.line_events(body)
    except Invalid:
        return


def test_what_concerns_one_user_is_read_and_nothing_else() -> None:
    def event(**more: object) -> dict[str, object]:
        return {
            "type": "message", "mode": "active", "webhookEventId": "01H", "replyToken": "r",
            "source": {"type": "user", "userId": "U1"}, "message": {"type": "text", "text": "hello"}, **more,
        }  # fmt: skip

    body = {
        "events": [
            event(),
            event(mode="standby"),
            event(source={"type": "group", "groupId": "C1", "userId": "U1"}),
            event(source={"type": "user"}),
            event(message={"type": "sticker", "text": "no text"}),
        ]
    }
    found = notices.line_events(json.dumps(body).encode())
    assert found == [
        notices.LineEvent("01H", "message", "U1", "hello", "r"),
        notices.LineEvent("01H", "message", "U1", "", "r"),
    ]


@pytest.mark.django_db
def test_an_event_told_again_is_known_for_a_week() -> None:
    assert notices.first_time("line", "e1")
    assert not notices.first_time("line", "e1")
    assert notices.first_time("other", "e1")
    with scope.system("test"):
        Received.objects.filter(key="line:e1").update(at=timezone.now() - timedelta(days=8))
    notices.forget_old()
    assert notices.first_time("line", "e1")
    assert not notices.first_time("other", "e1")
