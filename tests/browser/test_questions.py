"""Questions in a real browser, with and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

Visit = Callable[..., Any]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["th", "en"])
def test_mistakes_are_told_and_linked(visit: Visit, axe: Any, shot: Any, language: str, width: int) -> None:
    page = visit("/gallery", language, width)
    page.fill("#f-amount", "ร้อยบาท")
    page.fill("#f-on-day", "31")
    page.select_option("#f-on-month", "2")
    page.fill("#f-on-year", "2569")
    page.click("text=ดำเนินการต่อ" if language == "th" else "text=Continue")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.click(".govuk-error-summary a >> nth=0")
    expect(page.locator("#f-subject")).to_be_focused()
    assert page.input_value("#f-amount") == "ร้อยบาท"
    axe(page)
    shot(page, "gallery-mistakes")


def test_places_follow_one_another_with_script(visit: Visit) -> None:
    page = visit("/gallery")
    page.select_option("#f-place-province", label="เชียงใหม่")
    page.locator("#f-place-district:not([disabled])").wait_for()
    page.select_option("#f-place-district", label="แม่ริม")
    page.locator("#f-place-subdistrict:not([disabled])").wait_for()
    assert page.locator("#f-place-subdistrict option").count() > 5
    expect(page.locator(".th-cascade__go").first).not_to_be_visible()


def test_places_follow_one_another_without_script(visit: Visit) -> None:
    page = visit("/gallery", js=False)
    page.fill("#f-subject", "ไฟทางดับ")
    page.select_option("#f-place-province", label="เชียงใหม่")
    page.locator("#f-place .th-cascade__go").click()
    expect(page.locator("#f-place-district")).to_be_enabled()
    assert page.input_value("#f-subject") == "ไฟทางดับ"
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    page.select_option("#f-place-district", label="แม่ริม")
    page.locator("#f-place .th-cascade__go").click()
    expect(page.locator("#f-place-subdistrict")).to_be_enabled()
    assert page.locator("#f-place-subdistrict option").count() > 5


def test_items_are_added_and_removed_without_script(visit: Visit) -> None:
    page = visit("/gallery", js=False)
    page.fill("#f-transfers-0-amount", "100")
    page.click("text=เพิ่มรายการ")
    page.fill("#f-transfers-1-amount", "250.50")
    page.click("text=ลบรายการที่ 1")
    expect(page.locator("#f-transfers-1-amount")).to_have_count(0)
    assert page.input_value("#f-transfers-0-amount") == "250.50"


def test_the_enter_key_goes_on(visit: Visit) -> None:
    page = visit("/gallery", js=False)
    page.focus("#f-transfers-0-amount")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
