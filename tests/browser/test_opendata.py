"""Open data in a browser: catalogue, dataset, table with its picture, and the office, in both languages and widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from prasan.foundation import scope
from prasan.missions.opendata import service as opendata
from prasan.missions.opendata.tests import world

from .walk import EVERY

Visit = Callable[..., Any]


@pytest.fixture
def data(services: None) -> Any:
    """A public dataset, those of the program, and who publishes."""
    publisher = world.publisher()
    with world.acting(publisher):
        dataset = world.published()
        resource = dataset.resources.get()
        opendata.tell_columns(resource, {"province": {"th": "จังหวัดที่วัด", "en": "Province of the station"}})
        world.draft("roads", title_th="ถนนในความดูแล", title_en="Roads")
    with scope.system("test"):
        opendata.publish_own()
    return publisher


@pytest.fixture
def signed_in(data: Any, visit: Visit, server: str) -> Visit:
    """`signed_in(path, language, width)`: the visitor is the publisher."""
    client = Client()
    with scope.system("test"):
        client.force_login(data)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def go(path: str, language: str, width: int) -> Any:
        page = visit("/about", language, width)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
        return visit(path, language, width, page=page)

    return go


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_everybody_finds_and_reads_data(
    data: Any, visit: Visit, axe: Any, shot: Any, language: str, width: int
) -> None:
    page = visit("/opendata", language, width)
    expect(page.locator(".od-dataset")).to_have_count(6)
    shot(page, "opendata-catalogue")
    axe(page)
    page.locator("a[href$='/opendata/floods']").click()
    expect(page.locator("h1")).to_have_text("Floods by province" if language == "en" else "น้ำท่วมรายจังหวัด")
    shot(page, "opendata-dataset")
    axe(page)
    page.locator("a[href$='/opendata/floods/levels']").click()
    page.select_option("#group", "province")
    page.select_option("#function", "sum")
    page.select_option("#of", "level")
    page.locator(".od-form button").last.click()
    expect(page.locator(".th-bar")).to_have_count(2)
    expect(page.locator(".th-bar__value").first).to_have_text("3.75")
    shot(page, "opendata-table")
    axe(page)


def test_the_file_comes_without_script(data: Any, visit: Visit) -> None:
    page = visit("/opendata/floods/levels", "th", js=False)
    with page.expect_download() as download:
        page.locator("a[href$='/opendata/floods/levels/table.csv']").click()
    assert download.value.path().read_text("utf-8") == world.CSV


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_an_agency_publishes(
    signed_in: Visit, axe: Any, shot: Any, language: str, width: int, tmp_path: Any
) -> None:
    page = signed_in("/opendata-office", language, width)
    shot(page, "opendata-office")
    axe(page)
    page.locator("a[href$='/datasets/roads']").click()
    axe(page)
    page.locator("a[href$='/tables/levels']").click()
    bad = tmp_path / "people.csv"
    bad.write_text("name,id\nx,1101700230708\n")
    page.set_input_files("input[type=file]", bad)
    page.locator("form[action$='/upload'] button[data-module=govuk-button]").last.click()
    expect(page.locator(".th-banner--error")).to_be_visible()
    shot(page, "opendata-refused")
    axe(page)
    good = tmp_path / "roads.csv"
    good.write_text("road,km\nพหลโยธิน,1005\n")
    page.set_input_files("input[type=file]", good)
    page.locator("form[action$='/upload'] button[data-module=govuk-button]").last.click()
    expect(page.locator("#preview")).to_be_visible()
    shot(page, "opendata-preview")
    axe(page)
    page.goto(page.url.replace("/tables/levels", ""))
    page.locator("form:has(input[value=publish]) button[data-module=govuk-button]").click()
    expect(page.locator("a[href$='/opendata/roads']")).to_be_visible()
    shot(page, "opendata-published")
    axe(page)
