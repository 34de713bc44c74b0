"""The page that describes the API: all of it, in both languages, and an example that works."""

from __future__ import annotations

import base64
import html
import re
import time
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from prasan.foundation import signature
from prasan.web.api import api
from prasan.web.api_docs import PLACES, SUMMARIES, TAGS, operations

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_operation_stands_on_the_page(client: Client, language: str) -> None:
    page = client.get(f"{language}/api/")
    assert page.status_code == 200 and "text/html" in page.headers["Content-Type"]
    text = html.unescape(page.content.decode())
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in text
    assert "<script" not in text.split("<main", 1)[1].split("</main>")[0]


def test_every_summary_is_said_in_thai() -> None:
    shown = {one.summary for found in operations().values() for one in found}
    assert shown == set(SUMMARIES)
    with translation.override("th"):
        for words in (*SUMMARIES, *TAGS.values(), *PLACES.values()):
            assert re.search("[ก-ฮ]", translation.gettext(words)), words


def test_what_is_unknown_below_it_is_still_refused_as_a_problem(client: Client) -> None:
    answer = client.get("/api/nothing")
    assert answer.status_code == 404 and answer.headers["Content-Type"] == "application/problem+json"


def test_the_example_checks_a_signature(client: Client) -> None:
    page = client.get("/en/api/").content.decode()
    code = re.search(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)
    assert code
    names: dict[str, Any] = {}
    exec(html.unescape(code[1]), names)  # noqa: S102 - the page's own example
    key, body = b"k" * 32, '{"type": "case.opened", "ชื่อ": 1}'.encode()
    secret = "whsec_" + base64.b64encode(key).decode()
    signed = signature.sign(key, "evt_1", body)
    assert names["genuine"](secret, signed, body)
    assert not names["genuine"](secret, signed, b"{}")
    stale = signature.sign(key, "evt_1", body, at=int(time.time()) - 400)
    assert not names["genuine"](secret, stale, body)
