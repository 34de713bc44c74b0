"""A service nobody shipped: written as one file, checked, published, used, refused, appealed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from prasan.core.casework import service as casework
from prasan.foundation import scope

from .test_payments import pay
from .walk import Walk, number_on, photo, walk

__all__ = ["photo", "walk"]
FILE = Path(__file__).parents[1] / "data" / "market-stall.yaml"


@pytest.mark.parametrize(("language", "width"), [("th", 1280), ("en", 390)])
def test_from_a_file_to_an_appeal(
    walk: Callable[..., Walk], services: None, people: None, photo: Path, server: str, settings: Any,
    language: str, width: int,
) -> None:  # fmt: skip
    w = walk("stall", language, width)
    text = FILE.read_text()
    with scope.system("test"):
        assert casework.check_file(text, casework.known_here()).mistakes == []

    owner = w.enter("siriwan", "/services-office/new")
    owner.fill("#source", text)
    owner.click("button[value=check]")
    expect(owner.locator("svg[role=img]").first).to_be_visible()
    w.look(owner, "checked")
    owner.click("button[value=publish]")
    expect(owner.locator("main")).to_contain_text("market-stall")

    page = w.enter("kanda")
    page.fill("#search", "อยากขายลูกชิ้นที่ตลาดนัด" if language == "th" else "stall at the fair")
    page.press("#search", "Enter")
    page.locator("main a[href$='/services/market-stall']").click()
    w.look(page, "manual")
    number = _apply(w, page, photo, server, settings)

    owner.goto(owner.url.replace("/versions", ""))
    owner.fill(
        "#source", text.replace("label: {th: รับคำขอแล้ว, en: Received}", "label: {th: รับใหม่, en: Taken in}")
    )
    owner.click("button[value=check]")
    owner.click("button[value=publish]")
    w.go(page, "/services/market-stall")  # the next person meets version 2, the running case stays on 1
    w.go(page, f"/my/cases/{number}")
    expect(page.locator("h1")).to_contain_text("รับคำขอแล้ว" if language == "th" else "Received")

    officer = w.enter("kasem", f"/desk/cases/{number}")
    expect(officer.locator("main")).to_contain_text("ป้าแจ๋ว")
    w.act(officer, "claim")
    w.act(officer, "refuse", "ที่ตั้งกีดขวางทางเดิน")
    expect(officer.locator(".th-banner--success")).to_be_visible()
    w.look(officer, "desk-refused")

    w.go(page, f"/my/cases/{number}")
    expect(page.locator("main")).to_contain_text("ที่ตั้งกีดขวางทางเดิน")
    expect(page.locator("main .th-banner--info")).to_contain_text("2539")  # where, until when, by which law
    w.look(page, "refused")
    w.act(page, "appeal", "เลื่อนแผงออกจากทางเดินแล้ว")
    w.look(page, "appealed")

    w.go(officer, f"/desk/cases/{number}")
    expect(officer.locator("main")).to_contain_text("เลื่อนแผงออกจากทางเดินแล้ว")
    w.look(officer, "desk-appeal")
    w.act(officer, "overturn", "อุทธรณ์ฟังขึ้น")
    w.act(officer, "approve", "ตั้งแผงได้")
    expect(officer.locator(".th-banner--success")).to_be_visible()
    w.go(page, f"/my/cases/{number}")
    expect(page.locator(".cw-files a").first).to_be_visible()
    w.look(page, "granted")


def _apply(w: Walk, page: Any, photo: Path, server: str, settings: Any) -> str:
    """Answer a page that is asked only of some, a list of helpers and a picture; pay; gives the number."""
    page.locator(".govuk-button--start").click()
    page.locator("main a.govuk-button").click()
    w.fill_in(page, {
        "kind": "food", "goods": "ลูกชิ้นทอด", "days": "5",
        "first_day.day": "1", "first_day.month": "12", "first_day.year": "2569",
    })  # fmt: skip
    w.look(page, "form")
    w.on(page)
    w.fill_in(page, {"helpers-0-helper": "ป้าแจ๋ว"})
    page.click("button[name=_add]")
    w.fill_in(page, {"helpers-1-helper": "ลุงชัย"})
    page.set_input_files("input[type=file][name=photos]", photo)
    w.look(page, "helpers")
    w.on(page)
    w.on(page)
    expect(page.locator("main")).to_contain_text("100")
    page.locator("main form .govuk-button").first.click()
    fee = page.url
    pay(page, server, settings)
    page.goto(fee)
    page.locator("main a.govuk-button").first.click()
    w.look(page, "done")
    return number_on(page)
