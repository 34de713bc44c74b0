"""What the database itself decides of a case, whatever the program asks: who reads it, and who changes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from prasan.core.casework import service as casework
from prasan.core.casework.channels import Channel
from prasan.core.casework.models import (
    Case,
    CaseAnswers,
    CaseApplicant,
    CaseEvent,
    CaseMessage,
    Clock,
    Part,
    Rating,
)
from prasan.core.directory import service as directory
from prasan.core.documents import service as documents
from prasan.core.identity import service as identity
from prasan.core.search import service as search
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, NotFound

from . import world
from .test_counter import opened_for_a_caller

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
INTAKE = "psc-1111/intake"
TABLES = (Case, CaseAnswers, CaseApplicant, CaseEvent, CaseMessage, Clock, Part, Rating)


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish()


@pytest.fixture
def somjai() -> identity.Account:
    return world.citizen()


@pytest.fixture
def intake() -> identity.Account:
    return world.officer(INTAKE)


def join(account: identity.Account, unit: str, *roles: str) -> None:
    with scope.system("test"):
        identity.Membership.objects.create(account=account, unit=directory.unit(unit), roles=list(roles))


def seen() -> dict[str, int]:
    """How many rows of cases the scope sees, by table, and how many cases the search finds."""
    counted = {model.__name__: model.objects.count() for model in TABLES}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM casework_search(%s, NULL, NULL, 200)", [search.case_query("ไฟทาง")]
        )
        counted["search"] = cursor.fetchone()[0]
    return {name: count for name, count in counted.items() if count}


@pytest.mark.parametrize("role", ["counter", "operator", "finance", "auditor", "administrator", "integrator"])
def test_a_seat_in_the_unit_that_works_on_no_cases_shows_none(somjai, intake, role):
    number = world.complaint(somjai)
    with world.acting(intake):
        casework.note(number, "บันทึก")
        assert seen().keys() >= {"Case", "CaseAnswers", "CaseApplicant", "CaseMessage", "Clock", "search"}
    other = world.officer(INTAKE, role)
    join(other, "nt/repair", "officer")  # the role of another seat does not open this unit's cases
    with world.acting(other):
        assert seen() == {}


def test_a_reader_of_the_unit_that_works_on_no_cases_reads_none(somjai, intake):
    number = world.complaint(somjai)
    with world.acting(intake):
        casework.ask_unit(number, "pea/intake", "ไฟดับหรือไม่")
    with world.acting(world.officer("pea/intake", "auditor")):
        assert seen() == {}
    for role in ("officer", "supervisor"):  # a supervisor of the unit may do what its officers may
        with world.acting(world.officer("pea/intake", role)):
            assert casework.case_view(number).roles == {"reader"}


def notes() -> set[str]:
    """The notes among officers that the scope reads, through the database alone."""
    return set(CaseMessage.objects.filter(internal=True).values_list("body", flat=True))


def test_a_unit_that_did_its_part_reads_no_later_note_of_others(somjai, intake):
    number, asked = world.complaint(somjai), world.officer("pea/intake")
    with world.acting(intake):
        casework.note(number, "ก่อน")
        part = casework.ask_unit(number, "pea/intake", "ไฟดับหรือไม่")
        casework.note(number, "ระหว่าง")
    with world.acting(asked):
        assert notes() == {"ก่อน", "ระหว่าง"}
        casework.answer_part(part.pk, "ไม่ดับ")
        casework.note(number, "ของเราเอง")
    with world.acting(intake):
        casework.note(number, "หลัง")
        assert notes() == {"ก่อน", "ระหว่าง", "ของเราเอง", "หลัง"}
    with world.acting(asked):
        assert notes() == {"ก่อน", "ระหว่าง", "ของเราเอง"}
        assert "หลัง" not in str(casework.case_view(number).happenings)
    with world.acting(intake):
        casework.ask_unit(number, "pea/intake", "อีกครั้ง")
    with world.acting(asked):
        assert "หลัง" in notes()


def test_who_gave_a_case_away_reads_no_later_note(somjai, intake):
    number = world.complaint(somjai)
    with world.acting(intake):
        casework.note(number, "ก่อน")
        casework.hand_over(number, "pea/intake", "อยู่ในความรับผิดชอบ")
    with world.acting(world.officer("pea/intake")):
        casework.note(number, "หลัง")
        assert notes() == {"ก่อน", "หลัง"}
    with world.acting(intake):
        assert notes() == {"ก่อน"}


def test_who_only_follows_a_case_reads_no_note_of_the_other_office(somjai, intake):
    world.publish(world.MISSIONS / "scams/services/scam-report.yaml")
    number = world.complaint(somjai)
    with world.acting(intake):
        casework.claim(number)
        casework.move(number, "transfer_1441", **world.TO_1441)
    with scope.system("test"):
        child = Case.objects.get(parent__number=number).number
    with world.acting(world.officer("aoc-1441/intake")):
        casework.note(child, "ของ 1441")
    with world.acting(intake):
        assert "ของ 1441" not in str(casework.case_view(child).happenings) and notes() == set()
        casework.note(child, "ของ 1111")
        assert notes() == {"ของ 1111"}


def test_the_files_of_a_case_are_read_by_who_works_on_it(somjai, intake):
    with world.acting(somjai):
        paper = documents.store(b"a,b\n1,2\n", owner=somjai.subject, name="a.csv", accept=("text/csv",))
    number = world.complaint(somjai)
    with world.acting(somjai):
        casework.reply(number, "เอกสารเพิ่มเติม", files=[str(paper.pk)])
    with world.acting(intake):
        assert documents.documents([paper.pk])
    for role in ("finance", "auditor", "administrator"):
        with world.acting(world.officer(INTAKE, role)):
            assert not documents.documents([paper.pk])


def test_a_reply_cannot_bring_along_what_one_may_not_read(somjai, intake):
    other = world.citizen("other")
    with world.acting(other):
        secret = documents.store(b"a,b\n1,2\n", owner=other.subject, name="a.csv", accept=("text/csv",))
    number = world.complaint(somjai)
    with pytest.raises(DatabaseError), world.acting(somjai):
        casework.reply(number, "x", files=[str(secret.pk)])
    with world.acting(somjai):
        assert not documents.documents([secret.pk])


def test_an_answer_to_the_office_cannot_bring_along_what_one_may_not_read(somjai, intake):
    step = "{do: answer, from: [asked], to: working, by: [citizen]"
    text = world.COMPLAINT.read_text()
    assert step in text
    with scope.system("test"):
        casework.publish_service(text.replace(step, f"{step}, fields: [files]").encode())
    other, number = world.citizen("other"), world.complaint(somjai)
    papers = {}
    for person in (somjai, other):
        with world.acting(person):
            paper = documents.store(b"a,b\n1,2\n", owner=person.subject, name="a.csv", accept=("text/csv",))
            papers[person] = str(paper.pk)
    with world.acting(intake):
        casework.move(number, "claim")
        casework.move(number, "ask", text="ขอภาพถ่าย")
    with pytest.raises(Invalid), world.acting(somjai):
        casework.move(number, "answer", text="ตามแนบ", fields={"files": [papers[other]]})
    with world.acting(somjai):
        casework.move(number, "answer", text="ตามแนบ", fields={"files": [papers[somjai]]})


def test_who_filed_for_someone_with_an_account_prints_the_slip_and_sees_no_more(somjai):
    clerk = world.officer("psc-1111/follow-up", "counter")
    with world.acting(clerk):
        draft = casework.start_draft(
            "complaint", channel=Channel.COUNTER, applicant=somjai.pk, consent=True, answers=world.ANSWERS
        )
    client = Client()
    client.force_login(clerk)
    sent = client.post(f"/drafts/{draft.pk}/check")
    again = client.post(f"/drafts/{draft.pk}/check")
    assert sent.status_code == 302 and sent["Location"] == again["Location"]
    page = client.get(sent["Location"])
    assert page.status_code == 200 and world.ANSWERS["subject"] not in page.content.decode()
    with world.acting(clerk):
        assert seen() == {}
    with world.acting(somjai):
        assert seen().keys() >= {"Case", "CaseAnswers", "CaseApplicant", "Clock"}


def test_who_filed_for_someone_without_an_account_sees_it_while_at_the_counter():
    clerk = world.officer("psc-1111/follow-up", "counter")
    number = opened_for_a_caller(clerk, confidential=True)
    with world.acting(clerk):
        assert casework.case_view(number).person["name"] == world.ANSWERS["name"]
        casework.reply(number, "ผู้ร้องโทรมา")
    with scope.system("test"):
        identity.Membership.objects.filter(account=clerk).update(roles=["auditor"])
    with world.acting(clerk), pytest.raises(NotFound):
        casework.case_view(number)


def changed(number: str) -> dict[str, int]:
    """How many rows of the case each kind of change would touch; a refusal counts as none."""
    case = Case.objects.get(number=number)
    acts = {
        "case": lambda: Case.objects.filter(pk=case.pk).update(updated_at=timezone.now()),
        "answers": lambda: CaseAnswers.objects.filter(case=case).update(answers={}),
        "applicant": lambda: CaseApplicant.objects.filter(case=case).update(facts={}),
        "clock": lambda: Clock.objects.filter(case=case).update(paused=True),
        "part": lambda: Part.objects.filter(case=case).update(answer="x", answered_at=timezone.now()),
        "event": lambda: _made(
            CaseEvent(case=case, seq=99, kind="settle", at=case.opened_at, actor_id=scope.current().person)
        ),
        "deadline": lambda: _made(
            Clock(case=case, deadline="x", started_at=case.opened_at + DAY, due_at=case.opened_at + DAY)
        ),
        "message": lambda: _made(CaseMessage(case=case, seq=99, body="x")),
        "rating": lambda: _made(Rating(case=case, stars=5, at=case.opened_at)),
    }
    done = {}
    for name, act in acts.items():
        try:
            with transaction.atomic():
                done[name] = act()
        except DatabaseError:
            done[name] = 0
    return {name: count for name, count in done.items() if count}


def _made(row: CaseEvent | CaseMessage | Clock | Rating) -> int:
    row.save(force_insert=True)
    return 1


def test_only_the_office_that_has_a_case_changes_it(somjai, intake):
    number = world.complaint(somjai)
    with world.acting(intake):
        casework.ask_unit(number, "pea/intake", "ไฟดับหรือไม่")
    with world.acting(somjai):
        assert changed(number) == {}
    with world.acting(world.officer("pea/intake")):
        assert changed(number).keys() == {"part"}
    for office in (intake, world.officer(INTAKE, "supervisor")):
        with transaction.atomic(), world.acting(office):
            assert changed(number).keys() == {"case", "answers", "clock", "event", "deadline", "message"}
            transaction.set_rollback(True)


def test_who_has_just_applied_adds_nothing_to_the_opening(somjai):
    number = world.complaint(somjai)
    with world.acting(somjai):
        assert changed(number) == {}


def test_nobody_changes_a_matter_of_their_own(intake):
    number = world.complaint(intake)
    with world.acting(intake):
        assert changed(number) == {}
        casework.move(number, "withdraw")
        assert casework.case_view(number).case.outcome == "withdrawn"


def test_nobody_files_in_the_name_of_another(somjai):
    case = Case.objects
    number = world.complaint(somjai)
    with scope.system("test"):
        row = case.get(number=number)
    row.pk, row.number, row.draft = None, "256911000017", None
    with world.acting(world.citizen("other")), pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


def test_a_reader_may_note_and_a_citizen_take_a_step_that_asks_for_answers(somjai, intake):
    world.publish(world.MISSIONS / "scams/services/scam-report.yaml")
    said = {"lost": False, "kind": "threat", "story": "อ้างเป็นตำรวจ", "name": "สมใจ", "phone": "0812345678"}
    with world.acting(somjai):
        number = casework.submit(casework.start_draft("scam-report", answers=said).pk).number
    with world.acting(world.officer("aoc-1441/intake")):
        casework.claim(number)
        casework.ask_unit(number, INTAKE, "มีเรื่องอื่นหรือไม่")
    with world.acting(intake):
        casework.note(number, "มีอีกเรื่องหนึ่ง")
    with world.acting(somjai):
        casework.move(number, "file_police", fields={"police_number": "1/2569", "police_station": "สน."})
        assert casework.case_view(number).answers["police_number"] == "1/2569"


def refused(statement: str, *values: str | int) -> bool:
    """Whether the database refuses the statement, or lets it touch nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return bool(cursor.rowcount == 0)
    except DatabaseError:
        return True


