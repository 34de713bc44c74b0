"""The complaint service from draft to rating, through the room's public face."""

import pytest
from django.utils import timezone

from prasan.core.casework import service as casework
from prasan.core.casework.build import build
from prasan.core.casework.models import Case, CaseEvent
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, NotFound

from . import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish()


@pytest.fixture
def somjai():
    return world.citizen()


@pytest.fixture
def intake():
    return world.officer("psc-1111/intake")


def test_a_complaint_goes_from_draft_to_rating(somjai, intake):
    number = world.complaint(somjai)
    with world.acting(intake):
        page = casework.desk(casework.Filter())
        assert [case.number for case in page.items] == [number]
        casework.claim(number)
        casework.move(number, "ask", text="ไฟดวงใด บอกเลขเสาได้ไหม")
        assert casework.case_view(number).case.kind == "waiting"
    with world.acting(somjai):
        casework.move(number, "answer", text="เสาเลขที่ 42")
    with world.acting(intake):
        casework.move(number, "settle", text="เปลี่ยนหลอดไฟแล้ว")
    with world.acting(somjai):
        seen = casework.case_view(number)
        assert seen.case.outcome == "settled"
        assert [h.event.kind for h in seen.happenings] == ["opened", "claim", "ask", "answer", "settle"]
        casework.rate(number, 5, "รวดเร็วมาก")
        with pytest.raises(Conflict):
            casework.rate(number, 1)


def test_prefilled_facts_are_not_asked_twice(somjai):
    with world.acting(somjai):
        draft = casework.start_draft("complaint")
        assert draft.answers["name"] == "สมใจ ใจดี"
        assert draft.answers["phone"] == "+66812345678"


def test_wrong_answers_are_kept_and_named(somjai):
    with world.acting(somjai):
        draft = casework.start_draft("complaint")
        wrong = casework.save_page(draft.pk, "matter", {"kind": "nothing", "subject": "", "detail": "สั้น"})
        assert set(wrong) == {"kind", "subject", "detail"}
        assert casework.draft_for(draft.pk).answers["detail"] == "สั้น"
        with pytest.raises(Invalid) as refused:
            casework.submit(draft.pk)
        assert "place" in refused.value.fields


def test_a_draft_is_submitted_once(somjai):
    with world.acting(somjai):
        draft = casework.start_draft("complaint", answers=world.ANSWERS)
        casework.submit(draft.pk)
        with pytest.raises(NotFound):
            casework.submit(draft.pk)
    with scope.system("test"):
        assert Case.objects.count() == 1


def test_nobody_else_sees_the_case(somjai, intake):
    number = world.complaint(somjai)
    for stranger in (world.citizen("other"), world.officer("nt/intake")):
        with world.acting(stranger):
            with pytest.raises(NotFound):
                casework.case_view(number)
            with pytest.raises(NotFound):
                casework.move(number, "settle", text="x")
            assert casework.desk(casework.Filter()).items == []


def test_handed_over_with_everything_in_it(somjai, intake):
    number = world.complaint(somjai)
    other = world.officer("nt/intake")
    with world.acting(intake):
        casework.claim(number)
        casework.note(number, "โทรหาผู้ร้องแล้ว")
        due = casework.case_view(number).case.due_at
        casework.hand_over(number, "nt/intake", "เป็นงานของเอ็นที")
        assert casework.case_view(number).roles == {"reader"}
        with pytest.raises(NotAllowed):
            casework.move(number, "settle", text="ไม่ใช่งานของเราแล้ว")
    with world.acting(other):
        seen = casework.case_view(number)
        assert seen.answers["subject"] == world.ANSWERS["subject"]
        assert seen.answers["name"] == world.ANSWERS["name"]
        assert next(h.message.body for h in seen.happenings if h.message) == "โทรหาผู้ร้องแล้ว"
        assert seen.case.due_at == due
        casework.claim(number)
        casework.move(number, "settle", text="เรียบร้อย")


