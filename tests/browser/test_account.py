"""Signing in, one's own account and the administration, as people see them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import enter

Visit = Callable[..., Any]


SIGNED_OUT = {
    "sign-in": "/account/sign-in/",
    "sign-up": "/account/sign-up/",
    "demo": "/demo/",
    "api": "/api/",
    "forgotten": "/account/forgotten/",
    "forgotten-sent": "/account/forgotten/sent/",
}
CITIZEN = {
    "account": "/account/", "security": "/account/security/", "keys": "/account/security/keys/",
    "looks": "/my/looks", "receipt-check": "/ledger/check",
}  # fmt: skip
ADMINISTRATION = {
    "administration": "/administration/", "admin-people": "/administration/people/",
    "admin-agencies": "/administration/agencies/", "admin-holidays": "/administration/holidays/",
    "admin-agency": "/administration/agencies/chiang-rai-city/",
    "admin-agency-add": "/administration/agencies/add/", "admin-line": "/administration/settings/line/",
    "admin-payment": "/administration/settings/payment/", "admin-keys": "/administration/keys/",
    "admin-key-add": "/administration/keys/add/", "admin-webhooks": "/administration/webhooks/",
    "admin-webhook-add": "/administration/webhooks/add/",
}  # fmt: skip


def test_pages_before_signing_in(visit: Visit, people: None, axe: Any, shot: Any) -> None:
    for (name, path), language, width in product(SIGNED_OUT.items(), ("th", "en"), (1280, 390)):
        page = visit(path, language, width)
        axe(page)
        shot(page, name)


@pytest.mark.parametrize(("username", "pages"), [("pimjai", CITIZEN), ("admin", ADMINISTRATION)])
def test_pages_of_somebody_signed_in(
    visit: Visit, people: None, axe: Any, shot: Any, username: str, pages: dict[str, str]
) -> None:
    for language, width in product(("th", "en"), (1280, 390)):
        page = enter(visit, username, language, width)
        for name, path in pages.items():
            visit(path, language, page=page)
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path
            axe(page)
            shot(page, name)


def test_the_account_menu_works_without_script(visit: Visit, people: None, shot: Any) -> None:
    page = enter(visit, "pimjai", width=390, js=False)
    page.click(".th-account summary")
    page.locator(".th-account button").click()
    expect(page.locator(".th-account")).to_have_count(0)


def test_who_asked_for_large_text_gets_it(visit: Visit, people: None) -> None:
    page = enter(visit, "boonmee")
    expect(page.locator("html.large-text")).to_be_attached()
    page.click("text=ตัวอักษรปกติ")
    expect(page.locator("html:not(.large-text)")).to_be_attached()


def test_the_account_menu_closes_with_escape_and_a_click_elsewhere(visit: Visit, people: None) -> None:
    page = enter(visit, "pimjai")
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.click("h1")):
        page.click(".th-account summary")
        expect(page.locator(".th-account__list")).to_be_visible()
        close()
        expect(page.locator(".th-account__list")).not_to_be_visible()


def test_the_menu_leads_to_ones_own_pages(visit: Visit, people: None, axe: Any, shot: Any) -> None:
    page = enter(visit, "pimjai", width=390)
    page.click(".th-account summary")
    axe(page)
    shot(page, "account-menu")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    page.click(".th-account__list >> text=เรื่องของฉัน")
    expect(page.locator("h1")).to_have_text("เรื่องของฉัน")
