"""A copy of the house registration: the fee by QR, the case by itself, the document, the books."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from .test_payments import pay
from .walk import EVERY, Walk, number_on, walk

__all__ = ["walk"]


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_a_certified_copy(
    walk: Callable[..., Walk], services: None, people: None, server: str, settings: Any, tmp_path: Path,
    language: str, width: int,
) -> None:  # fmt: skip
    w = walk("paid", language, width)
    page = w.enter("pimjai", "/services/house-registration-copy")
    expect(page.locator("main")).to_contain_text("10")
    w.look(page, "manual")
    page.locator(".govuk-button--start").click()
    page.locator("main a.govuk-button").click()
    w.fill_in(page, {"relation": "head"})
    w.look(page, "house")
    w.on(page)
    w.fill_in(page, {"purpose": "สมัครเรียน", "copies": "2"})
    w.look(page, "copies")  # the page for other persons with an interest is left out
    w.on(page)
    w.on(page)
    expect(page.locator("main")).to_contain_text("20")
    w.look(page, "check")
    page.locator("main form .govuk-button").first.click()
    expect(page.locator(".th-qr svg")).to_be_visible()
    w.look(page, "qr")
    fee = page.url
    page.locator("a[href*='/demo/bank']").click()
    w.look(page, "bank")
    page.goto(fee)
    pay(page, server, settings)
    w.look(page, "bank-paid")
    page.goto(fee)
    expect(page.locator(".govuk-panel")).to_be_visible()
    w.look(page, "fee-paid")
    page.locator("main a.govuk-button").first.click()
    number = number_on(page)
    assert page.locator("html").get_attribute("lang") == language
    w.look(page, "done")
    w.go(page, f"/my/cases/{number}/receipt")
    page.locator("main a[href*='/payments/']").click()
    expect(page.locator("main")).to_contain_text("twenty baht only")
    w.look(page, "receipt")

    officer = w.enter("suda", f"/desk/cases/{number}")
    w.act(officer, "claim")
    w.look(officer, "desk")
    entries = {
        "approve-given_as": "here",
        "approve-entries": "เลขรหัสประจำบ้าน 90110000001\nนางสาวพิมพ์ใจ เจ้าบ้าน",
    }
    w.act(officer, "approve", "รายการถูกต้อง", answers=entries)
    expect(officer.locator(".th-banner--success")).to_be_visible()
    w.look(officer, "desk-approved")

    w.go(page, f"/my/cases/{number}")
    w.look(page, "granted")
    with page.expect_download() as download:
        page.locator(".cw-files a").first.click()
    issued = tmp_path / "issued.pdf"
    download.value.save_as(issued)
    assert issued.read_bytes().startswith(b"%PDF-")

    clerk = w.enter("manop", "/finance/payments")
    expect(clerk.locator("main")).to_contain_text("20 baht" if language == "en" else "20 บาท")
    w.look(clerk, "finance")
