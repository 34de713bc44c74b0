"""Without a mouse, and with everything as large as it gets: an application and the officer's page of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from prasan.core.casework.models import Case
from prasan.core.casework.tests import world
from prasan.foundation import scope

from .conftest import enter
from .walk import settled

Visit = Callable[..., Any]
# Whether what has the focus shows it: a ring, a shadow or GOV.UK's yellow ground.
SHOWS_FOCUS = """() => {
  const near = [document.activeElement, document.activeElement.nextElementSibling].filter(Boolean);
  return near.some((e) => [getComputedStyle(e), getComputedStyle(e, '::before')].some((s) =>
    (s.outlineStyle !== 'none' && s.outlineWidth !== '0px') || s.boxShadow !== 'none'));
}"""


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until the element has the focus, which must be visible at each stop."""
    for _stop in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            continue  # past the end: the browser itself
        assert page.evaluate(SHOWS_FOCUS), page.evaluate("() => document.activeElement.outerHTML")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"no way to {selector} by Tab on {page.url}")


def press(page: Any, selector: str) -> None:
    """Go to a link or button by Tab and press Enter."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def pick(page: Any, selector: str) -> None:
    """Go to a select by Tab and take its first choice."""
    expect(page.locator(selector)).to_be_enabled()
    settled(page)
    tab_to(page, selector)
    page.keyboard.press("ArrowDown")
    expect(page.locator(selector)).not_to_have_value("")


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_application_by_keyboard_alone(visit: Visit, services: None, people: None, language: str) -> None:
    page = enter(visit, "pimjai", language)
    visit("/services/complaint", language, page=page)
    press(page, ".govuk-button--start")
    press(page, "main .govuk-button")
    press(page, "main .govuk-button-group .govuk-button")  # nothing is answered yet
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    tab_to(page, ".govuk-error-summary a")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.name") == "kind"
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#f-subject")
    page.keyboard.insert_text("ไฟทางดับหน้าหมู่บ้าน")
    tab_to(page, "#f-detail")
    page.keyboard.insert_text("ไฟทางดับมาสองสัปดาห์ ถนนมืดมาก")
    press(page, "main .govuk-button-group .govuk-button")
    for level in ("province", "district", "subdistrict"):
        pick(page, f"#f-place-{level}")
    press(page, "main .govuk-button-group .govuk-button")
    press(page, "main .govuk-button-group .govuk-button")  # no files
    press(page, "main .govuk-button-group .govuk-button")  # the name is known
    press(page, "main form .govuk-button")
    expect(page.locator(".govuk-panel")).to_be_visible()


def test_a_case_is_dealt_with_by_keyboard_alone(visit: Visit, services: None, people: None) -> None:
    person = world.citizen()
    number = world.complaint(person, subject="ไฟทางดับ")
    page = enter(visit, "waraporn")
    visit(f"/desk/cases/{number}", page=page)
    press(page, ".cw-acts form .govuk-button")
    tab_to(page, "#act-ask summary")
    page.keyboard.press("Enter")
    tab_to(page, "#a-ask-text")
    page.keyboard.insert_text("เสาไฟต้นใด")
    press(page, "#act-ask button.govuk-button")
    expect(page.locator(".th-banner--success")).to_be_visible()
    with scope.system("test"):
        assert Case.objects.get(number=number).state == "asked"
