"""At the counter: what an officer sees of the person they apply for is a look like any other."""

import contextlib
import re

import pytest
from django.db import connection
from django.test import Client

from prasan.core.casework import rules
from prasan.core.casework import service as casework
from prasan.core.casework.channels import Channel
from prasan.core.casework.models import Case, CaseMessage
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.core.ledger.models import Record, Subject
from prasan.core.notices.models import Message
from prasan.foundation import scope
from prasan.foundation.errors import Invalid
from prasan.foundation.scope import Scope, Seat

from . import world

pytestmark = pytest.mark.django_db


def test_looking_somebody_up_to_apply_for_them_stands_in_the_ledger():
    world.publish()
    somjai = world.citizen()
    with world.acting(world.officer("psc-1111/intake", "counter")):
        casework.start_draft("complaint", channel=Channel.COUNTER, applicant=somjai.pk, consent=True)
    with world.acting(somjai):
        looks = ledger.entries_of(somjai.subject, kind="look").items
        assert [line.data for line in looks] == [("person",)]


def test_who_files_for_somebody_is_named_in_the_ledger():
    world.publish()
    somjai, clerk = world.citizen(), world.officer("chiang-rai-city/works", "counter")
    with world.acting(clerk):
        draft = casework.start_draft(
            "complaint", channel=Channel.COUNTER, applicant=somjai.pk, consent=True, answers=world.ANSWERS
        )
        casework.submit(draft.pk)
    world.complaint(somjai)
    with world.acting(somjai):
        own, filed = ledger.entries_of(somjai.subject, kind="submission").items
        said = ledger.sentence(filed)
    assert (filed.role, filed.agency, filed.unit) == ("counter", "chiang-rai-city", "works")
    assert filed.actor == clerk.name_th and "เจ้าหน้าที่เคาน์เตอร์" in said
    assert (own.role, own.actor) == ("citizen", "")


def published_for(channels: str) -> None:
    """The complaint service with other channels."""
    text = world.COMPLAINT.read_text()
    with scope.system("test"):
        casework.publish_service(re.sub("channels: .*", f"channels: [{channels}]", text).encode())


@pytest.mark.parametrize(
    ("channels", "taken"),
    [
        ("web", "web api"),
        ("counter", "counter"),
        ("web, phone", "web api phone"),
        ("phone, counter", "phone counter"),
    ],
)
def test_people_apply_by_the_channels_of_the_service_and_no_other(channels, taken):
    published_for(channels)
    somjai, clerk = world.citizen(), world.officer("psc-1111/intake", "counter")
    found = []
    for channel in ("web", "api", "phone", "counter"):
        with world.acting(somjai if channel == "web" else clerk), contextlib.suppress(Invalid):
            found.append(casework.start_draft("complaint", channel=Channel(channel), consent=True).channel)
    assert set(found) == set(taken.split())
    visitor, at_counter = Client(), Client()
    online = "web" in taken.split()
    page = visitor.get("/en/services/complaint").content.decode()
    assert ("/services/complaint/apply" in page) is online
    assert ("at a counter or by telephone, not here" in page) is not online
    assert visitor.get("/api/v1/services/complaint").json()["online"] is online
    with scope.system("test"):
        at_counter.force_login(clerk)
    asked = {"service": "complaint", "consent": "on", "channel": "counter"}
    answer = at_counter.post("/en/counter", asked)
    assert ("complaint" in at_counter.get("/en/counter").content.decode()) is bool(
        {"phone", "counter"} & {*found}
    )
    if "counter" in taken:
        assert answer.status_code == 302
    else:
        assert (
            answer.status_code == 422 and "cannot apply for this service this way" in answer.content.decode()
        )


def test_applying_for_oneself_is_none():
    world.publish()
    somjai = world.citizen()
    with world.acting(somjai):
        casework.start_draft("complaint")
        assert not ledger.entries_of(somjai.subject, kind="look").items


def test_who_left_the_counter_acts_for_nobody_any_more():
    case = Case(unit_id=7, agency_id=3, opened_by_id=5)
    roles = frozenset({"counter"})
    at_it = Scope(person=5, seats=(Seat(8, 3, roles),), units=(8,), roles=roles)
    assert rules.roles_on(at_it, case) == {"citizen"}
    assert rules.roles_on(Scope(person=5), case) == frozenset()


