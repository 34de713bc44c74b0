"""The scoreboard with a month of work behind it, and evidence that a supervisor gives: both languages, both widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from prasan.core.casework.tests import world as cases
from prasan.core.casework.tests.test_figures import make_month
from prasan.core.measures import service as measures
from prasan.foundation import scope
from prasan.missions.observatory import service as observatory

from .walk import EVERY, Walk, walk

__all__ = ["walk"]


@pytest.fixture
def chief(transactional_db: None, server: str) -> Any:
    with scope.system("test"):
        cases.publish()
        somjai, intake = cases.citizen(), cases.officer("psc-1111/intake")
    make_month(intake, somjai)
    measures.fill_past()
    return cases.officer("psc-1111/intake", "supervisor", username="chief")


def enter(story: Walk, page: Any, chief: Any, server: str) -> None:
    client = Client()
    with scope.system("test"):
        client.force_login(chief, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_a_number_opened_down_to_ones_own_desk(
    chief: Any, walk: Callable[..., Walk], server: str, language: str, width: int
) -> None:
    story = walk("scoreboard", language, width)
    page = story.arrive("/observatory/scoreboard")
    story.look(page, "visitor")
    page.locator("main a[href$='/observatory/scoreboard/on-time']").click()
    expect(page.locator("#by-province")).to_be_visible()
    expect(page.locator("main a[href*='/desk']")).to_have_count(0)
    enter(story, page, chief, server)
    story.go(page, "/observatory/scoreboard/on-time")
    expect(page.locator("#trend")).to_be_visible()
    story.look(page, "chief")
    page.locator("#by-province ~ * a[href*='place=57']").click()
    expect(page.locator("select[name=place]")).to_have_value("57")


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_a_supervisor_gives_evidence(
    chief: Any, walk: Callable[..., Walk], server: str, language: str, width: int
) -> None:
    observatory.check_features()
    story = walk("features", language, width, js=False)
    page = story.arrive("/")
    enter(story, page, chief, server)
    story.go(page, "/observatory/features")
    page.locator("#agencies ~ ul a").click()
    page.select_option("#e-feature", "OSI-034")
    page.fill("#e-address", "http://example.go.th")
    page.locator("#given button").first.click()
    expect(page.locator(".govuk-error-summary a")).to_have_attribute("href", "#e-address")
    story.look(page, "wrong")
    page.fill("#e-address", "https://www.example.go.th/ideas")
    page.locator("#given button").first.click()
    expect(page.locator("#given li a")).to_have_attribute("href", "https://www.example.go.th/ideas")
    story.look(page, "given")
    page.locator("#given li button").click()
    expect(page.locator("#given li")).to_have_count(0)
