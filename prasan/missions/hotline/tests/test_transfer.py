"""1111 hands a scam over to 1441 without anybody typing it again."""

from __future__ import annotations

import pytest

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case, CaseAnswers, CaseApplicant
from prasan.core.casework.tests import world
from prasan.foundation import scope

pytestmark = pytest.mark.django_db

WHO = {"name": "สมใจ ใจดี", "phone": "0812345678"}
FILED = {
    "complaint": ("psc-1111/intake", world.ANSWERS),
    "question": ("gcc-1111/answers", {"subject": "โดนหลอก", "detail": "โดนหลอกโอนเงิน ทำอย่างไรดี", **WHO}),
    "fake-news-tip": ("afnc/verify", {"subject": "เพจปลอม", "detail": "เพจปลอมรับแลกเงินดิจิทัล", **WHO}),
}


@pytest.mark.parametrize("service", FILED)
def test_what_was_told_to_1111_is_with_1441(service: str):
    unit, said = FILED[service]
    world.publish(world.MISSIONS / f"hotline/services/{service}.yaml")
    world.publish(world.MISSIONS / "scams/services/scam-report.yaml")
    person = world.citizen()
    with world.acting(person):
        number = casework.submit(casework.start_draft(service, answers=dict(said)).pk).number
    with world.acting(world.officer(unit)):
        casework.move(number, "transfer_1441")
        assert casework.case_view(number).case.outcome == "referred"
    with scope.system("test"):
        report = Case.objects.select_related("unit__agency").get(parent__number=number)
        assert report.unit.agency.code == "aoc-1441"
        told = CaseAnswers.objects.get(case=report).answers
        who = CaseApplicant.objects.get(case=report).facts
    assert told["story"] == said["detail"]
    assert (who["name"], who["phone"]) == (said["name"], "+66812345678")
    with world.acting(person):  # and the caller follows the new case
        assert casework.case_view(report.number).case.state == "received"
    with world.acting(world.officer("aoc-1441/intake")):
        casework.claim(report.number)
