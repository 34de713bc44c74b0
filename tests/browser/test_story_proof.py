"""Somebody signs up, is told that a service needs proof, and gets it at a counter with a code and their card."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .walk import EVERY, Walk, walk

__all__ = ["walk"]

SIGN_UP = {
    "given_th": "มาลัย", "family_th": "ทดลอง", "username": "malai.t", "password": "สี่คำ ที่ฉัน เท่านั้นรู้",
}  # fmt: skip


@pytest.mark.parametrize("js", [False, True], ids=["no-script", "script"])
@pytest.mark.parametrize(("language", "width"), EVERY)
def test_proven_at_a_counter(
    walk: Callable[..., Walk], services: None, people: None, language: str, width: int, js: bool
) -> None:
    one = walk("proof", language, width, js)
    person = one.arrive("/account/sign-up/")
    one.fill_in(person, SIGN_UP)
    person.locator("main form .govuk-button").last.click()
    expect(person.locator(".th-account")).to_be_visible()
    one.go(person, "/services/residence-certificate/apply")
    one.look(person, "start")
    person.locator("main a[href$='/account/verify/']").click()
    one.look(person, "before")
    person.locator("main form .govuk-button").last.click()
    shown = person.locator("main [role=status] strong")
    expect(shown).to_have_text(re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}"))
    one.look(person, "code")

    clerk = one.enter("malee", "/counter")
    one.look(clerk, "counter")
    clerk.locator("main a[href$='/counter/verify']").click()
    one.fill_in(clerk, {"code": "AAAA-AAAA", "citizen_id": "1101700230708"})
    clerk.locator("main form .govuk-button").last.click()
    expect(clerk.locator(".govuk-error-summary")).to_be_visible()
    one.look(clerk, "wrong")
    one.fill_in(clerk, {"code": shown.inner_text()})
    clerk.locator("main form .govuk-button").last.click()
    expect(clerk.locator("dl")).to_contain_text("มาลัย ทดลอง")
    one.look(clerk, "compare")
    one.fill_in(clerk, {"prefix_th": "นาง", "genuine": "on", "face": "on", "same": "on"})
    clerk.locator("main form .govuk-button").last.click()
    expect(clerk.locator("main, .govuk-notification-banner").first).to_be_visible()
    one.look(clerk, "done")
    one.go(person, "/account/")
    expect(person.locator("main dl")).to_contain_text("2.1")
    one.look(person, "account")
