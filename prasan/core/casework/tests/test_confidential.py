"""Who asked for confidentiality is known to the unit that received the matter, and to nobody it goes on to."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case, CaseApplicant, CaseMessage, CaseWords, Part
from prasan.core.documents import service as documents
from prasan.core.identity import service as identity
from prasan.core.notices.models import Message
from prasan.foundation import scope
from prasan.foundation.errors import NotAllowed

from . import world

pytestmark = pytest.mark.django_db
NAME, PHONE = "สมใจ ใจดี", "+66812345678"
CALL = """
    - do: call
      from: [working]
      to: working
      by: [officer]
      label: {th: โทร, en: Call}
      when: form.phone != null && person.name != null
    - do: report
      from: [working]
      to: working
      by: [officer]
      label: {th: รายงาน, en: Report}
      effects: [{effect: produce_document, with: {output: report}}]
    - do: certify
      from: [working]
      to: working
      by: [officer]
      label: {th: รับรอง, en: Certify}
      effects: [{effect: produce_document, with: {output: letter}}]
    - do: inquire
      from: [working]
      to: working
      by: [officer]
      label: {th: สอบถาม, en: Inquire}
      effects: [{effect: ask_unit, with: {unit: pea/intake, question: "='ตรวจสอบ ' + form.name"}}]
    - do: thank
      from: [working]
      to: working
      by: [officer]
      label: {th: ขอบคุณ, en: Thank}
      effects: [{effect: notify, with: {message: {th: =form.name, en: =form.name}}}]
    - {do: answer,"""
OUTPUTS = """
outputs:
  - {id: letter, title: {th: หนังสือ, en: Letter}, body: {th: "ถึง {form.name}", en: "To {person.name}"}}
  - {id: report, title: {th: รายงาน, en: Report}, body: {th: "เรื่อง {form.subject}", en: "About {form.subject}"}}
"""


@pytest.fixture
def somjai() -> identity.Account:
    text = world.COMPLAINT.read_text().replace("\n    - {do: answer,", CALL, 1) + OUTPUTS
    # Who filed it also stands in an answer that the form of the new matter does not fill in by itself.
    text = text.replace("story: =form.detail,", "story: \"=form.name + ' ' + form.detail\",")
    with scope.system("test"):
        casework.publish_service(text.encode())
    world.publish(world.MISSIONS / "scams/services/scam-report.yaml")
    return world.citizen()


@pytest.fixture
def intake() -> identity.Account:
    return world.officer("psc-1111/intake")


@pytest.fixture
def other() -> identity.Account:
    return world.officer("nt/intake")


def filed(somjai: identity.Account, intake: identity.Account) -> str:
    """A confidential complaint, claimed by the unit that received it."""
    number = world.complaint(somjai, confidential=True)
    with world.acting(intake):
        casework.claim(number)
    return number


def handed_over(somjai: identity.Account, intake: identity.Account, other: identity.Account) -> str:
    number = filed(somjai, intake)
    with world.acting(intake):
        casework.hand_over(number, "nt/intake", "ส่งต่อ")
    with world.acting(other):
        casework.claim(number)
    return number


def child_of(number: str) -> Case:
    with scope.system("test"):
        return Case.objects.select_related("who").get(parent__number=number)


def names_nobody(seen: Any) -> bool:
    return seen.hidden_person and seen.person == {} and NAME not in str(seen.answers) + seen.case.title


def test_the_matter_that_grows_out_of_a_confidential_one_is_confidential_too(somjai, intake):
    number = filed(somjai, intake)
    with world.acting(intake):
        casework.move(number, "transfer_1441", **world.TO_1441)
    child = child_of(number)
    assert (child.confidential, child.who.received_by.code) == (True, "intake")
    assert child.who.facts["name"] == NAME and child.who.answers["story"].startswith(NAME)
    with world.acting(world.officer("aoc-1441/intake")):
        assert names_nobody(casework.case_view(child.number))
        assert not CaseApplicant.objects.filter(case=child).exists()
    with world.acting(intake):  # who received the first of them may follow it and knows them
        assert casework.case_view(child.number).person["name"] == NAME
    with world.acting(somjai):
        assert casework.case_view(child.number).person["name"] == NAME
    with scope.system("test"):
        assert "สมใจ" not in CaseWords.objects.get(case=child).words


def test_the_unit_it_was_handed_to_may_send_it_on_without_knowing_them(somjai, intake, other):
    number = handed_over(somjai, intake, other)
    with world.acting(other):
        casework.move(number, "transfer_1441", **world.TO_1441)
    child = child_of(number)
    assert child.who.facts["name"] == NAME
    assert child.who.received_by.agency.code == "psc-1111"
    for unit in (other, world.officer("aoc-1441/intake")):
        with world.acting(unit):
            assert names_nobody(casework.case_view(child.number))


def test_the_child_of_a_matter_that_is_not_confidential_shows_who_it_is_about(somjai, intake):
    number = world.complaint(somjai)
    with world.acting(intake):
        casework.move(number, "transfer_1441", **world.TO_1441)
    child = child_of(number)
    assert not child.confidential
    with world.acting(world.officer("aoc-1441/intake")):
        assert casework.case_view(child.number).person["name"] == NAME


def test_a_guard_asks_what_the_officer_may_not_see(somjai, intake, other):
    number = handed_over(somjai, intake, other)
    with world.acting(other):
        casework.move(number, "call")
    client = Client()
    client.force_login(other)
    page = client.get(f"/desk/cases/{number}").content.decode()
    assert 'value="call"' in page and NAME not in page and PHONE not in page


def test_a_message_to_the_applicant_may_name_them(somjai, intake, other):
    number = handed_over(somjai, intake, other)
    with world.acting(other):
        casework.move(number, "thank")
    with scope.system("test"):
        letters = Message.objects.filter(dedupe_key__contains=":notify:")
        said = {(letter.address, str(letter.values["message"])) for letter in letters}
    assert str(somjai.pk) in {address for address, _ in said}
    assert all(NAME in text for _, text in said)
    assert str(other.pk) not in {address for address, _ in said}


def test_a_document_that_names_them_is_refused_where_they_are_hidden(somjai, intake, other):
    number = handed_over(somjai, intake, other)
    with world.acting(other), pytest.raises(NotAllowed, match="เอกสารนี้"):
        casework.move(number, "certify")
    with world.acting(other):
        casework.move(number, "report")
        assert "letter" not in str(casework.case_view(number).happenings)


def test_a_document_that_names_them_stays_with_the_unit_that_knows_them(somjai, intake, other):
    number = filed(somjai, intake)
    with world.acting(intake):
        casework.ask_unit(number, "pea/intake", "ไฟดับเพราะอะไร")
        casework.move(number, "certify")
        casework.move(number, "report")
        casework.hand_over(number, "nt/intake", "ส่งต่อ")
        sent = CaseMessage.objects.filter(case__number=number).exclude(files=[]).order_by("seq")
        letter, report = [message.files[0] for message in sent]
        assert len(documents.documents([letter, report])) == 2
    for stranger in (other, world.officer("pea/intake")):
        with world.acting(stranger):
            assert [str(key) for key in documents.documents([letter, report])] == [report]
    with world.acting(somjai):
        assert len(documents.documents([letter, report])) == 2


def test_a_question_to_others_must_not_name_them(somjai, intake):
    number = filed(somjai, intake)
    with world.acting(intake), pytest.raises(NotAllowed, match="ขั้นตอนนี้"):
        casework.move(number, "inquire")
    with scope.system("test"):
        assert not Part.objects.exists()
    open_one = world.complaint(somjai)
    with world.acting(intake):
        casework.claim(open_one)
        casework.move(open_one, "inquire")
    with scope.system("test"):
        assert NAME in Part.objects.get().question
