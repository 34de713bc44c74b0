"""The one list of what an application lacks: asked once, a paper with its last day, checked by its code."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from prasan.core.casework import service as casework
from prasan.core.casework.api import shapes
from prasan.core.casework.models import CaseEvent
from prasan.core.identity import service as identity
from prasan.core.notices import service as notices
from prasan.foundation import scope
from prasan.foundation.dates import format_date

from . import world
from .test_desk_case import Desk

pytestmark = pytest.mark.django_db
FOOD = world.MISSIONS / "general/services/food-premises-notification.yaml"


@pytest.fixture
def somjai() -> identity.Account:
    return world.citizen()


def test_one_list_of_what_is_missing(somjai):
    version = world.publish(FOOD)
    with scope.system("test"):
        case = casework.open_case(
            casework.Opening(
                version_id=version.pk, service_id=version.service_id, answers={"local": "chiang-rai-city"},
                applicant=somjai.pk, subject=somjai.subject,
            )
        )  # fmt: skip
    officer = world.officer(case.unit.address)
    desk, number = Desk(officer), case.number
    desk.act(number, "claim")
    assert 'name="line"' in desk.page(number)
    assert "Tick or write at least one thing" in desk.act(number, "incomplete", 422)
    desk.act(number, "incomplete", line=["แผนที่", "", "ภาพถ่ายร้าน"])
    assert "1. แผนที่" in desk.page(number)
    page = desk.page(number)
    assert "2. ภาพถ่ายร้าน" in page
    # It is a signed paper that the applicant opens, and that anybody who holds it can check.
    paper = re.search(r'href="(?:/en)?(/documents/[0-9a-f-]+)[?"]', page)
    assert paper
    client = Client()
    with scope.system("test"):
        client.force_login(somjai)
        event = CaseEvent.objects.get(case__number=number, kind="incomplete")
    mine = text_of(client.get(f"/en/my/cases/{number}"))
    assert paper[1] in mine
    # By when stands where the applicant looks: on the page, in the list and in the letter.
    until = format_date(datetime.fromisoformat(event.data["until"]), "en")
    assert f"on the list by {until}" in mine.replace("\xa0", " ")
    assert f"please hand in by {until}" in text_of(client.get("/en/my")).replace("\xa0", " ")
    with world.acting(somjai):
        letters = [item.letter.text for item in notices.inbox().items]
    told_by = format_date(datetime.fromisoformat(event.data["until"]), "en", "time")
    assert any(f"Please hand it in by {told_by}" in said for said in letters), letters
    with pypdfium2.PdfDocument(client.get(paper[1]).content) as read:
        said = "".join(read[0].get_textpage().get_text_range().split())
    code = event.data["code"]
    for part in ("รายการเอกสาร", "1.แผนที่", "2.ภาพถ่ายร้าน", "มาตรา8", "เจ้าหน้าที่", code[:4] + "-" + code[4:8]):
        assert part in said, part
    typed = f"{number[:4]}-{number[4:8]}-{number[8:]}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    asked = {"what": "number", "number": typed, "code": code.lower()}
    checked = text_of(Client().post("/en/ledger/check", asked))
    assert "The list of what is missing is genuine" in checked
    assert "ภาพถ่ายร้าน" in checked
    assert Client().post("/en/ledger/check", {**asked, "code": "A" * 16}).status_code == 422
    # One list only: the law allows no second one.
    with world.acting(somjai):
        casework.move(number, "answer", text="ส่งแล้ว")
    assert 'name="line"' not in desk.page(number)
    with world.acting(officer):
        told = shapes.whole(casework.case_view(number))["steps"]
    assert told and "incomplete" not in [step["verb"] for step in told]
    assert "no second one" in desk.act(number, "incomplete", 409, line=["อีกอย่าง"])


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())
