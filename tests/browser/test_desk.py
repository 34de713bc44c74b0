"""The desk in a browser: lists and a case on any screen, in both languages, with and without script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case
from prasan.core.casework.tests import world
from prasan.core.identity.service import Account
from prasan.foundation import scope

Visit = Callable[..., Any]
SUBJECTS = ("ไฟทางดับหน้าหมู่บ้านสามัคคีธรรมตลอดแนวถนนพหลโยธินช่วงกิโลเมตรที่ 812", "น้ำประปาไม่ไหล", "ขยะตกค้าง", "เสียงดัง")


@pytest.fixture
def numbers(services: None) -> list[str]:
    """Four complaints in the queue of the public service centre: one late, one soon due, one waiting."""
    person = world.citizen()
    made = [world.complaint(person, subject=subject) for subject in SUBJECTS]
    now = timezone.now()
    with scope.system("test"):
        Case.objects.filter(number=made[0]).update(due_at=now - timedelta(days=3))
        Case.objects.filter(number=made[1]).update(due_at=now + timedelta(hours=20))
    return made


@pytest.fixture
def at_desk(numbers: list[str], visit: Visit, server: str) -> Visit:
    """`at_desk(path, …)`: the visitor is an officer of the public service centre."""
    client = Client()
    officer = world.officer("psc-1111/intake")
    with world.acting(officer):
        casework.claim(numbers[2])
        casework.move(numbers[2], "ask", text="ขยะอยู่ที่ใด")
    with scope.system("test"):
        client.force_login(officer)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def go(path: str, *args: Any, **more: Any) -> Any:
        page = visit("/about", *args, **more)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
        return visit(path, *args, page=page, **{k: v for k, v in more.items() if k in ("language", "width")})

    return go


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("language", "js"), [("th", True), ("en", False)])
def test_a_day_at_the_desk(
    at_desk: Visit, numbers: list[str], axe: Any, shot: Any, language: str, width: int, js: bool
) -> None:
    page = at_desk("/desk", language=language, width=width, js=js)

    def look(name: str) -> None:
        page.locator("footer").wait_for()  # the whole page is there
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        axe(page)
        shot(page, f"desk-{name}{'' if js else '-no-script'}")

    expect(page.locator(".cw-row")).to_have_count(4)
    expect(page.locator(".cw-late")).to_have_count(1)
    look("list")
    page.locator(".cw-narrow > summary").click()
    page.fill("#q", "ประปา")
    page.locator(".cw-filter button").click()
    expect(page.locator(".cw-row")).to_have_count(1)
    look("found")

    page.locator(".cw-row__title").first.click()
    look("case")
    page.click(".cw-acts form:has(input[value=claim]) .govuk-button")
    page.locator("#act-hand_over > summary").click()
    page.fill("#a-hand_over-find", "เชียงราย")
    page.fill("#a-hand_over-text", "เป็นงานของเทศบาล")
    page.click("#act-hand_over button[name=find]")
    expect(page.locator("#a-hand_over-text")).to_have_value("เป็นงานของเทศบาล")
    look("hand-over")
    page.locator("#act-ask > summary").click()
    page.click("#act-ask button.govuk-button")
    page.locator(".govuk-error-summary").wait_for()
    look("mistake")

    page.goto(page.url.split("/desk/")[0] + "/desk")
    for number in numbers[:3]:
        page.check(f"#case-{number}", force=True)
    page.click("button[value=hand_over]")
    page.fill("#a-hand_over-find", "แม่จัน")
    page.click("button[name=find]")
    look("hand-over-many")
    page.goto(page.url.replace("/bulk", ""))
    for number in numbers[:3]:
        page.check(f"#case-{number}", force=True)
    page.click("button[value=claim]")
    look("claimed")
    page.check(f"#case-{numbers[3]}", force=True)
    with scope.system("test"):
        applicant = Account.objects.get(username="somjai")
    with world.acting(applicant):
        casework.move(numbers[3], "withdraw")
    page.click("button[value=claim]")
    page.locator(f"main table a[href$='{numbers[3]}']").wait_for()
    look("left")


@pytest.mark.parametrize("width", [1280, 390])
def test_what_can_be_done_with_the_ticked_stays_in_sight(
    at_desk: Visit, numbers: list[str], axe: Any, shot: Any, width: int
) -> None:
    page = at_desk("/desk", language="th", width=width)
    bar, ticked = page.locator(".cw-bulk"), page.locator("#desk-ticked")
    expect(ticked).to_be_hidden()
    page.set_viewport_size({"width": width, "height": 620})
    page.check(f"#case-{numbers[3]}", force=True)
    expect(ticked).to_have_text("ที่เลือก: 1 เรื่อง")
    page.evaluate("() => document.querySelector('#desk-list').scrollIntoView()")
    expect(bar).to_be_in_viewport(ratio=1)
    axe(page)
    page.screenshot(path=shot(page, "desk-ticked").with_suffix(".window.png"))
    for _ in range(40):  # wherever the focus goes, nothing of it lies under the bar
        page.keyboard.press("Tab")
        covered = page.evaluate(
            "() => { const at = document.activeElement, bar = document.querySelector('.cw-bulk');"
            " if (bar.contains(at) || !document.querySelector('#desk-list').contains(at)) return false;"
            " return at.getBoundingClientRect().bottom > bar.getBoundingClientRect().top; }"
        )
        assert not covered, page.evaluate("() => document.activeElement.outerHTML")
    page.uncheck(f"#case-{numbers[3]}", force=True)
    expect(ticked).to_be_hidden()


def test_by_keyboard(at_desk: Visit, numbers: list[str]) -> None:
    page = at_desk("/desk", language="en")
    expect(page.locator("#desk-keys")).to_be_visible()  # the script is there
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    rows = page.locator(".cw-row")
    assert rows.nth(1).locator("input[type=checkbox]").is_checked()
    expect(page.locator("input[name=case]:checked")).to_have_count(1)
    page.keyboard.press("?")
    assert page.locator("#desk-keys").get_attribute("open") is not None
    page.keyboard.press("/")
    page.keyboard.type("jk")
    expect(page.locator("#q")).to_have_value("jk")
    page.locator("#desk-keys-on").uncheck(force=True)
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.evaluate("() => document.activeElement.closest('.cw-row')") is None
    page.locator("#desk-keys-on").check(force=True)
    page.locator("#case-all").check(force=True)
    expect(page.locator("input[name=case]:checked")).to_have_count(4)
    page.locator("#case-all").uncheck(force=True)
    page.locator(".cw-row__title").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/cases/**")


def test_by_keyboard_with_the_thai_layout(at_desk: Visit, numbers: list[str]) -> None:
    page = at_desk("/desk", language="th")
    expect(page.locator("#desk-keys")).to_be_visible()

    def press(key: str, code: str, shift: bool = False) -> None:
        page.evaluate(
            "event => (document.activeElement ?? document.body).dispatchEvent("
            "new KeyboardEvent('keydown', { ...event, bubbles: true, cancelable: true }))",
            {"key": key, "code": code, "shiftKey": shift},
        )

    for key, code in (("่", "KeyJ"), ("่", "KeyJ"), ("า", "KeyK"), ("ป", "KeyX")):
        press(key, code)
    expect(page.locator(".cw-row").nth(0).locator("input[type=checkbox]")).to_be_checked()
    press("ฦ", "Slash", shift=True)
    assert page.locator("#desk-keys").get_attribute("open") is not None
    press("ฝ", "Slash")
    assert page.evaluate("() => document.activeElement.id") == "q"


def test_counts_come_by_themselves(at_desk: Visit, numbers: list[str]) -> None:
    page = at_desk("/desk", language="en")
    expect(page.locator("#view-queue .cw-views__count")).to_have_text("4")
    person = world.citizen("anong")
    world.complaint(person, subject="เรื่องใหม่")
    page.evaluate("() => htmx.trigger('#desk-pulse', 'every')")
    page.locator("#desk-new").wait_for()
    expect(page.locator("#desk-new")).to_contain_text("1 case is new")
    expect(page.locator("#view-queue .cw-views__count")).to_have_text("5")
    page.click("#desk-new")
    expect(page.locator(".cw-row")).to_have_count(5)
