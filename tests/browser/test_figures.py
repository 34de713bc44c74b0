"""The page of figures and that of a supervisor in a browser: both languages, both widths, every table open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from prasan.core.casework.tests import world
from prasan.core.casework.tests.test_figures import make_month
from prasan.core.measures import service as measures
from prasan.foundation import scope

from .walk import EVERY

Visit = Callable[..., Any]


@pytest.fixture
def chief(services: None) -> Any:
    """Who leads the agency that had a month of cases."""
    somjai, intake = world.citizen(), world.officer("psc-1111/intake")
    make_month(intake, somjai)
    measures.fill_past()
    return world.officer("psc-1111/intake", "supervisor", username="chief")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["th", "en"])
def test_figures_are_for_everybody(
    chief: Any, visit: Visit, axe: Any, shot: Any, language: str, width: int
) -> None:
    page = visit("/figures", language, width)
    expect(page.locator("svg[role=img]")).to_have_count(4)
    expect(page.locator(".th-chart--many .th-bar")).to_have_count(77)
    shot(page, "figures")
    for table in page.locator(".th-chart__table > summary").all():
        table.click()
    axe(page)


def test_the_table_is_a_file(chief: Any, visit: Visit) -> None:
    page = visit("/figures", "en", js=False)
    with page.expect_download() as download:
        page.locator("a[href$='/figures/provinces.csv']").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[1] == "57,Chiang Rai,7"


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_who_leads_comes_from_the_desk(
    chief: Any, visit: Visit, axe: Any, shot: Any, server: str, language: str, width: int
) -> None:
    client = Client()
    with scope.system("test"):
        client.force_login(chief, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page = visit("/", language, width)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
    visit("/desk", language, page=page)
    page.locator("main a[href$='/desk/figures']").click()
    expect(page.locator("svg[role=img]")).to_have_count(4)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    shot(page, "desk-figures")
    axe(page)