def test_a_confidential_name_stays_with_who_received_it(somjai, intake):
    number = world.complaint(somjai, confidential=True)
    other = world.officer("nt/intake")
    with world.acting(intake):
        assert casework.case_view(number).person["name"] == "สมใจ ใจดี"
        casework.hand_over(number, "nt/intake", "ส่งต่อ")
    with world.acting(other):
        seen = casework.case_view(number)
        assert seen.hidden_person
        assert "name" not in seen.answers
        assert seen.person == {}


def test_notes_are_hidden_from_the_citizen(somjai, intake):
    number = world.complaint(somjai)
    with world.acting(intake):
        casework.note(number, "ระวังเรื่องซ้ำ")
    with world.acting(somjai):
        assert all(h.message is None for h in casework.case_view(number).happenings)


def test_another_unit_does_a_part(somjai, intake):
    number = world.complaint(somjai)
    helper = world.officer("pea/intake")
    with world.acting(intake):
        part = casework.ask_unit(number, "pea/intake", "ไฟดับเพราะสายขาดหรือไม่")
    with world.acting(helper):
        assert [p.pk for p in casework.parts_asked()] == [part.pk]
        casework.answer_part(part.pk, "สายขาด ซ่อมแล้ว")
        with pytest.raises(Conflict):
            casework.answer_part(part.pk, "อีกครั้ง")


def test_two_officers_deciding_at_once_the_second_is_told(somjai, intake):
    number = world.complaint(somjai)
    with world.acting(intake):
        casework.claim(number)
        shown = casework.case_view(number).case.revision
        casework.move(number, "settle", text="ก", revision=shown)
        with pytest.raises(Conflict):
            casework.move(number, "refuse", text="ข", revision=shown)


def test_refused_then_appealed_and_overturned(somjai, intake):
    number = world.complaint(somjai)
    head = world.officer("psc-1111/intake", "supervisor")
    with world.acting(intake):
        casework.move(number, "refuse", text="ไม่อยู่ในอำนาจ")
    with world.acting(somjai):
        seen = casework.case_view(number)
        assert seen.case.appeal_until is not None
        casework.move(number, "appeal", text="เป็นหน้าที่ของท่าน")
    with world.acting(intake), pytest.raises(NotAllowed):
        casework.move(number, "overturn", text="x")
    with world.acting(head):
        casework.move(number, "overturn", text="รับไว้พิจารณา")
        assert casework.case_view(number).case.state == "working"


def test_nobody_decides_their_own_case(intake):
    number = world.complaint(intake, name="เจ้าหน้าที่")
    with world.acting(intake), pytest.raises(NotAllowed):
        casework.claim(number)


def test_the_row_is_what_the_events_say(somjai, intake):
    number = world.complaint(somjai)
    with world.acting(intake):
        casework.claim(number)
        casework.move(number, "ask", text="?")
        casework.hand_over(number, "nt/intake", "ส่งต่อ")
    with scope.system("test"):
        case = Case.objects.get(number=number)
        told: dict[str, object] = {}
        for event in CaseEvent.objects.filter(case=case).order_by("seq"):
            told |= {
                k: v
                for k, v in event.data.items()
                if k in ("to", "kind", "unit", "agency", "outcome", "assignee")
            }
            assert event.seq <= case.revision
        assert (told["to"], told["kind"], told["unit"], told["agency"], told["outcome"], told["assignee"]) == (
            case.state, case.kind, case.unit_id, case.agency_id, case.outcome, case.assignee_id,
        )  # fmt: skip
        assert case.revision == CaseEvent.objects.filter(case=case).count()


def test_after_ten_million_cases_numbers_begin_anew(somjai):
    with scope.system("test"):
        case = Case.objects.get(number=world.complaint(somjai))
        opening = casework.Opening(case.version_id, case.service_id, dict(world.ANSWERS))
        later = build(opening, 10_000_000 + case.pk, timezone.now()).case
    assert later.number[4:] == case.number[4:] and later.pk != case.pk