def test_what_nobody_changes_in_a_case_the_database_keeps(somjai, intake):
    number = world.complaint(somjai)
    other = world.citizen("other")
    with world.acting(intake):
        assert not refused("UPDATE casework_case SET title = 'x' WHERE number = %s", number)
        for change in (
            f"applicant_id = {other.pk}", "subject = gen_random_uuid()", "number = '691100000018'",
            "confidential = true", "opened_at = now()", "channel = 'api'", f"opened_by_id = {other.pk}",
        ):  # fmt: skip
            assert refused(f"UPDATE casework_case SET {change} WHERE number = %s", number), change


def test_an_event_names_who_acts_and_an_opening_is_no_decision(somjai, intake):
    number = world.complaint(somjai)
    with scope.system("test"):
        case = Case.objects.get(number=number)
    event = "INSERT INTO casework_caseevent (case_id, seq, kind, at, actor_id, data) VALUES (%s, %s, %s, now(), %s, '{}')"
    with world.acting(intake):
        assert refused(event, case.pk, 8, "approve", somjai.pk)
        assert not refused(event, case.pk, 8, "note", intake.pk)
    with world.acting(somjai):
        assert refused(event, case.pk, 9, "approve", somjai.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            Case.objects.create(
                number="691100000018", service_id=case.service_id, version_id=case.version_id, unit=case.unit,
                agency=case.agency, applicant=somjai, opened_by=somjai, state="settled", kind="closed",
                outcome="settled", title="x", opened_at=case.opened_at, updated_at=case.opened_at,
                closed_at=case.opened_at,
            )  # fmt: skip


def test_services_are_written_by_their_owners_alone(somjai, intake):
    owner = world.officer(INTAKE, "service_owner", username="owner")
    change = "UPDATE casework_service SET mission = 'x' WHERE slug = 'complaint'"
    for person in (somjai, intake):
        with world.acting(person):
            assert refused(change)
    with world.acting(owner):
        assert not refused(change)
    with world.acting(world.officer("pea/intake", "service_owner", username="elsewhere")):
        assert refused(change)
