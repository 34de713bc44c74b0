"""Clocks start, pause, are met and escalate as the service file says."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from prasan.core.casework import clocks
from prasan.core.casework import service as casework
from prasan.core.casework.flows import escalate
from prasan.core.casework.flows.recount_deadlines import recount_when_edited
from prasan.core.casework.format.definition import Span, TimeUnit
from prasan.core.casework.models import Case, CaseEvent, Clock
from prasan.core.directory import service as directory
from prasan.core.events.models import Outbox
from prasan.core.identity import service as identity
from prasan.core.notices.models import Message
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, NotAllowed

from . import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish()


@pytest.fixture
def number() -> str:
    return world.complaint(world.citizen())


def clock(number: str, deadline: str) -> Clock:
    with scope.system("test"):
        return Clock.objects.select_related("case").get(case__number=number, deadline=deadline)


def applicant_of(number: str) -> identity.Account:
    with scope.system("test"):
        return identity.Account.objects.get(
            pk=Case.objects.values_list("applicant_id", flat=True).get(number=number) or 0
        )


def shift(number: str, days: int) -> None:
    """Make it as if everything about the case's clocks had happened `days` earlier."""
    with scope.system("test"):
        for row in Clock.objects.filter(case__number=number):
            row.started_at -= timedelta(days=days)
            deadline = next(
                d for d in casework.definition_of(row.case.version_id).deadlines if d.id == row.deadline
            )
            row.due_at = clocks.due_of(row, deadline)
            clocks.set_next(row, deadline)
            row.save()


def test_the_legal_clock_runs_fifteen_days_and_can_be_explained(number):
    answer = clock(number, "answer")
    assert (answer.due_at - answer.started_at).days >= 14
    deadline = next(d for d in casework.definition_of(answer.case.version_id).deadlines if d.id == "answer")
    assert clocks.explain(answer, deadline)[-1].at == answer.due_at


def test_asking_the_citizen_stops_the_clock_and_the_answer_starts_it(number):
    intake = world.officer("psc-1111/intake")
    with world.acting(intake):
        casework.claim(number)
        assert clock(number, "first_look").met_at is not None
        casework.move(number, "ask", text="?")
    stopped = clock(number, "answer")
    assert stopped.paused
    with scope.system("test"):
        stopped.pauses = [[(timezone.now() - timedelta(days=4)).isoformat(), None]]
        stopped.started_at -= timedelta(days=5)
        stopped.save()
        before = clocks.due_of(stopped, next(d for d in casework.definition_of(stopped.case.version_id).deadlines
                                             if d.id == "answer"))  # fmt: skip
    with world.acting(applicant_of(number)):
        casework.move(number, "answer", text="!")
    running = clock(number, "answer")
    assert not running.paused
    assert running.due_at >= before + timedelta(days=3)


def test_an_overdue_case_is_reported_step_by_step_to_the_right_people(number):
    head = world.officer("psc-1111/intake", "supervisor")
    shift(number, 40)
    assert casework.escalate_due() >= 2
    while casework.escalate_due():
        pass
    with scope.system("test"):
        kinds = list(CaseEvent.objects.filter(case__number=number).values_list("kind", flat=True))
        assert "overdue" in kinds
        assert Message.objects.filter(person=head.pk, template="case_overdue").exists()
        # The citizen is told of the delay every seven days: it was due 25 days ago, so three times.
        assert Message.objects.filter(template="case_delayed", channel="inbox").count() == 3
    assert casework.escalate_due() == 0


def test_a_settled_case_escalates_no_more(number):
    with world.acting(world.officer("psc-1111/intake")):
        casework.claim(number)
        casework.move(number, "settle", text="x")
    shift(number, 40)
    assert casework.escalate_due() == 0


def test_one_that_fails_does_not_hold_up_the_others(number, monkeypatch):
    other = world.complaint(applicant_of(number))
    for each in (number, other):
        shift(each, 400)
    step = escalate._step

    def failing(pk, wanted, now):
        if wanted == number:
            raise RuntimeError("broken")
        return step(pk, wanted, now)

    monkeypatch.setattr(escalate, "_step", failing)
    assert casework.escalate_due() > 0
    with scope.system("test"):
        assert CaseEvent.objects.filter(case__number=other, kind__in=["overdue", "due_soon"]).exists()
    while casework.escalate_due():
        pass
    monkeypatch.undo()
    assert casework.escalate_due() == 0, "what failed waits behind the others"
    assert casework.escalate_due(timezone.now() + timedelta(minutes=11)) > 0


