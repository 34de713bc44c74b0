"""1111 hands a scam over to 1441 without anybody typing it again."""

from __future__ import annotations

import pytest
from django.test import Client

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case, CaseAnswers, CaseApplicant, Clock
from prasan.core.casework.tests import world
from prasan.foundation import scope
from prasan.foundation.errors import Invalid

pytestmark = pytest.mark.django_db

WHO = {"name": "สมใจ ใจดี", "phone": "0812345678"}
FILED = {
    "complaint": ("psc-1111/intake", world.ANSWERS),
    "question": ("gcc-1111/answers", {"subject": "โดนหลอก", "detail": "โดนหลอกโอนเงิน ทำอย่างไรดี", **WHO}),
    "fake-news-tip": ("afnc/verify", {"subject": "เพจปลอม", "detail": "เพจปลอมรับแลกเงินดิจิทัล", **WHO}),
}


@pytest.mark.parametrize(
    ("service", "told_1111", "lost"),
    [
        ("complaint", "yes", True),
        ("question", "no", False),
        ("fake-news-tip", "unknown", None),
    ],
)
def test_what_was_told_to_1111_is_with_1441(service: str, told_1111: str, lost: bool | None, client: Client):
    unit, said = FILED[service]
    world.publish(world.MISSIONS / f"hotline/services/{service}.yaml")
    world.publish(world.MISSIONS / "scams/services/scam-report.yaml")
    person = world.citizen()
    with world.acting(person):
        number = casework.submit(casework.start_draft(service, answers=dict(said)).pk).number
    with world.acting(world.officer(unit)):
        with pytest.raises(Invalid):
            casework.move(number, "transfer_1441", text="ถูกหลอก")
        casework.move(number, "transfer_1441", text="ถูกหลอก", fields={"money_sent": told_1111})
        assert casework.case_view(number).case.outcome == "referred"
    with scope.system("test"):
        report = Case.objects.select_related("unit__agency").get(parent__number=number)
        assert report.unit.agency.code == "aoc-1441"
        told = CaseAnswers.objects.get(case=report).answers
        who = CaseApplicant.objects.get(case=report).facts
    assert told.get("lost") is lost, "what the officer who hands it over says, and nothing that nobody said"
    assert told["subject"] == said["subject"] and said["subject"] in report.title
    with scope.system("test"):
        assert Clock.objects.filter(case=report, deadline="hold").exists() is (lost is not False)
    assert told["story"] == said["detail"]
    assert (who["name"], who["phone"]) == (said["name"], "+66812345678")
    with world.acting(person):  # and the caller follows the new case
        assert casework.case_view(report.number).case.state == "received"
    centre = world.officer("aoc-1441/intake")
    with world.acting(centre):
        casework.claim(report.number)
    for reader, where in ((person, "my"), (centre, "desk")):
        client.force_login(reader)
        page = client.get(f"/en/{where}/cases/{report.number}").content.decode()
        assert said["subject"] in page and ("Not asked yet" in page) is (lost is None)


def test_the_officer_reads_what_handing_over_does(client: Client):
    world.publish()
    officer = world.officer("psc-1111/intake")
    number = world.complaint(world.citizen())
    client.force_login(officer)
    page = client.get(f"/en/desk/cases/{number}").content.decode()
    form = page.split('id="act-transfer_1441"')[1].split("</details>")[0]
    assert "closed here as handed on" in form and 'type="radio"' in form and "<textarea" in form
