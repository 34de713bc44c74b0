"""A complaint from the first search to the rating, through two agencies, as everyone in it meets it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case, Clock
from prasan.core.ledger import service as ledger
from prasan.foundation import scope

from .walk import EVERY, Walk, letter, number_on, photo, walk

__all__ = ["letter", "photo", "walk"]
WORDS = {"th": "ไฟถนนเสียหน้าบ้าน", "en": "street light broken"}
SUBJECT = {"th": "ไฟทางดับหน้าหมู่บ้าน", "en": "Street light out"}
DETAIL = "ไฟทางดับมาสองสัปดาห์ ถนนมืดมาก อันตรายต่อผู้สัญจร"
QUESTION = "เสาไฟต้นใด โปรดบอกหมายเลขเสา"
ANSWER = "เสาหมายเลข 12 หน้าวัด"
RESULT = "เปลี่ยนหลอดไฟแล้วเมื่อเช้านี้"


@pytest.mark.parametrize(("language", "width"), EVERY)
def test_from_search_to_rating(
    walk: Callable[..., Walk], services: None, people: None, photo: Path, letter: Path, tmp_path: Path,
    language: str, width: int,
) -> None:  # fmt: skip
    _from_search_to_rating(walk("complaint", language, width), photo, letter, tmp_path)


def test_from_search_to_rating_without_script(
    walk: Callable[..., Walk], services: None, people: None, photo: Path, letter: Path, tmp_path: Path
) -> None:
    _from_search_to_rating(walk("complaint", "th", 390, js=False), photo, letter, tmp_path)


def _from_search_to_rating(w: Walk, photo: Path, letter: Path, folder: Path) -> None:
    citizen = w.arrive()
    number = _apply(w, citizen, photo, letter)
    _asked(w, number)
    _answers(w, citizen, number, letter)
    _handed_over(w, number)
    _overdue(w, number)
    _settled(w, number)
    _rates(w, citizen, number)
    _who_looked(w, citizen, number, folder)


def _apply(w: Walk, page: Any, photo: Path, letter: Path) -> str:
    """From the home page to a case number."""
    w.look(page, "home")
    page.fill("#search", WORDS[w.language])
    page.press("#search", "Enter")
    w.look(page, "search")
    page.locator("main a[href$='/services/complaint']").first.click()
    w.look(page, "manual")
    page.locator(".govuk-button--start").click()
    w.look(page, "sign-in")
    page.locator("main a[href*='/demo/']").click()
    w.choose(page, "pimjai")
    expect(page).to_have_url(re.compile("/services/complaint/apply"))
    w.look(page, "start")
    page.locator(".govuk-button--start").click()
    expect(page).to_have_url(re.compile("/drafts/"))
    w.look(page, "draft")
    page.locator("main a.govuk-button").click()
    w.fill_in(page, {"detail": "สั้นไป"})
    w.on(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.locator("#f-detail")).to_have_value("สั้นไป")
    w.look(page, "mistakes")
    w.fill_in(page, {"kind": "road", "subject": SUBJECT[w.language], "detail": DETAIL})
    page.locator("button[name=_later]").click()
    expect(page.locator(".th-banner--success")).to_be_visible()
    w.go(page, "/my")
    w.look(page, "my-draft")
    page.locator(".cw-cases__title").first.click()
    page.locator(".govuk-task-list a").first.click()
    expect(page.locator("#f-subject")).to_have_value(SUBJECT[w.language])
    w.look(page, "matter")
    w.on(page)
    w.place(page, "place", "57", "5707")
    w.look(page, "where")
    w.on(page)
    page.set_input_files("input[type=file][name=files]", [photo, letter])
    w.look(page, "files")
    w.on(page)
    expect(page.locator("#f-name")).not_to_have_value("")  # what is known is not asked again
    w.look(page, "you")
    w.on(page)
    expect(page.locator("main")).to_contain_text(photo.name)
    expect(page.locator("main")).to_contain_text(letter.name)
    w.look(page, "check")
    page.locator("main form .govuk-button").first.click()
    expect(page.locator(".govuk-panel")).to_be_visible()
    w.look(page, "done")
    return number_on(page)


def _asked(w: Walk, number: str) -> None:
    """The intake officer takes the case and asks."""
    page = w.enter("waraporn", "/desk")
    w.look(page, "desk")
    page.locator(f"a[href$='/desk/cases/{number}']").first.click()
    w.look(page, "desk-case")
    w.act(page, "claim")
    w.act(page, "ask", "")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    w.look(page, "desk-mistake")
    w.act(page, "ask", QUESTION)
    expect(page.locator(".th-banner--success")).to_be_visible()
    w.look(page, "desk-asked")


def _answers(w: Walk, page: Any, number: str, letter: Path) -> None:
    """The citizen is told, and answers with a paper."""
    w.go(page, "/notices")
    w.look(page, "inbox")
    w.go(page, f"/my/cases/{number}")
    expect(page.locator(".cw-ask")).to_contain_text(QUESTION)
    w.look(page, "question")
    w.act(page, "answer", ANSWER, [letter])
    expect(page.locator(".th-banner--success")).to_be_visible()
    w.look(page, "answered")


def _handed_over(w: Walk, number: str) -> None:
    """The intake officer hands the case to the city's works office."""
    page = w.enter("waraporn", f"/desk/cases/{number}")
    expect(page.locator("main")).to_contain_text(ANSWER)
    form = page.locator("main form:has(input[name=do][value=hand_over])")
    w.unfold(form)
    form.locator("[name=find_unit]").fill("สำนักช่าง เชียงราย" if w.language == "th" else "works Chiang Rai")
    form.locator("textarea").fill("ถนนของเทศบาล")
    form.locator("button[name=find]").click()
    w.look(page, "desk-unit")
    page.locator("input[name=unit][value='chiang-rai-city/works']").check()
    w.act(page, "hand_over")
    expect(page.locator(".th-banner--success")).to_be_visible()
    w.look(page, "desk-handed-over")