def opened_for_a_caller(clerk: identity.Account, **changes: object) -> str:
    """A complaint of someone without an account; returns its number."""
    with world.acting(clerk):
        draft = casework.start_draft("complaint", channel=Channel.PHONE, consent=True)
        for page in ("matter", "where", "evidence", "you"):
            assert casework.save_page(draft.pk, page, {**world.ANSWERS, **changes}) == {}
        return casework.submit(draft.pk).number


def told(template: str) -> list[str]:
    with scope.system("test"):
        return list(
            Message.objects.filter(template=template).order_by("address").values_list("address", flat=True)
        )


def test_a_hidden_caller_hears_of_the_decision_of_the_unit_that_may_not_know_them():
    world.publish()
    number = opened_for_a_caller(world.officer("psc-1111/intake", "operator"), confidential=True)
    with world.acting(world.officer("psc-1111/intake")):
        casework.hand_over(number, "nt/intake", "ส่งต่อ")
    with world.acting(world.officer("nt/intake")):
        casework.claim(number)
        assert casework.case_view(number).hidden_person
        casework.move(number, "settle", text="เรียบร้อย")
    assert told("case_settle") == ["+66812345678"]


def test_what_the_counter_writes_for_a_caller_reaches_the_officer():
    world.publish()
    clerk, officer = world.officer("psc-1111/follow-up", "counter"), world.officer("psc-1111/intake")
    number = opened_for_a_caller(clerk)
    with world.acting(officer):
        casework.claim(number)
    with world.acting(clerk):
        casework.reply(number, "ผู้ร้องโทรมาเพิ่มเติม")
    assert str(officer.pk) in told("case_citizen_wrote") and not told("case_reply")


def test_who_filed_for_somebody_without_an_account_finds_the_question_and_answers_it():
    world.publish()
    clerk, intake = world.officer("chiang-rai-city/works", "counter"), world.officer("psc-1111/intake")
    number, client = opened_for_a_caller(clerk), Client()
    with scope.system("test"):
        client.force_login(clerk)
    assert f'href="/my/cases/{number}"' not in client.get("/counter").content.decode()
    with world.acting(intake):
        casework.claim(number)
        casework.move(number, "ask", text="บ้านเลขที่เท่าไร")
    assert f'href="/my/cases/{number}"' in client.get("/counter").content.decode()
    assert f'href="/my/cases/{number}"' in client.get(f"/counter?number={number}").content.decode()
    assert "บ้านเลขที่เท่าไร" in client.get(f"/my/cases/{number}").content.decode()
    client.post(f"/my/cases/{number}/act", {"do": "answer", "text": "9/1"})
    assert f'href="/my/cases/{number}"' not in client.get("/counter").content.decode()


def test_the_database_keeps_notes_from_who_only_opened_a_case_and_lets_nobody_delete_one():
    world.publish()
    clerk, officer = world.officer("psc-1111/follow-up", "counter"), world.officer("psc-1111/intake")
    number = opened_for_a_caller(clerk)
    with world.acting(officer):
        casework.note(number, "ระวังเรื่องนี้")
        assert CaseMessage.objects.filter(case__number=number, internal=True).exists()
    with world.acting(clerk):
        case = Case.objects.get(number=number)
        assert not CaseMessage.objects.filter(case=case).exists()
        with connection.cursor() as cursor:
            for table in ("casework_caseanswers", "casework_caseapplicant", "casework_clock"):
                cursor.execute(f"DELETE FROM {table} WHERE case_id = %s", [case.pk])
                assert cursor.rowcount == 0


def test_a_look_at_the_matter_of_somebody_without_an_account_stands_in_the_ledger(client: Client):
    world.publish()
    number = opened_for_a_caller(world.officer("psc-1111/intake", "operator", username="clerk"))
    reader = world.officer("psc-1111/intake", "officer", username="reader")
    with scope.system("test"):
        client.force_login(reader)
    for page in (f"/desk/cases/{number}", "/desk?view=queue"):
        with scope.system("test"):
            before = Record.objects.filter(kind="look").count()
        assert client.get(page).status_code == 200
        with scope.system("test"):
            (about,) = Subject.objects.filter(leaf__record__kind="look").order_by("-leaf")[:1]
            assert Record.objects.filter(kind="look").count() == before + 1
        assert about.case_number == number
