"""The observatory in a browser: every page in both languages and widths, its charts, tables and files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .walk import EVERY, Walk, walk

__all__ = ["walk"]

PAGES = {
    "overview": "/observatory",
    "editions": "/observatory/editions",
    "edition": "/observatory/editions/2024",
    "recomputed": "/observatory/editions/2010/recomputed",
    "parts": "/observatory/editions/2022/parts",
    "parts-none": "/observatory/editions/2024/parts",
    "state": "/observatory/states/THA",
    "compare": "/observatory/compare?state=THA&state=SGP&state=MYS&state=VNM&state=IDN&state=PHL&state=KHM&state=LAO",
    "compare-rank": "/observatory/compare?state=THA&state=KOR&show=rank",
    "what-if": "/observatory/what-if",
    "what-if-simulated": "/observatory/what-if?state=THA&rank=40&others=simulated&new_osi=0.85&cost_hci=3",
    "what-if-reached": "/observatory/what-if?state=THA&score=0.82&others=trend",
    "what-if-wrong": "/observatory/what-if?state=THA&rank=400&score=x",
    "imd": "/observatory/imd",
    "scoreboard": "/observatory/scoreboard",
    "target-rank": "/observatory/scoreboard/egdi-rank",
    "features": "/observatory/features?q=จังหวัด#all",
    "features-city": "/observatory/features/laem-ngop-sao",
    "target-missing": "/observatory/scoreboard/hotspots-up",
}


@pytest.fixture
def world(transactional_db: None, server: str) -> None:
    """Nothing is loaded: the editions come with the program."""


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_every_page_of_the_observatory(
    world: None, walk: Callable[..., Walk], language: str, width: int
) -> None:
    story = walk("observatory", language, width)
    page = story.arrive("/figures")
    page.locator("main a[href$='/observatory']").click()
    expect(page.locator("h1")).to_be_visible()
    for name, path in PAGES.items():
        story.go(page, path)
        page.locator("main .th-chart__table").evaluate_all("folds => folds.forEach(fold => fold.open = true)")
        story.look(page, name)


def test_from_the_target_to_an_answer_without_script(world: None, walk: Callable[..., Walk]) -> None:
    """From the overview to what rank 40 takes, with values of one's own, simulated, and the file."""
    story = walk("observatory-story", "en", 1280, js=False)
    page = story.arrive("/observatory")
    page.locator("#targets ~ p a.govuk-button").click()
    expect(page.locator("#answer")).to_contain_text("0.8616")
    page.locator("input[name=others][value=simulated]").check()
    page.locator(".th-ask details summary").click()
    page.fill("input[name=new_osi]", "0.85")
    page.locator(".th-ask button").click()
    expect(page.locator("#chance")).to_be_visible()
    expect(page.locator("#leads + .th-titled")).to_contain_text("has your values")
    with page.expect_download() as download:
        page.locator("a[href*='what-if.csv']").first.click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0] == "way,osi,tii,hci,index,rank,rank_5,rank_95,chance"
    assert any(line.startswith("planned,0.85000") for line in lines)
    assert any(line.startswith("if-moves-as-2022-2024,") for line in lines)


def test_states_are_added_and_taken_away(world: None, walk: Callable[..., Walk]) -> None:
    story = walk("observatory-compare", "th", 390, js=False)
    page = story.arrive("/observatory/compare?state=THA&state=SGP")
    page.select_option("#c-more", "FIN")
    page.uncheck("#c-SGP")
    page.select_option("#c-show", "rank")
    page.locator("main form button").click()
    expect(page.locator("main .th-key__item")).to_have_count(2)
    expect(page.locator("#c-FIN")).to_be_checked()
    expect(page.locator("#c-SGP")).to_have_count(0)