def _overdue(w: Walk, number: str) -> None:
    """The answer is late: the desk shows it, the supervisor is told."""
    past = timezone.now() - timedelta(hours=2)
    with scope.system("test"):
        Clock.objects.filter(case__number=number, deadline="answer").update(due_at=past, next_at=past, step=1)
        Case.objects.filter(number=number).update(due_at=past)
    assert casework.escalate_due()
    page = w.enter("naree", "/desk?view=overdue")
    expect(page.locator(f"a[href$='/desk/cases/{number}']")).to_be_visible()
    w.look(page, "desk-overdue")
    w.go(page, "/notices")
    expect(page.locator("main")).to_contain_text(f"{number[:4]} {number[4:8]} {number[8:]}")
    w.look(page, "inbox-overdue")


def _settled(w: Walk, number: str) -> None:
    """The city's officer has everything, and settles."""
    page = w.enter("somsak", f"/desk/cases/{number}")
    for said in ("พิมพ์ใจ", DETAIL, QUESTION, ANSWER, "ไฟทาง.jpg", "หนังสือ.pdf"):
        expect(page.locator("main")).to_contain_text(said)
    w.look(page, "desk-works")
    with page.expect_download() as download:
        page.locator("main a", has_text="หนังสือ.pdf").first.click()
    assert download.value.suggested_filename.endswith(".pdf")
    w.act(page, "claim")
    w.act(page, "settle", RESULT)
    expect(page.locator(".th-banner--success")).to_be_visible()
    w.look(page, "desk-settled")


def _rates(w: Walk, page: Any, number: str) -> None:
    """The citizen reads the result and rates."""
    w.go(page, f"/my/cases/{number}")
    expect(page.locator("main")).to_contain_text(RESULT)
    w.look(page, "result")
    page.locator("label[for=stars-5]").click()
    page.fill("#comment", "แก้ไขเร็ว ขอบคุณ")
    w.act(page, "rate")
    expect(page.locator(".th-banner--success")).to_be_visible()
    w.look(page, "rated")
    officer = w.enter("somsak", f"/desk/cases/{number}")
    expect(officer.locator("section[aria-labelledby=rating]")).to_contain_text("แก้ไขเร็ว")
    w.look(officer, "desk-rated")


def _who_looked(w: Walk, page: Any, number: str, folder: Path) -> None:
    """Looks and decisions are there to read, and the receipt holds against the ledger."""
    ledger.sequence_all()
    w.go(page, f"/my/looks?case={number}")
    lines = page.locator("#lines")
    thai = w.language == "th"
    intake, works = (
        ("ศูนย์บริการประชาชน", "นครเชียงราย") if thai else ("Public Service Centre", "Chiang Rai City")
    )
    expect(lines).to_contain_text(intake)
    expect(lines).to_contain_text(works)
    w.look(page, "looks")
    w.go(page, f"/my/cases/{number}/receipt")
    expect(page.locator("main dl").first).not_to_contain_text(
        works
    )  # the office that took it in, not the last one
    w.look(page, "receipt")
    with page.expect_download() as download:
        page.locator("a[download]").click()
    proof = folder / "proof"
    download.value.save_as(proof)
    w.go(page, "/ledger/check")
    page.set_input_files("input[type=file]", proof)
    page.locator("main form").last.locator("button").last.click()
    expect(page.locator(".th-banner--success")).to_be_visible()
    w.look(page, "proof")
