"""Pages that need no case: calm, readable and usable by anyone, on any screen, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import expect

PAGES = {
    "home": "/",
    "about": "/about",
    "accessibility": "/accessibility",
    "contact": "/contact",
    "help": "/help",
    "privacy": "/privacy",
    "not-found": "/no-such-page",
    "gallery": "/gallery",
}
Visit = Callable[..., Any]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page(visit: Visit, axe: Any, shot: Any, name: str, language: str, width: int) -> None:
    page = visit(PAGES[name], language, width)
    expect(page.locator("h1")).to_have_count(1)
    for number in ("1111", "1441"):
        expect(page.locator(f"a[href='tel:{number}']").first).to_be_visible()
    assert page.locator(".th-tag").is_visible()  # says that it is a demonstration
    axe(page)
    shot(page, name)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_at_400_percent(visit: Visit, shot: Any, name: str) -> None:
    page = visit(PAGES[name], width=320)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    if name in ("home", "gallery"):
        shot(page, name)


def test_large_text_stays_and_goes_without_script(visit: Visit, shot: Any) -> None:
    page = visit("/help?from=home", width=390, js=False)
    page.click("text=ตัวอักษรใหญ่ขึ้น")
    expect(page).to_have_url(re.compile(r"/help\?from=home$"))
    expect(page.locator("html.large-text")).to_be_attached()
    page.click("text=ตัวอักษรปกติ")
    expect(page.locator("html:not(.large-text)")).to_be_attached()


def test_large_text_does_not_break_the_page(visit: Visit, shot: Any) -> None:
    page = visit("/display/text-size?size=large&next=/", width=390)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    shot(page, "home-large")


def test_the_other_language_is_the_same_page(visit: Visit) -> None:
    page = visit("/privacy?a=1")
    page.click(".th-langs >> text=English")
    expect(page).to_have_url(re.compile(r"/en/privacy\?a=1$"))
    page.click(".th-langs >> text=ไทย")
    expect(page).to_have_url(re.compile(r":\d+/privacy\?a=1$"))


def test_the_menu_of_a_phone_opens_without_script(visit: Visit) -> None:
    page = visit("/", width=390, js=False)
    link = page.locator(".th-menu__list a").first
    expect(link).not_to_be_visible()
    page.click(".th-menu summary")
    expect(link).to_be_visible()


def test_the_keyboard_reaches_the_main_content_first(visit: Visit) -> None:
    page = visit("/privacy")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "ข้ามไปยังเนื้อหาหลัก"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_the_front_page_is_light(visit: Visit, chromium: Any, server: str) -> None:
    """Under 350 KB with everything it loads, as it goes over the wire, and nothing from elsewhere."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[float] = []
    hosts: set[str] = set()
    wire.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    page.on("request", lambda r: hosts.add(r.url.split("/")[2]))
    page.goto(server + "/", wait_until="networkidle")
    context.close()
    assert hosts == {server.split("/")[2]}
    assert 50_000 < sum(sizes) < 350_000, sum(sizes)
    print(f"home page: {sum(sizes) / 1000:.0f} kB in {len(sizes)} answers")


def test_the_front_page_with_services(visit: Visit, services: None, axe: Any, shot: Any) -> None:
    for language, width in product(("th", "en"), (1280, 390)):
        page = visit("/", language, width)
        expect(page.locator(".th-card")).to_have_count(6)
        axe(page)
        shot(page, "home-services")
