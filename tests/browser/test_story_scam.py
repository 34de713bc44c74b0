"""Money sent to a scammer by two transfers: 1441 asks two banks, each answers with what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .walk import EVERY, Walk, number_on, walk

__all__ = ["walk"]
SENT = [("kbank", "1234567890", "15000"), ("ktb", "9876543210", "8500.50")]
HELD = {"kornkanok": ("hold", "15000", "15,000"), "thanakorn": ("hold_part", "1200", "1,200")}


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_from_the_report_to_both_banks_answers(
    walk: Callable[..., Walk], services: None, people: None, language: str, width: int
) -> None:
    w = walk("scam", language, width)
    page = w.enter("anucha", "/services/scam-report")
    w.look(page, "manual")
    page.locator(".govuk-button--start").click()
    page.locator("main a.govuk-button").click()
    w.fill_in(page, {"kind": "job", "lost": "True", "story": "หลอกให้ทำงานหารายได้ โอนไปสองครั้ง"})
    w.on(page)
    for at, (bank, account, amount) in enumerate(SENT):
        if at:
            page.click("button[name=_add]")
        row = f"transfers-{at}"
        w.fill_in(page, {
            f"{row}-from_bank": "bbl", f"{row}-to_kind": "account", f"{row}-to_bank": bank,
            f"{row}-to_account": account, f"{row}-amount": amount,
            f"{row}-sent_on.day": "1", f"{row}-sent_on.month": "11", f"{row}-sent_on.year": "2569",
        })  # fmt: skip
    w.look(page, "transfers")
    w.on(page)
    w.on(page)
    w.on(page)
    w.look(page, "check")
    page.locator("main form .govuk-button").first.click()
    number = number_on(page)
    w.look(page, "done")

    officer = w.enter("chalida", f"/desk/cases/{number}")
    officer.locator(".cw-clock details summary").first.click()
    expect(officer.locator(".cw-clock").first).to_contain_text("15 นาที" if language == "th" else "15 minutes")
    w.look(officer, "desk")
    w.act(officer, "claim")
    w.act(officer, "request_hold")
    expect(officer.locator("section[aria-labelledby=related] li")).to_have_count(
        4
    )  # both banks of each transfer
    w.look(officer, "desk-requested")

    for username, (verb, amount, _told) in HELD.items():
        bank = w.enter(username, "/desk")
        link = bank.locator("main .cw-row__title")
        expect(link).to_have_count(1)  # its own request, not the other bank's
        w.look(bank, "bank-desk")
        link.click()
        w.act(bank, "claim")
        w.act(bank, verb, answers={f"{verb}-held_amount": amount, f"{verb}-hold_reference": f"H-{username}"})
        expect(bank.locator(".th-banner--success")).to_be_visible()
        w.look(bank, "bank-answered")

    for at, (username, (_verb, _amount, told)) in enumerate(HELD.items()):
        w.go(officer, f"/desk/cases/{number}")
        officer.locator("section[aria-labelledby=related] li a").nth(at).click()
        expect(officer.locator("main")).to_contain_text(re.compile(f"{told}.*H-{username}", re.S))
        w.go(page, f"/my/cases/{number}")
        page.locator("main a[href*='/my/cases/']:not([href$='/receipt'])").nth(at).click()
        expect(page.locator("main")).to_contain_text(re.compile(f"{told}.*H-{username}", re.S))
    w.look(officer, "desk-held")
    w.look(page, "held")
    w.go(page, f"/my/cases/{number}")
    w.look(page, "my-case")
