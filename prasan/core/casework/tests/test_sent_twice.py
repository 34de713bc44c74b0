"""A form sent twice - a double click, the back button - is written once, and nobody meets an error."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from prasan.core.casework.models import Case, CaseMessage, Part
from prasan.core.documents.models import Document
from prasan.core.identity import service as identity
from prasan.foundation import scope

from . import world
from .test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def somjai() -> identity.Account:
    world.publish()
    return world.citizen()


@pytest.fixture
def number(somjai: identity.Account) -> str:
    return world.complaint(somjai)


@pytest.fixture
def desk(number: str) -> Callable[..., Any]:
    """Send a form of the case's page as its first officer, or as another."""
    here = [at(world.officer("psc-1111/intake", username=name)) for name in ("first", "second")]
    return lambda who=0, **form: here[who].post(f"/desk/cases/{number}/act", form)


def at(who: identity.Account) -> Client:
    client = Client()
    with scope.system("test"):
        client.force_login(who)
    return client


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    return SimpleUploadedFile("a.png", out.getvalue(), "image/png")


def said() -> list[str]:
    with scope.system("test"):
        return list(CaseMessage.objects.order_by("seq").values_list("body", flat=True))


@pytest.mark.parametrize("verb", ["note", "reply"])
def test_an_officer_s_words(number: str, desk: Callable[..., Any], verb: str) -> None:
    for _ in range(2):
        sent = desk(do=verb, text="โทรหาแล้ว ไม่รับสาย ", revision=1)
        assert sent.status_code == 302 and sent["location"] == f"/desk/cases/{number}"
    assert said() == ["โทรหาแล้ว ไม่รับสาย"]
    desk(do=verb, text="โทรหาอีกครั้ง", revision=1)  # other words
    desk(who=1, do=verb, text="โทรหาอีกครั้ง", revision=1)  # a colleague's
    desk(do=verb, text="โทรหาแล้ว ไม่รับสาย", revision=4)  # once more, from a page that showed the first
    assert len(said()) == 4


def test_two_clicks_at_the_same_moment(number: str, desk: Callable[..., Any]) -> None:
    with scope.system("test"):
        case = Case.objects.get()

    def click() -> int:
        status: int = desk(do="note", text="ดูภาพ", revision=1).status_code
        return status

    assert at_once(case, [click, click]) == [302, 302]
    assert said() == ["ดูภาพ"]


def test_files_are_kept_once(number: str, desk: Callable[..., Any]) -> None:
    for _ in range(2):
        assert desk(do="note", text="ดูภาพ", revision=1, files=[picture()]).status_code == 302
    with scope.system("test"):
        assert Document.objects.count() == 1


def test_a_citizen_s_message(number: str, somjai: identity.Account) -> None:
    client = at(somjai)
    assert 'name="do" value="reply"><input type="hidden" name="revision" value="1"' in (
        client.get(f"/my/cases/{number}").content.decode()
    )
    for _ in range(2):
        sent = client.post(f"/my/cases/{number}/act", {"do": "reply", "text": "เสาที่ 42", "revision": 1})
        assert sent.status_code == 302
    assert said() == ["เสาที่ 42"]


def test_a_part_asked_of_another_unit(desk: Callable[..., Any]) -> None:
    form = {"do": "ask_unit", "unit": "chiang-rai-city/intake", "text": "ไฟดวงใด", "revision": 1}
    for _ in range(2):
        assert desk(**form).status_code == 302
    with scope.system("test"):
        assert Part.objects.count() == 1
