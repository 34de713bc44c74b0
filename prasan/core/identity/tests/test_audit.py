"""The auditor's page: what it shows, to whom, and that reading it is recorded."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone, translation

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.core.ledger.actions import ACTIONS
from prasan.core.ledger.audit_words import audited
from prasan.core.ledger.models import Record
from prasan.foundation import scope

pytestmark = pytest.mark.django_db
ANN = uuid.UUID(int=1)
CASE = "691100012345"


@pytest.fixture
def auditor(client: Client) -> Client:
    with scope.system("test"):
        account = identity.Account.objects.create_user("wilai", given_th="วิไล", family_th="ตรวจสอบดี")
        identity.join_unit(account, directory.unit("nt/repair"), ["auditor"])
    client.force_login(account)
    return client


def wrote(**changes: object) -> int:
    said = {
        "actor": "สมศรี ใจดี", "role": "officer", "agency": "nt", "unit": "repair", "action": "approve",
        "case": CASE, "subjects": [ANN],
    }  # fmt: skip
    kind = str(changes.pop("kind", "decision"))
    with scope.system("test"):
        return ledger.record(kind, **{**said, **changes})  # type: ignore[arg-type]


def lines(page: str) -> list[str]:
    return re.findall(r'govuk-!-margin-bottom-1">([^<]+)</p>', page)


def test_each_line_says_who_did_what_and_not_about_whom(auditor: Client) -> None:
    wrote()
    wrote(kind="look", action="view", data=["name", "phone"], actor="สมชาย", basis="public_task")
    wrote(role="citizen", actor="แอน ความลับ", kind="submission", action="submit")
    wrote(agency="dopa", actor="คนอื่น")
    page = auditor.get("/en/ledger/audit").content.decode()
    found = lines(page)
    assert len(found) == 3
    assert found[0] == "The applicant, or somebody acting for them, submitted a case, in case 6911 0001 2345."
    assert found[1].startswith("สมชาย (An officer of ") and "looked at people&#x27;s name and" in found[1]
    assert "สมศรี ใจดี" in found[2] and "granted the application" in found[2]
    assert "ความลับ" not in page and "คนอื่น" not in page
    assert "ผู้ตรวจสอบ" in auditor.get("/ledger/audit").content.decode()  # that it was read before stands there


def test_it_is_narrowed_and_paged(auditor: Client) -> None:
    for number in range(55):
        wrote(case=f"6911{number:08d}", actor="สมศรี ใจดี" if number % 2 else "สมชาย ขยัน")
    first = auditor.get("/ledger/audit?kind=decision").content.decode()
    assert len(lines(first)) == 50
    on = re.search(r'href="(\?[^"]*after=[^"]+)"', first)
    assert on
    assert len(lines(auditor.get("/ledger/audit" + on[1].replace("&amp;", "&")).content.decode())) == 5
    assert len(lines(auditor.get("/ledger/audit?officer=สมศรี").content.decode())) == 27
    assert len(lines(auditor.get("/ledger/audit?case=6911 0000 0007").content.decode())) == 1
    with scope.system("test"):
        today = timezone.localtime(Record.objects.order_by("-leaf_id")[0].at)
    asked = f"day.day={today.day}&day.month={today.month}&day.year={today.year + 543}"
    assert len(lines(auditor.get(f"/ledger/audit?{asked}").content.decode())) == 50
    assert lines(auditor.get("/ledger/audit?day.day=1&day.month=1&day.year=2560").content.decode()) == []
    assert (
        "govuk-error-summary"
        in auditor.get("/ledger/audit?day.day=41&day.month=1&day.year=2560").content.decode()
    )


def test_reading_is_recorded_and_told_to_whose_case_is_looked_up(auditor: Client) -> None:
    wrote()
    auditor.get("/ledger/audit")
    with scope.system("test"):
        assert Record.objects.filter(action="audit").count() == 1
    with scope.activate(scope.Scope(person=1, subject=str(ANN))):
        assert [line.action for line in ledger.entries_of(ANN)] == ["approve"]
    auditor.get(f"/ledger/audit?case={CASE}")
    with scope.activate(scope.Scope(person=1, subject=str(ANN))), translation.override("en"):
        newest = ledger.entries_of(ANN).items[0]
        told = ledger.sentence(newest)
    assert newest.role == "auditor" and newest.case == CASE
    assert "looked at your entries in the ledger" in told


def test_it_is_nobody_elses(auditor: Client) -> None:
    assert auditor.get("/ledger/audit?agency=dopa").status_code == 403
    assert Client().get("/ledger/audit").headers["Location"].startswith("/account/sign-in/")
    with scope.system("test"):
        officer = identity.Account.objects.create_user("officer", given_th="เจ้าหน้าที่")
        identity.join_unit(officer, directory.unit("nt/repair"), ["officer", "supervisor"])
    other = Client()
    other.force_login(officer)
    assert other.get("/ledger/audit").status_code == 403


@pytest.mark.parametrize("action", [*ACTIONS, "something-new"])
def test_every_action_has_its_words_in_both_languages(action: str) -> None:
    with scope.activate(scope.VISITOR):
        line = ledger.Line(
            1, timezone.now(), "admin", "ก", "administrator", "nt", "repair", action, "", (), "", ""
        )
        with translation.override("en"):
            english = audited(line)
        with translation.override("th"):
            thai = audited(line)
    assert english.endswith(".") and english.isprintable()
    assert not re.search("[a-z]{3}", thai.replace("something-new", ""))
