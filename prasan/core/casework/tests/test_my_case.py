"""A case as its citizen meets it over HTTP: steps with questions, withdrawing, appealing, and what the papers say."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone, translation

from prasan.core.casework import receipt_code
from prasan.core.casework import service as casework
from prasan.core.casework.form.validate import TO_COME
from prasan.core.casework.models import Case
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.notices import service as notices
from prasan.foundation import scope, worktime
from prasan.foundation.dates import format_date
from prasan.foundation.errors import Conflict

from . import world

pytestmark = pytest.mark.django_db
INTAKE = "psc-1111/intake"


class Mine:
    """A browser of a citizen, signed in."""

    def __init__(self, account: identity.Account) -> None:
        self.client = Client()
        with scope.system("test"):
            self.client.force_login(account)

    def page(self, number: str) -> str:
        answer = self.client.get(f"/en/my/cases/{number}")
        assert answer.status_code == 200
        return answer.content.decode()

    def act(self, number: str, do: str, /, status: int = 200, **sent: Any) -> str:
        answer = self.client.post(f"/en/my/cases/{number}/act", {"do": do, **sent}, follow=True)
        assert answer.status_code == status, answer.content.decode()[-2000:]
        return answer.content.decode()


def case_of(number: str) -> Case:
    with scope.system("test"):
        return Case.objects.get(number=number)


@pytest.fixture
def somjai() -> identity.Account:
    world.publish()
    return world.citizen()


@pytest.fixture
def officer(somjai: identity.Account) -> identity.Account:
    return world.officer(INTAKE)


@pytest.fixture
def number(somjai: identity.Account) -> str:
    return world.complaint(somjai)


def refused(number: str, officer: identity.Account) -> None:
    with world.acting(officer):
        casework.move(number, "refuse", text="ไม่อยู่ในอำนาจหน้าที่")


def test_a_day_still_to_come_has_not_happened(somjai: identity.Account) -> None:
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    with world.acting(somjai):
        draft = casework.start_draft("complaint")
        matter = {key: world.ANSWERS[key] for key in ("kind", "subject", "detail")}
        wrong = casework.save_page(draft.pk, "matter", {**matter, "happened_on": tomorrow.isoformat()})
        assert wrong == {"happened_on": TO_COME}
        assert casework.save_page(draft.pk, "matter", {**matter, "happened_on": today.isoformat()}) == {}


def test_a_day_in_a_group_of_questions_has_happened_too(somjai: identity.Account) -> None:
    world.publish(world.MISSIONS / "scams/services/scam-report.yaml")
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    with world.acting(somjai):
        draft = casework.start_draft("scam-report")
        casework.save_page(draft.pk, "what", {"lost": True, "story": "โอนเงินไปแล้ว"})
        row = {"from_bank": "kbank", "amount": 100_00, "sent_on": tomorrow}
        assert list(casework.save_page(draft.pk, "money", {"transfers": [row]})) == ["transfers.0.sent_on"]


def scam(somjai: identity.Account) -> str:
    world.publish(world.MISSIONS / "scams/services/scam-report.yaml")
    with world.acting(somjai):
        draft = casework.start_draft("scam-report")
        story = {"kind": "job", "lost": False, "story": "มีคนโทรมาหลอก"}
        casework.save_page(draft.pk, "what", story)
        casework.save_page(draft.pk, "scammer", {})
        assert (
            casework.save_page(draft.pk, "you", {**draft.answers, "name": "สมใจ", "phone": "0812345678"})
            == {}
        )
        return casework.submit(draft.pk).number


def test_a_step_asks_the_citizen_what_it_asks_the_officer(somjai: identity.Account) -> None:
    number, mine = scam(somjai), Mine(somjai)
    with world.acting(world.officer("aoc-1441/intake")):
        casework.claim(number)
    assert 'name="file_police-police_number"' in mine.page(number)
    given: dict[str, Any] = {"file_police-police_number": "7/2569"}
    page = mine.act(number, "file_police", 422, **given)
    assert 'href="#f-file_police-police_station"' in page
    assert 'value="7/2569"' in page, "what was typed stays"
    given["file_police-police_station"] = "สภ.แม่จัน"
    mine.act(number, "file_police", **given)
    assert case_of(number).state == "filed"


def test_a_case_is_called_by_its_services_words_and_its_answers(somjai: identity.Account) -> None:
    number = scam(somjai)
    assert case_of(number).title == "แจ้งถูกหลอกลวงออนไลน์ · หลอกให้ทำงานหารายได้"
    assert "Online scam · " in Mine(somjai).page(number)


def test_the_outcome_has_one_name_on_the_page_and_in_the_letter(somjai, officer, number) -> None:
    with world.acting(officer):
        casework.claim(number)
        casework.move(number, "settle", text="ซ่อมแล้ว")
    assert re.findall(r'th-step__title">([^<]+)<', Mine(somjai).page(number))[-1] == "Answered"
    with world.acting(somjai), translation.override("en"):
        assert notices.inbox().items[0].letter.subject.endswith(": Answered")


def test_withdrawing_is_warned_of_and_confirmed(somjai: identity.Account, number: str) -> None:
    mine = Mine(somjai)
    assert "the office stops working on the matter" in mine.page(number)
    page = mine.act(number, "withdraw", 422)
    assert 'href="#t-withdraw-sure"' in page
    assert case_of(number).kind == "open"
    mine.act(number, "withdraw", sure="on")
    assert case_of(number).outcome == "withdrawn"


def test_the_appeal_stands_before_the_rating(
    somjai: identity.Account, officer: identity.Account, number: str
) -> None:
    refused(number, officer)
    page = Mine(somjai).page(number)
    assert 0 < page.index('value="appeal"') < page.index('value="rate"')


def test_an_appeal_has_a_time_and_its_answer_a_clock(
    somjai: identity.Account, officer: identity.Account, number: str
) -> None:
    refused(number, officer)
    mine = Mine(somjai)
    page = mine.act(number, "appeal", text="เป็นหน้าที่ของท่าน")
    assert "The office looks at the appeal" in page
    due = case_of(number).due_at
    assert due is not None
    assert timedelta(days=29) < due - timezone.now() < timedelta(days=31)
    with world.acting(world.officer(INTAKE, "supervisor")):
        casework.move(number, "uphold", text="ยืนตามคำสั่งเดิม")
    assert case_of(number).due_at is None, "the clock of the appeal is met"
    page = mine.page(number)
    assert 'value="appeal"' not in page and "Appeal dismissed" in page
    until = format_date(worktime.due(timezone.now(), 90, "days", directory.calendar()), "en")
    page = page.replace("\xa0", " ")
    assert f"the Administrative Court until {until}" in page and "sections 42 and 49" in page
    mine.act(number, "appeal", 409, text="อีกครั้ง")


def test_a_matter_withdrawn_has_no_empty_heading(somjai: identity.Account, number: str) -> None:
    mine = Mine(somjai)
    assert "What comes next" in mine.page(number)
    mine.act(number, "withdraw", sure="on")
    mine.act(number, "rate", stars="5")
    page = mine.page(number)
    assert "What comes next" not in page
    assert "You withdrew the matter" in page and "You rated the service" in page


def test_too_late_for_an_appeal(somjai: identity.Account, officer: identity.Account, number: str) -> None:
    refused(number, officer)
    with scope.system("test"):
        Case.objects.filter(number=number).update(appeal_until=timezone.now() - timedelta(days=1))
    mine = Mine(somjai)
    page = mine.page(number)
    assert "The time for an appeal ended" in page
    assert 'value="appeal"' not in page
    assert "The time for an appeal has passed" in mine.act(number, "appeal", 409, text="ช้าไปหนึ่งวัน")


def test_what_was_declared_void_is_appealed_in_time_too(somjai: identity.Account) -> None:
    text = world.COMPLAINT.read_text().replace(
        "{do: appeal, from: [refused]", "{do: appeal, from: [refused, settled]"
    )
    with scope.system("test"):
        casework.publish_service(text.encode())
    number = world.complaint(somjai)
    with world.acting(world.officer(INTAKE)):
        casework.claim(number)
        casework.move(number, "settle", text="แล้วเสร็จ")
    until = case_of(number).appeal_until
    assert until is not None
    with scope.system("test"):
        Case.objects.filter(number=number).update(appeal_until=timezone.now() - timedelta(days=1))
    with world.acting(somjai), pytest.raises(Conflict):
        casework.move(number, "appeal", text="ยังไม่เสร็จ")


def test_a_case_handed_over_waits_for_an_officer_there(
    somjai: identity.Account, officer: identity.Account, number: str
) -> None:
    with world.acting(officer):
        casework.claim(number)
        casework.hand_over(number, "nt/intake", "เรื่องของ NT")
    mine = Mine(somjai)
    page, unit = mine.page(number), directory.unit("nt/intake")
    assert "Being dealt with" not in page
    assert "Waiting for an officer" in page
    assert f"waits for an officer at {unit.name_en}, {unit.agency.name_en}" in page
    told = Client().post("/en/track", {"number": number, "phone": "5678"}).content.decode()
    assert f"waits for an officer at {unit.name_en}" in told
    with world.acting(world.officer("nt/intake")):
        casework.claim(number)
    assert "Being dealt with" in mine.page(number)


def test_the_citizen_reads_that_a_unit_has_done_its_part_but_not_what_it_wrote(
    somjai: identity.Account, officer: identity.Account, number: str
) -> None:
    with world.acting(officer):
        casework.claim(number)
        part = casework.ask_unit(number, "nt/intake", "คำถามภายใน")
    with world.acting(world.officer("nt/intake")):
        casework.answer_part(part.pk, "คำตอบภายใน")
    page = Mine(somjai).page(number)
    assert (
        f"{directory.unit('nt/intake').name_en}, {directory.agency('nt').name_en} has done its part" in page
    )
    assert "ภายใน" not in page


def test_track_tells_days_and_what_comes_next_and_nothing_personal(
    somjai: identity.Account, number: str
) -> None:
    page = Client().post("/en/track", {"number": number, "phone": "5678"}).content.decode()
    for said in ("Received", "Last step", "In charge", "What comes next"):
        assert said in page
    assert re.search(r"Due.{0,120}by \d", page, re.DOTALL)
    assert "สมใจ" not in page
    assert world.ANSWERS["subject"] not in page


def test_the_receipt_carries_a_code_that_anyone_can_check(somjai: identity.Account, number: str) -> None:
    code = receipt_code.code_of(number)
    page = Mine(somjai).client.get(f"/en/my/cases/{number}/receipt").content.decode()
    assert code in page
    assert "<svg" in page
    checked = Client().get("/en/ledger/check", {"number": number, "code": code})
    assert checked.status_code == 200
    assert "This submission receipt is genuine" in checked.content.decode()
    assert "สมใจ" not in checked.content.decode()
    typed = f"{number[:4]} {number[4:8]} {number[8:]}", code.lower().replace("-", " ")
    again = Client().post("/en/ledger/check", {"what": "number", "number": typed[0], "code": typed[1]})
    assert "receipt is genuine" in again.content.decode()


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "ก"])
def test_a_wrong_code_is_no_receipt(number: str, code: str) -> None:
    answer = Client().get("/en/ledger/check", {"number": number, "code": code})
    assert answer.status_code >= 400
    assert "receipt is genuine" not in answer.content.decode()


def test_a_paper_says_answers_in_words(somjai: identity.Account, officer: identity.Account) -> None:
    """A certificate that names an address, a choice, a day and what was not answered."""
    text = world.COMPLAINT.read_text().replace(
        "- {do: settle, from: [working], to: settled, by: [officer], reason: true}",
        "- {do: settle, from: [working], to: settled, by: [officer], reason: true, effects: "
        "[{effect: produce_document, with: {output: paper, lang: en}}]}",
    )
    paper = "'{form.kind} / {form.happened_on} / {form.place} / {form.spot}.'"
    text += f"\noutputs: [{{id: paper, title: {{th: ก, en: Paper}}, body: {{th: {paper}, en: {paper}}}}}]\n"
    with scope.system("test"):
        casework.publish_service(text.encode())
    number = world.complaint(somjai)
    with world.acting(officer):
        casework.claim(number)
        casework.move(number, "settle", text="แล้วเสร็จ")
    page = Mine(somjai).client
    link = re.search(r'href="([^"]*/download)"|href="(/en/documents/[^"]+)"', Mine(somjai).page(number))
    assert link is not None
    with pypdfium2.PdfDocument(page.get(link[1] or link[2]).content) as paper_read:
        said = paper_read[0].get_textpage().get_text_range()
    assert "Roads, footpaths, street lights / 1 November 2026 / " in " ".join(said.split())
    assert "570701" not in said


def test_the_other_language_after_a_mistake_leads_back_to_the_case(somjai):
    mine, number = Mine(somjai), world.complaint(somjai)
    mine.act(number, "reply", 422, text="")
    assert mine.client.get(f"/en/my/cases/{number}/act")["Location"] == f"/en/my/cases/{number}"
