"""Finding a service: by words, by what happens in life, by its manual; and following a case by number."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

from playwright.sync_api import expect

Visit = Callable[..., Any]
PAGES = {
    "services": "/services",
    "services-by-event": "/services?event=victim-of-crime",
    "services-by-agency": "/services?by=agency",
    "services-by-place": "/services?by=place&place=23",
    "search": "/search?q=%E0%B9%84%E0%B8%9F%E0%B8%97%E0%B8%B2%E0%B8%87%E0%B8%94%E0%B8%B1%E0%B8%9A",
    "search-nothing": "/search?q=zzzzqqqq",
    "manual": "/services/complaint",
    "manual-fee": "/services/house-registration-copy",
    "manual-elsewhere": "/services/passport",
    "track": "/track",
    "track-wrong": "/track?number=123",
}


def test_pages_of_the_catalogue(visit: Visit, services: None, axe: Any, shot: Any) -> None:
    for (name, path), language, width in product(PAGES.items(), ("th", "en"), (1280, 390)):
        page = visit(path, language, width)
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path
        axe(page)
        shot(page, name)


def test_from_the_front_page_to_a_manual_without_script(visit: Visit, services: None) -> None:
    page = visit("/", width=390, js=False)
    page.fill("#search", "ไฟทางดับหน้าบ้าน")
    page.keyboard.press("Enter")
    page.locator("main a[href='/services/complaint']").first.click()
    expect(page.locator("h1")).to_have_text("ร้องเรียนการให้บริการของรัฐ")
