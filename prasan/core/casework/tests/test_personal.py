"""A person's matters are given to them whole, and erased when the law lets them go."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.utils import timezone
from PIL import Image

from prasan.core.casework import personal
from prasan.core.casework import service as casework
from prasan.core.casework.models import Case, CaseAnswers, CaseApplicant, CaseEvent, CaseMessage, CaseWords
from prasan.core.documents import service as documents
from prasan.core.protection import service as protection
from prasan.foundation import scope
from prasan.foundation.errors import Conflict

from . import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled() -> tuple[UUID, str]:
    world.publish()
    somjai = world.citizen()
    number = world.complaint(somjai, subject="คำที่ไม่เหมือนใคร")
    with world.acting(world.officer("psc-1111/intake")):
        casework.claim(number)
        casework.move(number, "settle", text="ตอบคุณสมใจแล้ว")
    return somjai.subject, number


def store() -> protection.Store:
    return next(s for s in protection.stores() if s.name == "casework")


def test_a_person_gets_all_of_it(settled):
    subject, number = settled
    with scope.system("test"):
        given = store().export(subject)
    assert [case["number"] for case in given["cases"]] == [number]
    assert given["cases"][0]["answers"]["subject"] == "คำที่ไม่เหมือนใคร"
    assert given["cases"][0]["person"]["name"] == "สมใจ ใจดี"
    assert given["cases"][0]["messages"][0]["body"] == "ตอบคุณสมใจแล้ว"


def test_what_the_law_keeps_is_not_erased(settled):
    subject, _number = settled
    with scope.system("test"), pytest.raises(Conflict):
        store().erase(subject)
    with scope.system("test"):
        assert CaseAnswers.objects.exists()


def test_after_that_nothing_of_the_person_is_left_but_the_events(settled):
    subject, number = settled
    with scope.system("test"):
        Case.objects.filter(number=number).update(closed_at=timezone.now() - timedelta(days=365 * 5 + 2))
        assert store().erase(subject) > 0
        case = Case.objects.get(number=number)
        assert (case.title, case.subject, case.applicant_id) == ("", None, None)
        for model in (CaseAnswers, CaseApplicant, CaseMessage, CaseWords):
            assert not model.objects.filter(case=case).exists()
        assert CaseEvent.objects.filter(case=case).count() == 3
        assert all("สมใจ" not in str(event.data) for event in CaseEvent.objects.filter(case=case))


def test_the_files_of_an_erased_matter_go_with_it(settled):
    subject, number = settled
    with scope.system("test"):
        case = Case.objects.get(number=number)
        picture = BytesIO()
        Image.new("RGB", (8, 8)).save(picture, "PNG")
        paper = documents.store(picture.getvalue(), owner=subject, name="หลักฐาน.png")
        documents.share([paper.pk], [case.unit_id])
        message = CaseMessage.objects.get(case=case)
        message.files = [str(paper.pk)]
        message.save()
        Case.objects.filter(pk=case.pk).update(closed_at=timezone.now() - timedelta(days=365 * 5 + 2))
        store().erase(subject)
        assert not documents.documents([paper.pk])
        assert Case.objects.get(pk=case.pk).opened_by_id is None


def test_publishing_writes_the_record_of_processing():
    world.publish()
    with scope.system("test"):
        assert "complaint" in [purpose.code for purpose in protection.purposes()]


def test_years_of_keeping_are_years_of_the_calendar():
    closed = datetime(2024, 2, 29, 9, tzinfo=UTC)
    assert personal._years_after(closed, 4) == datetime(2028, 2, 29, 9, tzinfo=UTC)
    assert personal._years_after(closed, 5) == datetime(2029, 3, 1, 9, tzinfo=UTC)
