"""Somebody applies: from the manual to the receipt, with script on a computer and without on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import enter
from tests.browser.walk import settled

Visit = Callable[..., Any]
ON = "บันทึกและดำเนินการต่อ"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture of a street light."""
    path = tmp_path / "ไฟทาง.jpg"
    Image.new("RGB", (640, 480), "#334").save(path)
    return path


@pytest.mark.parametrize(("js", "width"), [(True, 1280), (False, 390)])
def test_a_complaint_is_made(
    visit: Visit, services: None, people: None, photo: Path, axe: Any, shot: Any, js: bool, width: int
) -> None:
    def look(name: str) -> None:
        axe(page)
        shot(page, name if js else f"{name}-no-script")

    page = enter(visit, "pimjai", width=width, js=js)
    visit("/services/complaint", page=page)
    page.click("text=เริ่มยื่นคำขอ")
    expect(page.locator(".govuk-task-list")).to_be_visible()
    look("draft")
    page.locator("main a.govuk-button, main .govuk-task-list a").first.click()
    page.click(f"text={ON}")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look("draft-mistakes")
    page.locator("input[name=kind][value=road]").check()
    page.fill("#f-subject", "ไฟทางดับหน้าหมู่บ้าน")
    page.fill("#f-detail", "ไฟทางดับมาสองสัปดาห์ ถนนมืดมาก อันตรายต่อผู้สัญจร")
    page.click(f"text={ON}")
    steps = (("province", "เชียงราย", "district"), ("district", "แม่จัน", "subdistrict"))
    for level, label, following in steps:
        page.select_option(f"#f-place-{level}", label=label)
        if js:
            expect(page.locator(f"#f-place-{following}")).to_be_enabled()
            settled(page)
        else:
            page.locator("#f-place .th-cascade__go").click()
    expect(page.locator("#f-place-subdistrict")).to_be_enabled()
    page.select_option("#f-place-subdistrict", index=1)
    look("draft-place")
    page.click(f"text={ON}")
    page.set_input_files("input[type=file][name=files]", photo)
    page.click(f"text={ON}")
    look("draft-you")
    page.click(f"text={ON}")
    expect(page.locator("h1")).to_have_text("ตรวจสอบคำตอบ")
    expect(page.locator("main").get_by_text("ไฟทาง.jpg")).to_be_visible()
    look("draft-check")
    page.locator("main form .govuk-button").first.click()
    expect(page.locator(".govuk-panel")).to_be_visible()
    look("draft-done")
    visit("/my", page=page)
    page.click("text=ไฟทางดับหน้าหมู่บ้าน")
    look("my-case")
