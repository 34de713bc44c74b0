"""What every story in a browser does: go somewhere, look at the page closely, go on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import LANGUAGES, SIZES

NARROWEST = 320
WIDTHS = """() => {
  const root = document.documentElement, asked = root.classList.contains('large-text'), found = {};
  for (const large of [true, false]) {
    root.classList.toggle('large-text', large);
    found[large ? 'large' : 'plain'] = root.scrollWidth;
  }
  root.classList.toggle('large-text', asked);
  return found;
}"""
# Both languages and both widths in every run; their other pairing with the long tests.
EVERY = [
    ("th", 390),
    ("en", 1280),
    pytest.param("th", 1280, marks=pytest.mark.long),
    pytest.param("en", 390, marks=pytest.mark.long),
]


@dataclass
class Walk:
    """Visitors of one story: in one language, at one width, with or without script."""

    visit: Callable[..., Any]
    axe: Callable[[Any], None]
    shot: Callable[[Any, str], Path]
    language: str = "th"
    width: int = 1280
    js: bool = True
    name: str = ""
    wrong: list[str] = field(default_factory=list)

    def arrive(self, path: str = "/") -> Any:
        """A new visitor at the address."""
        return self.visit(path, self.language, self.width, self.js)

    def go(self, page: Any, path: str) -> Any:
        """The same visitor at another address."""
        return self.visit(path, self.language, page=page)

    def enter(self, username: str, path: str = "/") -> Any:
        """Somebody of the demonstration, signed in by the chooser's button, at the address."""
        page = self.arrive("/demo/")
        self.choose(page, username)
        return self.go(page, path)

    def choose(self, page: Any, username: str) -> None:
        """On the page of demo people: go in as this one."""
        page.locator(f"form[action$='/demo/{username}/'] button").click()
        expect(page.locator(".th-account")).to_be_visible()

    def look(self, page: Any, name: str) -> None:
        """Look closely: one heading, no sideways scroll down to 320 px (which is 400% on a computer), with
        large text either, axe finds nothing.

        What is wrong is told at the end, so that one walk finds all of it.
        """
        expect(page.locator("footer")).to_be_visible()  # the whole page is there
        if page.locator("h1").count() != 1:
            self.wrong.append(f"{name}: {page.locator('h1').count()} headings of level 1")
        for width in (NARROWEST, self.width):
            page.set_viewport_size({"width": width, "height": SIZES[width]})
            for text, found in page.evaluate(WIDTHS).items():
                if found > width:
                    self.wrong.append(f"{name}: {found} px wide at {width} px with {text} text")
        try:
            self.axe(page)
        except AssertionError as found:
            self.wrong.append(f"{name}: {found}")
        self.shot(page, f"{self.name}-{name}{'' if self.js else '-no-script'}")

    def fill_in(self, page: Any, answers: dict[str, str]) -> None:
        """Answer the questions of a page by name: text is typed, a choice is picked."""
        for name, value in answers.items():
            page.locator(f"main [name='{name}']").first.wait_for(state="attached")
            choice = page.locator(f"main input[type=radio][name='{name}'][value='{value}']")
            tick = page.locator(f"main input[type=checkbox][name='{name}']")
            if choice.count() or tick.count():
                (choice if choice.count() else tick).check()
            elif page.locator(f"main select[name='{name}']").count():
                page.select_option(f"main select[name='{name}']", value)
            else:
                page.fill(f"main [name='{name}']:not([type=hidden])", value)

    def on(self, page: Any) -> None:
        """Save the group of questions and go on."""
        page.locator("main form .govuk-button-group .govuk-button").first.click()

    def place(self, page: Any, question: str, province: str, district: str) -> None:
        """Choose a place by its province and district, then the first sub-district."""
        steps = (("province", province, "district"), ("district", district, "subdistrict"))
        for level, code, following in steps:
            page.select_option(f"#f-{question}-{level}", code)
            if self.js:
                expect(page.locator(f"#f-{question}-{following}")).to_be_enabled()
                settled(page)
            else:
                page.locator(f"#f-{question} .th-cascade__go").click()
        sub = page.locator(f"#f-{question}-subdistrict")
        expect(sub).to_be_enabled()
        expect(sub.locator("option").nth(1)).to_be_attached()
        sub.select_option(index=1)

    def act(
        self,
        page: Any,
        verb: str,
        text: str = "",
        files: list[Path] | None = None,
        answers: dict[str, str] | None = None,
    ) -> None:
        """Do a step of a case: open its form, write what it wants, press its button."""
        form = page.locator(f"main form:has(input[name=do][value='{verb}'])").first
        self.unfold(form)
        if text:
            form.locator("textarea[name=text]").fill(text)
        if files:
            form.locator("input[type=file]").set_input_files(files)
        for name, value in (answers or {}).items():
            if form.locator(f"input[type=radio][name='{name}']").count():
                form.locator(f"input[type=radio][name='{name}'][value='{value}']").check()
            else:
                form.locator(f"[name='{name}']:not([type=hidden])").fill(value)
        with page.expect_navigation():  # what comes next is asked of the page after it
            form.locator("button.govuk-button").last.click()

    def unfold(self, form: Any) -> None:
        """Open the fold a form lies in, when it lies in one that is closed."""
        fold = form.locator("xpath=ancestor::details[1]")
        if fold.count() and fold.get_attribute("open") is None:
            fold.locator("summary").first.click()


@pytest.fixture
def walk(visit: Any, axe: Any, shot: Any) -> Iterator[Callable[..., Walk]]:
    """`walk("complaint", language="en", width=390)`: the beginning of a story."""
    walks: list[Walk] = []

    def begin(name: str, language: str = "th", width: int = 1280, js: bool = True) -> Walk:
        assert language in LANGUAGES
        walks.append(Walk(visit, axe, shot, language, width, js, name))
        return walks[-1]

    yield begin
    told = [wrong for one in walks for wrong in one.wrong]
    assert not told, "\n".join(told)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture of a street light."""
    path = tmp_path / "ไฟทาง.jpg"
    Image.new("RGB", (640, 480), "#334").save(path)
    return path


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A paper as PDF."""
    path = tmp_path / "หนังสือ.pdf"
    Image.new("RGB", (595, 842), "white").save(path)
    return path


def settled(page: Any) -> None:
    """What the page asked for by itself has come and listens."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def number_on(page: Any) -> str:
    """The case number a page shows, without its blanks."""
    shown = re.search(r"\d{4}\s\d{4}\s\d{4}", page.locator("main").inner_text())
    assert shown, page.url
    return "".join(shown[0].split())
