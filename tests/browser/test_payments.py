"""A fee paid by QR, its receipt, the finance office and the inbox, as people see them."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import expect

from prasan.core.events import service as events
from prasan.core.identity.models import Account
from prasan.core.notices import service as notices
from prasan.core.payments import service as payments
from prasan.core.payments.tasks import tell_portal
from prasan.foundation import scope

from .conftest import enter

Visit = Callable[..., Any]


def ask(key: str, amount: int = 2000) -> payments.Payment:
    """A fee of Pimjai's to the agency whose finance officer is Manop."""
    with scope.system("test"):
        payer, clerk = Account.objects.get(username="pimjai"), Account.objects.get(username="manop")
        seat = clerk.memberships.select_related("unit").first()
        assert seat is not None
        return payments.request_payment(
            f"test:{key}", amount, payer=payer.subject, payer_name=str(payer), agency=seat.unit.agency_id,
            purpose_th="คัดสำเนาทะเบียนบ้าน", purpose_en="Copy of a house registration", return_to="/about",
        )  # fmt: skip


def pay(page: Any, server: str, settings: Any) -> None:
    """Pay at the bank of the demonstration; the worker's part is done here, over HTTP to the server."""
    page.locator("a[href*='/demo/bank']").click()
    page.locator("main form button.govuk-button").last.click()
    expect(page.locator(".th-banner--success")).to_be_visible()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'payments.demo_bank'")
        jobs = [json.loads(row[0]) for row in cursor.fetchall()]
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'payments.demo_bank'")
    settings.PUBLIC_URL = server
    for said in jobs:
        tell_portal(**said)
    events.drain()  # the case that was paid for opens after the payment is booked


@pytest.mark.parametrize(
    ("language", "width", "js"), [("th", 1280, True), ("en", 390, True), ("th", 390, False)]
)
def test_a_fee_from_qr_to_receipt(
    visit: Visit, people: None, server: str, settings: Any, axe: Any, shot: Any, language: str, width: int, js: bool
) -> None:  # fmt: skip
    fee = ask("one")
    page = enter(visit, "pimjai", language, width, js)
    visit(f"/payments/{fee.pk}", language, page=page)
    expect(page.locator(".th-qr svg")).to_be_visible()
    axe(page)
    shot(page, "fee" if js else "fee-no-script")
    pay(page, server, settings)
    page.locator(f"a[href$='/payments/{fee.pk}']").click()
    expect(page.locator(".govuk-panel__title")).to_be_visible()
    page.locator("a[href$='/receipt']").click()
    expect(page.locator("main")).to_contain_text("twenty baht only")
    axe(page)
    shot(page, "fee-receipt" if js else "fee-receipt-no-script")
    page.locator("a[href*='/payments/check']").click()
    expect(page.locator(".th-banner--success")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("พิมพ์ใจ")


def test_the_page_goes_on_by_itself_once_the_bank_has_told(
    visit: Visit, people: None, server: str, settings: Any
) -> None:
    fee = ask("two")
    page = enter(visit, "pimjai")
    visit(f"/payments/{fee.pk}", page=page)
    bank = page.context.new_page()
    visit(f"/payments/{fee.pk}", page=bank)
    pay(bank, server, settings)
    expect(page.locator(".govuk-panel__title")).to_be_visible(timeout=15000)


def test_the_finance_office_and_the_inbox(visit: Visit, people: None, axe: Any, shot: Any) -> None:
    fee = ask("three", 123450)
    with scope.system("test"):
        stray = payments.Confirmation("T-1", fee.ref1, fee.ref2, 100, fee.created_at)
    assert payments.confirm(stray) == "mismatch"
    with scope.system("test"):
        values = {"number": "6911 0001 2345", "service": {"th": "ร้องเรียน", "en": "Complaint"}}
        person = Account.objects.get(username="pimjai").pk
        notices.send(notices.Address(person=person), "case_opened", values, dedupe_key="t")
    paid = ask("four")
    assert (
        payments.confirm(payments.Confirmation("T-2", paid.ref1, paid.ref2, paid.amount, paid.created_at))
        == "paid"
    )
    pages = ("payments", f"payments/{fee.pk}", "unopened", "transfers", "refunds", "bank")
    finance = [f"/finance/{name}" for name in pages]
    for language, width in product(("th", "en"), (1280, 390)):
        clerk, citizen = enter(visit, "manop", language, width), enter(visit, "pimjai", language, width)
        for page, path in [
            *((clerk, p) for p in finance),
            (citizen, "/notices"),
            (citizen, f"/payments/{paid.pk}"),
        ]:
            visit(path, language, page=page)
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path
            axe(page)
            shot(page, path.strip("/").replace("/", "-")[:20])
        citizen.goto("about:blank")  # the page of the paid fee asks on
