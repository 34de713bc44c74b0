"""Without a smartphone: the counter opens the case, the slip carries it, a caller is told how it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .walk import EVERY, Walk, number_on, walk

__all__ = ["walk"]


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_someone_comes_to_the_counter(
    walk: Callable[..., Walk], services: None, people: None, language: str, width: int
) -> None:
    w = walk("counter", language, width)
    page = w.enter("malee", "/counter")
    w.look(page, "counter")
    page.select_option("#service", "complaint")
    page.locator("main form[method=post] .govuk-button").first.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()  # not without consent
    w.look(page, "no-consent")
    page.check("#consent")
    page.locator("main form[method=post] .govuk-button").first.click()
    page.locator("main a.govuk-button").click()
    w.fill_in(page, {"kind": "utility", "subject": "น้ำไม่ไหล", "detail": "น้ำประปาไม่ไหลมาสามวันแล้ว"})
    w.on(page)
    w.place(page, "place", "57", "5707")
    w.on(page)
    w.on(page)
    expect(page.locator("#f-name")).to_have_value("")  # the officer's own name is not the applicant's
    w.fill_in(page, {"name": "ยายมี สมมติ", "phone": "081 234 5678"})
    w.look(page, "for-someone")
    w.on(page)
    page.locator("main form .govuk-button").first.click()
    expect(page.locator(".cw-slip__qr svg")).to_be_visible()
    w.look(page, "slip")
    number = number_on(page)

    operator = w.enter("prasit", f"/counter?number={number}")
    expect(operator.locator("main .th-panel")).to_contain_text(f"{number[:4]} {number[4:8]} {number[8:]}")
    w.look(operator, "caller")

    visitor = w.arrive(f"/track?number={number}")
    visitor.fill("#phone", "0000")
    visitor.locator("main form .govuk-button").click()
    expect(visitor.locator(".govuk-error-summary")).to_be_visible()
    w.look(visitor, "track-wrong")
    visitor.fill("#phone", "5678")
    visitor.locator("main form .govuk-button").click()
    expect(visitor.locator(".govuk-panel")).to_be_visible()
    expect(visitor.locator("main")).not_to_contain_text("ยายมี")
    w.look(visitor, "track")
