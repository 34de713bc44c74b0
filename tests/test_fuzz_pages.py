"""Whatever is posted to a page, nobody gets a 5xx: missing, huge, of wrong kinds, with NULs and broken UTF-8."""

from __future__ import annotations

import random
from urllib.parse import quote_plus

import pytest

from prasan.core.casework.pages import desk
from tests import roles
from tests.roles import Visit, World

pytestmark = pytest.mark.django_db
ROUNDS = 5
PEOPLE = [role for role in roles.ROLES if not role.endswith("api_client")]
NAMES = (
    "do", "text", "revision", "reason", "unit", "question", "answer", "part", "part_id", "assignee", "files",
    "fields", "verb", "service", "citizen_id", "consent", "channel", "number", "phone", "kind", "subject",
    "detail", "happened_on", "place", "place.province", "address.place", "name", "email", "confidential",
    "stars", "score", "comment", "source", "amount", "date", "date.day", "date.month", "date.year", "code",
    "name_th", "name_en", "roles", "title_th", "username", "password", "login", "cases", "case", "next",
    "account", "bank", "note", "days", "cursor", "after", "view", "q", "size", "given_th", "phone_last4",
    "agency", "due", "missing", "papers", "page", "press", "add", "remove", "find", "level", "url", "topics",
)  # fmt: skip
NASTY = (
    b"", b"\x00", b"a\x00b", b"\xff\xfe\xfa", b"\xed\xa0\x80", b"-1", b"0", b"99999999999999999999999999",
    b"-99999999999999999999", b"1e999", b"NaN", b"2569-02-31", b"31/31/9999", b"x" * 20_000,
    "ก".encode() * 5000, b"11111111-1111-4111-8111-111111111111", b"{}", b"[]", b"null", b"on",
    b"<script>alert(1)</script>", b"' OR 1=1 --", b"../../etc/passwd", b"=1+1", "๑๒๓๔".encode(), b"claim",
    b"settle", b"hand_over", b"ask_unit", b"assign", b"note", b"reply", b"rate", b"appeal", b"withdraw",
    b"complaint", b"psc-1111/intake", b"nt/repair", b"570701", b"5", b"\xe2\x80\xae\xe2\x80\x8b", b"http://[",
    b"//evil.example", b"1", b"2026-12-05",
)  # fmt: skip


def body(chance: random.Random, mine: list[bytes]) -> bytes:
    """A form with some of the fields that pages know, each with something nasty in it."""
    fields = chance.sample(NAMES, chance.randint(0, 30))
    pairs = [f"{name}=".encode() + quote_plus(chance.choice([*NASTY, *mine])).encode() for name in fields]
    return b"&".join(pairs) + (b"&%zz=%ff&&=" if chance.random() < 0.2 else b"")


@pytest.mark.parametrize("role", PEOPLE)
def test_no_form_breaks_the_program(role):
    desk._versions.cache_clear()
    made, chance, broken = World(), random.Random(role), []
    visit = Visit(made, role)
    mine = [made.number.encode(), str(made.document.pk).encode(), str(made.draft.pk).encode(), b"matter"]
    for route in roles.routes():
        if route.method != "POST" or route.pattern.startswith("api/"):
            continue
        for _ in range(ROUNDS):
            sent = body(chance, mine)
            answer = visit.to(route, sent=sent)
            if answer.status_code >= 500 and answer.status_code != 503:
                broken.append(f"{route.key}: {answer.status_code} for {sent[:600]!r}")
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("role", PEOPLE)
def test_no_query_breaks_the_program(role):
    desk._versions.cache_clear()
    made, chance, broken = World(), random.Random(role), []
    visit = Visit(made, role)
    for route in roles.routes():
        if route.method != "GET" or route.pattern.startswith("api/"):
            continue
        for _ in range(2):
            sent = body(chance, [made.number.encode()]).decode()
            answer = visit.to(route, query=sent[:6000])
            if answer.status_code >= 500 and answer.status_code != 503:
                broken.append(f"{route.key}?{sent[:600]}: {answer.status_code}")
    assert not broken, "\n".join(broken)
