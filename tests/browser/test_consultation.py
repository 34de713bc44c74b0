"""A consultation in a browser: answered by a visitor, gathered and reported by the office, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from prasan.foundation import scope
from prasan.missions.consultation import service as consultations
from prasan.missions.consultation.tests import world

from .walk import EVERY

Visit = Callable[..., Any]


@pytest.fixture
def office(services: None) -> Any:
    """The invented consultations, a draft, and who consults."""
    with scope.system("test"):
        consultations.make_demo()
    account = world.office()
    with world.acting(account):
        world.draft()
    return account


@pytest.fixture
def signed_in(office: Any, visit: Visit, server: str) -> Visit:
    """`signed_in(path, language, width)`: the visitor is the officer."""
    client = Client()
    with scope.system("test"):
        client.force_login(office)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def go(path: str, language: str, width: int) -> Any:
        page = visit("/about", language, width)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
        return visit(path, language, width, page=page)

    return go


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_everybody_reads_answers_and_reads_the_report(
    office: Any, visit: Visit, axe: Any, shot: Any, language: str, width: int
) -> None:
    page = visit("/consultations", language, width)
    expect(page.locator(".cn-item")).to_have_count(3)
    shot(page, "consultations")
    axe(page)
    page.locator("a[href$='/consultations/open-data-rules']").click()
    shot(page, "consultation")
    axe(page)
    page.locator("main a.govuk-button").first.click()
    page.locator("input[name=choice][value=changed]").check(force=True)
    page.locator("main form button[data-module=govuk-button]").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    axe(page)
    page.locator("textarea").fill("ปีละแปดชุด")
    shot(page, "consultation-part")
    page.locator("main form button[data-module=govuk-button]").last.click()
    expect(page).to_have_url(re.compile(r"/2$"))
    page.locator("nav.cn-ways a").first.click()
    expect(page.locator("textarea")).to_have_value("ปีละแปดชุด")
    axe(page)
    visit("/consultations/service-hours/report", language, width, page=page)
    expect(page.locator("ins").first).to_be_visible()
    shot(page, "consultation-report")
    axe(page)


def test_an_answer_is_given_without_script(office: Any, visit: Visit) -> None:
    page = visit("/consultations/open-data-rules/1", "th", js=False)
    page.locator("input[name=choice][value=agree]").check(force=True)
    page.locator("main form button[data-module=govuk-button]").last.click()
    expect(page.locator(".cn-of")).to_contain_text("4")


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_the_office_opens_gathers_and_reports(
    signed_in: Visit, visit: Visit, axe: Any, shot: Any, language: str, width: int
) -> None:
    page = signed_in("/consultations-office", language, width)
    shot(page, "consultations-office")
    axe(page)
    page.locator("a[href$='/of/markets']").click()
    shot(page, "consultation-draft")
    axe(page)
    page.locator("#sure-open").check(force=True)
    page.locator("form:has(input[value=open]) button[data-module=govuk-button]").click()
    expect(page.locator("a[href$='/consultations/markets']")).to_be_visible()
    visit("/consultations-office/new", language, width, page=page)
    axe(page)
    visit("/consultations-office/of/street-lights/answers/2", language, width, page=page)
    shot(page, "consultation-moderation")
    axe(page)
    visit("/consultations-office/of/street-lights/arguments", language, width, page=page)
    shot(page, "consultation-arguments")
    axe(page)
    page.locator("#th-1").fill("หรี่ไฟแล้วอันตราย")
    page.locator("main form").first.locator("button[data-module=govuk-button]").click()
    page.locator("h2 a[href*='/arguments/']").first.click()
    axe(page)
    page.locator("input[name=outcome]").first.check(force=True)
    page.locator("textarea").first.fill("ไม่หรี่ไฟในถนนที่มีคนเดิน")
    page.locator("main form").first.locator("button[data-module=govuk-button]").click()
    visit("/consultations-office/of/street-lights/report", language, width, page=page)
    shot(page, "consultation-publish")
    axe(page)
    page.locator("textarea").first.fill("แก้ไขตามความเห็น")
    page.locator("input[name=sure]").check(force=True)
    page.locator("main form button[data-module=govuk-button]").last.click()
    expect(page).to_have_url(re.compile("/street-lights/report$"))
    axe(page)
