"""The HTTP API and the person a case is about: what is told of them, and what who files for them may do."""

from __future__ import annotations

import importlib
import json
import re
from datetime import date

import pytest

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case, CaseApplicant
from prasan.core.casework.tests import world
from prasan.core.identity import api_access
from prasan.core.identity import service as identity
from prasan.core.ledger.models import Record
from prasan.core.notices.models import Message
from prasan.foundation import scope
from prasan.foundation.errors import NotAllowed
from tests import api_clients

pytestmark = pytest.mark.django_db
submit_for = importlib.import_module("prasan.core.casework.flows.submit_for")
APPLY = "/api/v1/services/complaint/cases"


@pytest.fixture
def api():
    world.publish()
    api_access.counter.counts.clear()
    return api_clients.caller()


def known(account):
    with scope.system("test"):
        identity.remember_person(account, citizen_id="1101700230708", birth_date=date(1980, 1, 2),
                                 address={"house": "99/1"})  # fmt: skip
        identity.verify_person(account, "1101700230708")
    return account


def test_of_a_person_only_what_the_service_asks_is_told_and_kept(api):
    number = world.complaint(known(world.citizen()))
    told = api.get(f"/api/v1/cases/{number}").json()
    assert told["person"] == {"name": "สมใจ ใจดี", "phone": "+66812345678", "email": "somjai@example.org"}
    with scope.system("test"):
        who = CaseApplicant.objects.get(case__number=number)
        assert set(who.facts) == {"name", "phone", "email", "subject", "language"}
        who.facts |= {"citizen_id": "1101700230708", "age": 46, "birth_date": "1980-01-02", "ial": "2.1",
                      "address": {"house": "99/1"}}  # fmt: skip
        who.save()  # as cases opened before have it
    told = api.get(f"/api/v1/cases/{number}").json()
    assert set(told["person"]) == {"name", "phone", "email", "citizen_id"}
    assert "1101700230708" not in str(told) and "0230708" not in told["person"]["citizen_id"]


def test_who_names_a_strangers_id_number_reads_nothing_of_the_stranger(api):
    known(world.citizen())
    sent = world.ANSWERS | {"name": "ผู้แจ้งแทน", "phone": "0899999999"}
    body = {"answers": sent, "consent": True, "citizen_id": "1101700230708"}
    made = api.post(APPLY, body, headers={"Idempotency-Key": "stranger"})
    number = made.json()["case"]
    read = api.get(f"/api/v1/cases/{number}")
    told = read.json()
    assert told["person"] == {} and told["answers"]["subject"] == world.ANSWERS["subject"]
    assert not {"name", "phone", "email"} & set(told["answers"])
    assert "somjai@example.org" not in read.content.decode() and "สมใจ" not in str(told)
    office = api_clients.caller("office").get(f"/api/v1/cases/{number}").json()
    assert office["person"]["name"] == "สมใจ ใจดี"


NOBODYS = "3100600445635"


def test_the_api_does_not_tell_whether_an_id_number_has_an_account(api):
    """Filed, checked, lacking an answer, read again, worked on: word for word the same."""
    account = known(world.citizen())

    def all_said(citizen_id):
        def plain(answer, *numbers):
            text = json.dumps(answer.json(), ensure_ascii=False)
            for name in numbers:
                text = text.replace(name, "N")
            return answer.status_code, re.sub(r"20\d\d-\d\d-\d\dT[^\"]*", "T", text)

        name = {"consent": True, "citizen_id": citizen_id}
        short = {key: value for key, value in world.ANSWERS.items() if key != "name"}
        checked = [api.post(APPLY.replace("/cases", "/check"), {"answers": a, "citizen_id": citizen_id})
                   for a in (world.ANSWERS, short)]  # fmt: skip
        lacks = api.post(APPLY, {**name, "answers": short}, headers={"Idempotency-Key": f"s{citizen_id}"})
        made = api.post(APPLY, {**name, "answers": world.ANSWERS}, headers={"Idempotency-Key": citizen_id})
        number = made.json()["case"]
        there = f"/api/v1/cases/{number}"
        after = [made, api.get(there), api.get(f"{there}/state"),
                 api.post(f"{there}/steps", {"verb": "claim", "revision": 1}), api.get(there)]  # fmt: skip
        return number, [plain(answer, number) for answer in [*checked, lacks, *after]]

    with_account, one = all_said("1101700230708")
    without, other = all_said(NOBODYS)
    assert [status for status, _ in one] == [200, 422, 422, 201, 200, 200, 200, 200]
    assert one == other
    with scope.system("test"):
        assert Case.objects.get(number=with_account).applicant == account
        letters = Message.objects.filter(values__case=without).values_list("channel", "address")
        assert ("sms", "+66812345678") in letters
        entries = list(Record.objects.filter(action="no-account").values())
    assert len(entries) == 1 and NOBODYS not in str(entries)


def test_a_key_names_so_many_people_in_an_hour(api, monkeypatch):
    monkeypatch.setattr(submit_for, "MOST_NAMED", 2)
    body = {"answers": world.ANSWERS, "consent": True, "citizen_id": NOBODYS}
    statuses = [api.post(APPLY, body, headers={"Idempotency-Key": str(n)}).status_code for n in range(3)]
    assert statuses == [201, 201, 429]
    body["citizen_id"] = ""
    assert api.post(APPLY, body, headers={"Idempotency-Key": "none"}).status_code == 201


def test_what_cannot_be_an_id_number_is_told_as_such(api):
    body = {"answers": world.ANSWERS, "consent": True, "citizen_id": "3100600445636"}
    refused = api.post(APPLY, body, headers={"Idempotency-Key": "wrong"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"].endswith("/citizen_id")


def test_who_filed_a_case_for_somebody_works_on_it_but_neither_decides_nor_rates_it(api):
    body = {"answers": world.ANSWERS, "consent": True}
    number = api.post(APPLY, body, headers={"Idempotency-Key": "one"}).json()["case"]
    there = f"/api/v1/cases/{number}"
    assert api.post(f"{there}/steps", {"verb": "claim", "revision": 1}).status_code == 200
    read = api.get(there).json()
    assert "settle" not in [step["verb"] for step in read["steps"]]
    decided = {"verb": "settle", "text": "เสร็จแล้ว", "revision": read["revision"]}
    assert api.post(f"{there}/steps", decided).status_code == 403
    assert api.post(f"{there}/notes", {"text": "โทรแล้ว"}).status_code == 200
    decided["revision"] += 1
    assert api_clients.caller("colleague").post(f"{there}/steps", decided).status_code == 200
    assert "rate" not in api.get(there).json()["acts"]
    with scope.system("test"):
        filer = identity.Account.objects.get(pk=Case.objects.get(number=number).opened_by_id)
    with world.acting(filer), pytest.raises(NotAllowed):
        casework.rate(number, 5)
