"""One case on the desk over HTTP: every act, by whom it may be done, and what a refusal looks like."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case, CaseEvent, Part
from prasan.core.identity import service as identity
from prasan.core.ledger.models import Leaf
from prasan.foundation import scope

from . import world

pytestmark = pytest.mark.django_db
INTAKE = "psc-1111/intake"


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish()


@pytest.fixture
def somjai() -> identity.Account:
    return world.citizen()


@pytest.fixture
def officer() -> identity.Account:
    return world.officer(INTAKE)


@pytest.fixture
def number(somjai: identity.Account) -> str:
    return world.complaint(somjai)


class Desk:
    """A browser at the desk, signed in as the account."""

    def __init__(self, account: identity.Account) -> None:
        self.client, self.account = Client(), account
        with scope.system("test"):
            self.client.force_login(account)

    def page(self, number: str, status: int = 200) -> str:
        answer = self.client.get(f"/en/desk/cases/{number}")
        assert answer.status_code == status
        return answer.content.decode()

    def act(self, number: str, do: str, /, status: int = 200, **sent: Any) -> str:
        sent.setdefault("revision", case_of(number).revision)
        answer = self.client.post(f"/en/desk/cases/{number}/act", {"do": do, **sent}, follow=True)
        assert answer.status_code == status, answer.content.decode()[-3000:]
        return answer.content.decode()


def case_of(number: str) -> Case:
    with scope.system("test"):
        return Case.objects.select_related("unit__agency").get(number=number)


def events_of(number: str) -> list[str]:
    with scope.system("test"):
        return list(
            CaseEvent.objects.filter(case__number=number).order_by("seq").values_list("kind", flat=True)
        )


def picture() -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(drawn, "PNG")
    return SimpleUploadedFile("ภาพ.png", drawn.getvalue(), "image/png")


def test_everything_of_the_case_is_there(number, officer):
    page = Desk(officer).page(number)
    for shown in (
        world.ANSWERS["detail"],
        "สมใจ ใจดี",
        "tel:+66812345678",
        "Why is it due then?",
        "The clock started on",
    ):
        assert shown in page
    assert "Pong Pha" in page or "Mae Sai" in page or "Chiang Rai" in page


def test_a_citizen_a_stranger_and_the_case_s_own_officer(number, somjai):
    assert Desk(somjai).client.get(f"/desk/cases/{number}").status_code == 403
    assert Desk(world.officer("nt/intake")).client.get(f"/desk/cases/{number}").status_code == 404
    both = world.officer(INTAKE, username="both")
    own = world.complaint(both)
    assert Desk(both).client.get(f"/en/desk/cases/{own}")["Location"] == f"/en/my/cases/{own}"
    assert Desk(both).client.post(f"/desk/cases/{own}/act", {"do": "claim"}).status_code == 404
    auditor = world.officer(INTAKE, "auditor")
    assert Desk(auditor).client.get(f"/desk/cases/{number}").status_code == 403


@pytest.mark.parametrize("asked", ["x", "1" * 12, "0", "<b>", "๑๒๓"])
def test_a_number_that_is_none(officer, asked):
    assert Desk(officer).client.get(f"/desk/cases/{asked}").status_code == 404
    assert Desk(officer).client.post(f"/desk/cases/{asked}/act", {"do": "claim"}).status_code == 404


def test_from_claim_to_result(number, officer, somjai):
    desk = Desk(officer)
    assert "The case is yours now." in desk.act(number, "claim")
    assert "The message has been sent." in desk.act(number, "reply", text="รับเรื่องแล้ว", files=picture())
    page = desk.act(number, "note", text="โทรแล้วไม่รับสาย")
    assert "โทรแล้วไม่รับสาย" in page
    assert "/preview" in page
    assert "The clock stands still until they answer" in desk.act(number, "ask", text="เสาต้นใด")
    with world.acting(somjai):
        casework.move(number, "answer", text="ต้นที่ 4")
        seen = casework.case_view(number)
        assert "โทรแล้วไม่รับสาย" not in str([h.message.body for h in seen.happenings if h.message])
    assert "ต้นที่ 4" in desk.page(number)
    assert "Done: " in desk.act(number, "settle", text="ซ่อมแล้ว")
    with world.acting(somjai):
        casework.rate(number, 4, "ดี")
    page = desk.page(number)
    assert "4 stars of 5" in page
    assert 'value="settle"' not in page
    assert events_of(number) == ["opened", "claim", "reply", "note", "ask", "answer", "settle", "rate"]


def test_files_of_a_message_can_be_opened_by_the_other_side(number, officer, somjai):
    Desk(officer).act(number, "reply", text="ดูภาพ", files=picture())
    Desk(officer).act(number, "note", text="ภาพภายใน", files=picture())
    theirs = Client()
    with scope.system("test"):
        theirs.force_login(somjai)
    theirs.post(f"/my/cases/{number}/act", {"do": "reply", "text": "ภาพของฉัน", "files": picture()})
    with scope.system("test"):
        reply, note, mine = CaseEvent.objects.get(case__number=number, kind="opened").case.messages.order_by(
            "seq"
        )
    assert theirs.get(f"/documents/{reply.files[0]}").status_code == 200
    assert theirs.get(f"/documents/{note.files[0]}").status_code == 404
    assert Desk(officer).client.get(f"/documents/{mine.files[0]}").status_code == 200
    assert Desk(officer).client.get(f"/documents/{mine.files[0]}/preview").status_code == 200


def test_assign_and_give_back(number, officer):
    colleague = world.officer(INTAKE, username="colleague")
    desk = Desk(officer)
    desk.act(number, "assign", assignee=colleague.pk)
    assert case_of(number).assignee_id == colleague.pk
    desk.act(number, "assign", assignee="")
    assert case_of(number).assignee_id is None
    page = desk.act(number, "assign", 422, assignee=world.officer("nt/intake").pk)
    assert "Choose someone who works in the unit" in page


def test_a_refusal_tells_what_the_applicant_will_be_told(number, officer, somjai):
    desk = Desk(officer)
    page = desk.page(number)
    assert "they may appeal to" in page
    assert "within 15 days" in page
    page = desk.act(number, "refuse", 422, text="  ")
    assert 'href="#a-refuse-text"' in page
    desk.act(number, "refuse", text="ไม่อยู่ในอำนาจ")
    with world.acting(somjai):
        casework.move(number, "appeal", text="ขอให้ทบทวน")
    assert 'value="uphold"' not in desk.page(number), "an officer does not decide an appeal"
    assert "You may not do this" in desk.act(number, "overturn", 403, text="x")
    head = Desk(world.officer(INTAKE, "supervisor"))
    assert 'value="uphold"' in head.page(number)
    head.act(number, "overturn", text="รับไว้พิจารณาใหม่")
    assert case_of(number).state == "working"


def test_reopened_by_a_supervisor(number, officer):
    desk = Desk(officer)
    desk.act(number, "claim")
    desk.act(number, "settle", text="แล้วเสร็จ")
    assert 'value="reopen"' not in desk.page(number)
    head = Desk(world.officer(INTAKE, "supervisor"))
    head.act(number, "reopen", text="ยังไม่เรียบร้อย")
    assert case_of(number).kind == "open"


def test_hand_over_by_searching_for_the_unit(number, officer):
    desk = Desk(officer)
    page = desk.act(number, "hand_over", find="1", find_unit="เชียงราย", text="งานของเทศบาล")
    assert 'value="chiang-rai-city/works"' in page
    assert "งานของเทศบาล" in page
    assert "No unit has these words" in desk.act(number, "hand_over", find="1", find_unit="ดาวอังคาร")
    assert "Search for the unit" in desk.act(number, "hand_over", 422, text="งานของเทศบาล")
    page = desk.act(
        number, "hand_over", find_unit="เชียงราย", unit="chiang-rai-city/works", text="งานของเทศบาล"
    )
    assert "The case has been handed over." in page
    assert case_of(number).unit.address == "chiang-rai-city/works"
    assert 'value="hand_over"' not in desk.page(number), "who gave it away only reads it"
    taker = Desk(world.officer("chiang-rai-city/works"))
    assert "งานของเทศบาล" in taker.page(number)


def test_a_confidential_name_is_hidden_from_the_next_unit(somjai, officer):
    number = world.complaint(somjai, confidential=True)
    assert "สมใจ" in Desk(officer).page(number)
    Desk(officer).act(number, "hand_over", unit="nt/intake", text="ส่งต่อ")
    page = Desk(world.officer("nt/intake")).page(number)
    assert "Hidden: confidential" in page
    assert "สมใจ" not in page
    assert "812345678" not in page


def test_another_unit_does_a_part(number, officer):
    desk, helper = Desk(officer), Desk(world.officer("pea/intake"))
    assert "1 to 365" in desk.act(number, "ask_unit", 422, unit="pea/intake", text="สายขาดไหม", days="many")
    assert "The unit has been asked." in desk.act(
        number, "ask_unit", unit="pea/intake", text="สายขาดไหม", days="3"
    )
    assert "No answer yet" in desk.page(number)
    with scope.system("test"):
        part = Part.objects.get()
    assert part.due_at is not None
    assert "สายขาดไหม" in helper.page(number)
    asked = helper.page(number)
    assert 0 < asked.index('value="answer_part"') < asked.index('id="matter"')  # what they came for is first
    assert "Write something" in helper.act(number, "answer_part", 422, part=part.pk, text="")
    assert "The answer has been sent." in helper.act(number, "answer_part", part=part.pk, text="ซ่อมสายแล้ว")
    assert "ซ่อมสายแล้ว" in desk.page(number)
    assert helper.act(number, "answer_part", 409, part=part.pk, text="อีก")
    assert helper.act(number, "refuse", 403, text="ไม่ใช่ของเรา")
    assert helper.act(number, "answer_part", 404, part="x", text="อีก")


def test_a_stale_page_tells_and_keeps_what_was_typed(number, officer):
    desk, colleague = Desk(officer), Desk(world.officer(INTAKE, username="colleague"))
    shown = case_of(number).revision
    colleague.act(number, "claim")
    page = desk.act(number, "ask", 409, text="คำถามที่พิมพ์ไว้ยาว", revision=shown)
    assert "Someone has changed this case" in page
    assert "คำถามที่พิมพ์ไว้ยาว" in page
    assert f'name="revision" value="{case_of(number).revision}"' in page
    assert events_of(number) == ["opened", "claim"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 409),
        ({"do": "dance"}, 409),
        ({"do": "answer", "text": "x"}, 409),
        ({"do": "claim", "revision": "x" * 50}, 302),
    ],
)
def test_what_makes_no_sense_gets_an_answer(number, officer, sent, status):
    assert Desk(officer).client.post(f"/en/desk/cases/{number}/act", sent).status_code == status


def test_a_wrong_file_leaves_nothing_behind(number, officer):
    bad = SimpleUploadedFile("a.exe", b"MZ\x90\x00", "application/pdf")
    page = Desk(officer).act(number, "reply", 422, text="พร้อมไฟล์", files=bad)
    assert "Files of this kind" in page
    assert "พร้อมไฟล์" in page
    assert events_of(number) == ["opened"]


def test_an_act_is_no_look_but_the_page_is(number, officer):
    desk = Desk(officer)
    with scope.system("test"):
        before = Leaf.objects.count()
    desk.client.post(f"/en/desk/cases/{number}/act", {"do": "note", "text": "ก"})
    with scope.system("test"):
        assert Leaf.objects.count() == before + 1
    desk.page(number)
    with scope.system("test"):
        assert Leaf.objects.count() == before + 2


HOLD = world.MISSIONS / "scams/services/hold-request.yaml"


def test_the_bank_answers_with_the_amount_held(officer):
    version = world.publish(HOLD)
    with scope.system("test"):
        case = casework.open_case(
            casework.Opening(
                version_id=version.pk,
                service_id=version.service_id,
                answers={
                    "report": "691100000001", "bank": "kbank", "to_account": "1234567890", "amount": 500_000,
                    "sent_on": "2026-11-20", "from_bank": "ktb",
                },
            )
        )  # fmt: skip
    bank = Desk(world.officer("kbank/fraud"))
    number = case.number
    page = bank.page(number)
    assert 'name="hold-held_amount"' in page
    assert 'name="hold_part-held_amount"' in page
    bank.act(number, "claim")
    right: dict[str, Any] = {"hold-held_amount": "5,000.00", "hold-hold_reference": "KB-77"}
    wrong: dict[str, Any] = {**right, "hold-held_amount": "a lot"}
    page = bank.act(number, "hold", 422, **wrong)
    assert 'href="#f-hold-held_amount"' in page
    assert 'value="KB-77"' in page
    bank.act(number, "hold", **right)
    assert case_of(number).state == "held"
    assert "5,000" in bank.page(number)


def test_a_refused_complaint_is_called_the_same_in_tag_and_summary(number, officer):
    desk = Desk(officer)
    desk.act(number, "claim")
    page = desk.act(number, "refuse", text="อยู่ในศาล")
    assert page.count("Not accepted") >= 2
    assert ">refused<" not in page


def test_the_other_language_after_a_mistake_leads_back_to_the_case(number, officer):
    """The page that tells a mistake stands at the address of the act, which its language link opens."""
    desk = Desk(officer)
    desk.act(number, "note", 422, text="")
    assert desk.client.get(f"/en/desk/cases/{number}/act")["Location"] == f"/en/desk/cases/{number}"
    assert desk.client.get("/en/desk/bulk")["Location"] == "/en/desk"


def test_a_part_still_open_is_told_before_closing_and_then_asked_of_nobody(number, officer):
    desk, helper = Desk(officer), Desk(world.officer("pea/intake"))
    desk.act(number, "claim")
    assert "Not yet answered by" not in desk.page(number)
    page = desk.act(number, "ask_unit", unit="pea/intake", text="สายขาดไหม")
    assert "Not yet answered by: Intake Provincial Electricity Authority" in page
    settling = page.split('id="act-settle"')[1].split("</details>")[0]
    assert "govuk-warning-text" in settling and "Not yet answered by" in settling
    listed = "/en/desk?view=parts"
    assert f"/desk/cases/{number}" in helper.client.get(listed).content.decode()
    page = desk.act(number, "settle", text="แล้วเสร็จ")
    assert "Not answered before the case was closed" in page
    assert f"/desk/cases/{number}" not in helper.client.get(listed).content.decode()