def test_an_officer_tells_of_a_delay_and_the_notice_that_goes_by_itself_waits(number):
    officer = world.officer("psc-1111/intake")
    with world.acting(officer):
        event = casework.tell_delay(number, "รออะไหล่เสาไฟ", within=Span(5, TimeUnit.WORKING_DAYS))
    until = datetime.fromisoformat(event.data["until_at"])
    assert until > timezone.now() + timedelta(days=4)
    with scope.system("test"):
        letter = Message.objects.filter(template="case_delay_until", channel="inbox").get()
        sent = Outbox.objects.filter(topic="case.tell_delay").get()
    assert letter.values["message"]["th"] == "รออะไหล่เสาไฟ"
    assert sent.payload["agency"] == "psc-1111"
    shift(number, 23)  # eight days late: the first notice that goes by itself was due yesterday
    while casework.escalate_due():
        pass
    with scope.system("test"):
        assert not Message.objects.filter(template="case_delayed").exists()
    with pytest.raises(Invalid), world.acting(officer):
        casework.tell_delay(number, " ")
    with pytest.raises(NotAllowed), world.acting(applicant_of(number)):
        casework.tell_delay(number, "?")


def test_who_gets_copies_of_notices_of_delay_hears_of_them(tmp_path):
    file = tmp_path / "complaint.yaml"
    text = world.COMPLAINT.read_text()
    file.write_text(text.replace("  - id: answer\n", "  - id: answer\n    copies: [opdc]\n", 1))
    world.publish(file)
    number = world.complaint(world.citizen())
    shift(number, 40)
    while casework.escalate_due():
        pass
    with world.acting(world.officer("psc-1111/intake")):
        casework.tell_delay(number, "รออะไหล่เสาไฟ")
    with scope.system("test"):
        sent = Outbox.objects.filter(key=number, topic__in=["case.tell_delay", "case.overdue"])
        told = [event.payload.get("agencies") for event in sent]
    assert told.count(["psc-1111", "opdc"]) >= 2
    assert None in told, "who is told within the office is nobody's notice of delay"


def test_a_new_holiday_moves_the_deadlines_that_run(number):
    first = clock(number, "first_look")
    assert recount_when_edited() == 0
    day = timezone.localtime(first.due_at).date()
    with scope.system("test"):
        directory.save_holiday(day, "วันหยุดพิเศษ", "Special holiday")
    assert recount_when_edited() >= 1
    moved = clock(number, "first_look")
    assert moved.due_at > first.due_at
    with scope.system("test"):
        assert Case.objects.get(number=number).due_at == moved.due_at
        directory.remove_holiday(day)
    assert recount_when_edited() >= 1
    assert clock(number, "first_look").due_at == first.due_at
    assert recount_when_edited() == 0


def test_a_case_that_is_opened_again_has_its_legal_deadline_again(number):
    with world.acting(world.officer("psc-1111/intake")):
        casework.claim(number)
        casework.move(number, "settle", text="เสร็จแล้ว")
    with world.acting(applicant_of(number)):
        casework.move(number, "reopen", text="ยังดับอยู่")
    with scope.system("test"):
        running = Clock.objects.filter(case__number=number, met_at=None)
        assert [each.deadline for each in running] == ["answer"]
        assert Case.objects.get(number=number).due_at == running[0].due_at


def test_nothing_lapses_before_the_applicants_time_is_over():
    world.publish(world.MISSIONS / "general/services/food-premises-notification.yaml")
    entry = casework.entry("food-premises-notification")
    assert entry is not None
    definition = entry.definition
    now = timezone.now()
    waits = Clock(deadline="correction", started_at=now, due_at=now + timedelta(days=9))
    assert clocks.still_to_come([waits], definition, "incomplete", now)
    assert not clocks.still_to_come([waits], definition, "incomplete", now + timedelta(days=10))
    assert not clocks.still_to_come([waits], definition, "working", now)


def test_what_was_done_late_says_so(number):
    shift(number, 10)
    with world.acting(world.officer("psc-1111/intake")):
        casework.claim(number)
    assert clocks.was_late(clock(number, "first_look"), timezone.now())
    assert not clocks.was_late(clock(number, "answer"), timezone.now())


def test_what_nears_is_not_announced_once_it_has_passed(number):
    with world.acting(world.officer("psc-1111/intake")):
        casework.claim(number)
    shift(number, 40)
    while casework.escalate_due():
        pass
    with scope.system("test"):
        assert not Message.objects.filter(template="case_due_soon").exists()
        assert Message.objects.filter(template="case_delayed").exists()
