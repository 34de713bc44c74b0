"""Who looked at my data, and the public check: read and used by anyone, in both languages."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from prasan.core.identity.service import Account
from prasan.core.ledger import service as ledger
from prasan.foundation import scope

Visit = Callable[..., Any]
PURPOSE = {"th": "พิจารณาและตอบเรื่องร้องเรียน", "en": "To examine and answer the complaint"}


@pytest.fixture
def ann(transactional_db: None) -> Account:
    """A citizen about whom four things are recorded."""
    with scope.system("test"):
        account = Account.objects.create(username=f"ann-{uuid.uuid4().hex}", given_th="อัญชลี")
    with scope.system("test"):
        for kind, action, data in (
            ("submission", "submit", []), ("look", "view", ["name", "phone", "answers"]),
            ("decision", "ask", []), ("decision", "settle", []),
        ):  # fmt: skip
            ledger.record(
                kind, actor="สมศรี", agency="psc-1111", unit="intake", role="officer", action=action, data=data,
                subjects=[account.subject], case="691100012345", purpose=PURPOSE, basis="public_task",
            )  # fmt: skip
    ledger.sequence_all()
    return account


@pytest.fixture
def signed_in(visit: Visit, server: str, ann: Account) -> Callable[..., Any]:
    client = Client()
    with scope.system("test"):
        client.force_login(ann, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def go(path: str, language: str, width: int, js: bool = True) -> Any:
        page = visit("/ledger/check", language, width, js)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
        return visit(path, language, page=page)

    return go


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["th", "en"])
def test_each_line_reads_as_a_sentence(
    signed_in: Any, axe: Any, shot: Any, language: str, width: int
) -> None:
    page = signed_in("/my/looks", language, width)
    lines = page.locator("#lines li")
    assert lines.count() == 4
    assert PURPOSE[language][3:] in lines.first.inner_text()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    axe(page)
    shot(page, "my-looks")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_receipt_is_fetched_and_checked_without_script(
    signed_in: Any, visit: Visit, axe: Any, shot: Any, language: str, width: int, tmp_path: Any
) -> None:
    page = signed_in("/my/looks?kind=look", language, width, js=False)
    with page.expect_download() as download:
        page.locator("#lines a").first.click()
    file = tmp_path / "receipt.tlog-proof"
    download.value.save_as(file)
    visitor = visit("/ledger/check", language, width)
    axe(visitor)
    shot(visitor, "ledger-check")
    visitor.set_input_files("input[type=file]", file)
    visitor.locator("form").last.locator("button").last.click()
    expect(visitor.locator(".th-banner--success")).to_be_visible()
    assert PURPOSE[language][3:] in visitor.locator("main").inner_text()
    axe(visitor)
    shot(visitor, "ledger-check-good")
    visitor.locator("textarea[name=receipt]").fill("not a receipt")
    visitor.locator("form").last.locator("button").last.click()
    expect(visitor.locator(".govuk-error-summary")).to_be_visible()
    axe(visitor)
