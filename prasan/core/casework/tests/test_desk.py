"""The desk over HTTP: who sees what in which view, and acts on many cases at once."""

from __future__ import annotations

import contextlib
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prasan.core.casework import queries
from prasan.core.casework import service as casework
from prasan.core.casework.models import Case
from prasan.core.casework.pages import desk
from prasan.core.identity import service as identity
from prasan.core.ledger.models import Leaf
from prasan.foundation import scope
from prasan.foundation.dates import BANGKOK
from prasan.foundation.errors import Invalid

from . import world

pytestmark = pytest.mark.django_db
DESK = "/en/desk"
BULK = "/en/desk/bulk"


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish()


@pytest.fixture
def somjai() -> identity.Account:
    return world.citizen()


@pytest.fixture
def intake() -> identity.Account:
    return world.officer("psc-1111/intake")


def signed_in(account: identity.Account) -> Client:
    client = Client()
    with scope.system("test"):
        client.force_login(account)
    return client


def text(client: Client, url: str, **asked: str) -> str:
    answer = client.get(url, asked)
    assert answer.status_code == 200, answer.content.decode()[:300]
    return answer.content.decode()


def shift(number: str, **to: object) -> None:
    with scope.system("test"):
        Case.objects.filter(number=number).update(**to)


def test_citizens_and_strangers_have_no_desk(somjai, client):
    assert client.get("/desk").status_code == 302
    assert signed_in(somjai).get("/desk").status_code == 403
    assert signed_in(somjai).get("/desk/pulse").status_code == 403
    assert signed_in(somjai).post("/desk/bulk").status_code == 403
    assert ">Desk<" not in text(signed_in(somjai), "/en/about")


def test_each_view_holds_its_cases(somjai, intake):
    fresh, mine, late, soon = (
        world.complaint(somjai, subject=s) for s in ("เรื่องหนึ่ง", "เรื่องสอง", "เรื่องสาม", "เรื่องสี่")
    )
    with world.acting(intake):
        casework.claim(mine)
        casework.move(mine, "ask", text="?")
    now = timezone.now()
    for number, due in (
        (fresh, timedelta(days=9)),
        (late, -timedelta(days=3, hours=1)),
        (soon, timedelta(days=1)),
    ):
        shift(number, due_at=now + due)
    client = signed_in(intake)
    titles = {"fresh": "เรื่องหนึ่ง", "mine": "เรื่องสอง", "late": "เรื่องสาม", "soon": "เรื่องสี่"}
    shown = {
        "queue": {"fresh", "mine", "late", "soon"}, "mine": {"mine"}, "unclaimed": {"fresh", "late", "soon"},
        "overdue": {"late"}, "soon": {"soon"}, "waiting": {"mine"}, "closed": set(), "parts": set(),
    }  # fmt: skip
    for view, wanted in shown.items():
        page = text(client, DESK, view=view)
        assert {name for name, title in titles.items() if title in page} == wanted, view
    page = text(client, DESK)
    assert "3 days late" in page
    assert 'Overdue <span class="cw-views__count">1<' in page
    assert 'Queue <span class="cw-views__count">4<' in page
    assert text(client, DESK, sort="newest").index("เรื่องสี่") < text(client, DESK, sort="newest").index(
        "เรื่องหนึ่ง"
    )


def test_filters_and_search(somjai, intake):
    world.complaint(somjai)
    number = world.complaint(somjai, subject="น้ำประปาไม่ไหล", detail="น้ำประปาไม่ไหลมาสองวันแล้ว")
    client = signed_in(intake)
    for asked in ({"q": "ประปา"}, {"q": number}, {"q": f"{number[:4]} {number[4:8]} {number[8:]}"}):
        page = text(client, DESK, **asked)
        assert "น้ำประปา" in page
        assert world.ANSWERS["subject"] not in page
    with world.acting(intake):
        casework.claim(number)
    page = text(client, DESK, assignee=str(intake.pk))
    assert "น้ำประปา" in page
    assert world.ANSWERS["subject"] not in page
    assert "No case fits" in text(client, DESK, service="999999")


def test_narrowed_to_a_state_and_a_province(somjai, intake):
    world.complaint(somjai)
    number = world.complaint(somjai, subject="น้ำประปาไม่ไหล")
    with world.acting(intake):
        casework.claim(number)
    with scope.system("test"):
        Case.objects.filter(number=number).update(place_id="100401")
    page = text(client := signed_in(intake), DESK, place="10")
    assert "น้ำประปา" in page
    assert world.ANSWERS["subject"] not in page
    assert '<option value="10" selected>Bangkok' in page
    with scope.system("test"):
        state = Case.objects.get(number=number).state
    page = text(client, DESK, state=state)
    assert "น้ำประปา" in page
    assert world.ANSWERS["subject"] not in page
    assert f'<option value="{state}" selected>' in page
    assert "No case fits" in text(client, DESK, state=state, place="57")


def test_a_view_offers_the_states_its_cases_can_be_in(somjai, intake):
    world.complaint(somjai)
    client = signed_in(intake)
    opened, closed = text(client, DESK), text(client, DESK, view="closed")
    assert '<option value="received">' in opened
    assert '<option value="received">' not in closed
    assert opened.count("<option") != closed.count("<option")


@pytest.mark.parametrize(
    "asked",
    [
        {"state": "x' OR 1", "place": "1' OR 1"},
        {"place": "99", "state": "no-such"},
        {"view": "x", "unit": "y", "service": "-1", "assignee": "๑", "sort": "z", "q": "\x00"},
        {"unit": "9" * 30, "service": "9" * 18},
        {"q": "'; drop table", "view": "closed"},
    ],
)
def test_whatever_is_asked_gets_an_answer(intake, asked):
    assert signed_in(intake).get(DESK, asked).status_code == 200
    assert signed_in(intake).get("/en/desk/pulse", {**asked, "since": "yesterday"}).status_code == 200
    assert signed_in(intake).get(DESK, {"after": "forged"}).status_code == 422


def test_fifty_rows_in_eight_queries_and_one_leaf(somjai, intake):
    world.officer("psc-1111/intake", username="colleague")
    for _n in range(52):
        world.complaint(somjai)
    client = signed_in(intake)
    text(client, DESK)  # what a process remembers
    with scope.system("test"):
        before = Leaf.objects.count()
    with CaptureQueriesContext(connection) as seen:
        page = text(client, DESK)
    assert page.count('name="case"') == 50
    queries = [q["sql"] for q in seen if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert "set_config" in queries.pop(), "giving the test its scope back is none of the page's"
    assert len(queries) <= 8, "\n".join(queries)
    with scope.system("test"):
        assert Leaf.objects.count() == before + 1
    assert 'rel="next"' in page


def test_a_view_is_counted_only_so_far(somjai, intake, monkeypatch):
    for _ in range(3):
        world.complaint(somjai)
    assert 'cw-views__count">3<' in text(signed_in(intake), "/desk")
    for place in (queries, desk):
        monkeypatch.setattr(place, "MANY", 2)
    assert 'cw-views__count">2+<' in text(signed_in(intake), "/desk")


def test_the_pulse_is_quiet_until_something_happens(somjai, intake):
    client = signed_in(intake)
    since = timezone.now().isoformat()
    first = client.get("/en/desk/pulse", {"since": since})
    assert first.status_code == 200
    etag = first["ETag"]
    assert client.get("/en/desk/pulse", {"since": since}, headers={"if-none-match": etag}).status_code == 304
    world.complaint(somjai)
    with scope.system("test"):
        before = Leaf.objects.count()
    news = client.get("/en/desk/pulse", {"since": since}, headers={"if-none-match": etag})
    assert news.status_code == 200
    assert "1 case is new" in news.content.decode()
    with scope.system("test"):
        assert Leaf.objects.count() == before, "counting is not looking at anyone"


def test_claim_many_and_be_told_what_could_not_be_done(somjai, intake):
    first, second = world.complaint(somjai), world.complaint(somjai)
    client = signed_in(intake)
    answer = client.post(
        BULK, {"do": "claim", "case": [first, second, "123"], "query": "view=unclaimed"}, follow=True
    )
    page = answer.content.decode()
    assert "Done with 2 cases." in page
    assert "There is no such case" in page
    with scope.system("test"):
        assert set(Case.objects.values_list("assignee_id", flat=True)) == {intake.pk}


def test_assign_many(somjai, intake):
    number = world.complaint(somjai)
    colleague = world.officer("psc-1111/intake", username="colleague")
    stranger = world.officer("nt/intake")
    client = signed_in(intake)
    page = client.post(BULK, {"do": "assign", "case": number, "assignee": stranger.pk}).content.decode()
    assert "Choose someone who works in the unit" in page
    assert (
        "Choose a colleague"
        in client.post(BULK, {"do": "assign", "case": number}, follow=True).content.decode()
    )
    answer = client.post(
        BULK, {"do": "assign", "case": number, "assignee": colleague.pk, "query": "view=mine"}
    )
    assert answer["Location"] == "/en/desk?view=mine"
    with scope.system("test"):
        assert Case.objects.get().assignee_id == colleague.pk


def test_who_is_offered_is_who_may_be_given_the_case(somjai, intake):
    number = world.complaint(somjai)
    unit = "psc-1111/intake"
    people = [intake] + [
        world.officer(unit, *roles) for roles in (("supervisor",), ("auditor",), ("operator",))
    ]
    with scope.system("test"):
        client, _ = identity.issue_client("ระบบปิดเรื่อง", [unit], ["webhooks"])
    people.append(client.account)
    taken = set()
    for person in people:
        with world.acting(intake), contextlib.suppress(Invalid):
            casework.assign(number, person.pk)
            taken.add(str(person.pk))
    assert {str(intake.pk)} < taken < {str(person.pk) for person in people}
    officer = signed_in(intake)
    for page, field in (
        (DESK, "assignee"),
        (DESK, "bulk-assignee"),
        (f"{DESK}/cases/{number}", "a-assign-assignee"),
    ):
        (choice,) = re.findall(rf'<select[^>]* id="{field}".*?</select>', text(officer, page), re.S)
        assert set(re.findall(r'<option value="(\d+)"', choice)) == taken, page


def test_hand_over_many_with_one_reason(somjai, intake):
    numbers = [world.complaint(somjai), world.complaint(somjai)]
    client = signed_in(intake)
    page = client.post(BULK, {"do": "hand_over", "case": numbers}).content.decode()
    assert "Hand over 2 cases" in page
    page = client.post(
        BULK, {"do": "hand_over", "case": numbers, "find": "1", "find_unit": "เชียงราย", "text": "งานท่าน"}
    ).content.decode()
    assert 'value="chiang-rai-city/works"' in page
    assert "งานท่าน" in page
    refused = client.post(BULK, {"do": "hand_over", "go": "1", "case": numbers, "text": "งานท่าน"})
    assert refused.status_code == 422
    done = {
        "do": "hand_over",
        "go": "1",
        "case": numbers,
        "unit": "chiang-rai-city/works",
        "find_unit": "เชียงราย",
    }
    assert client.post(BULK, done).status_code == 422, "a reason is needed"
    page = client.post(BULK, {**done, "text": "งานท่าน"}, follow=True).content.decode()
    assert "Done with 2 cases." in page
    with scope.system("test"):
        assert {c.unit.address for c in Case.objects.select_related("unit__agency")} == {
            "chiang-rai-city/works"
        }


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"case": "1"},
        {"do": "dance", "case": "1"},
        {"do": "claim", "case": "<b>"},
        {"do": "hand_over", "case": "a/<b>"},
    ],
)
def test_a_bulk_act_that_makes_no_sense(intake, sent):
    page = signed_in(intake).post(BULK, sent, follow=True)
    assert page.status_code == 200
    assert "<b>" not in page.content.decode()


def test_parts_asked_of_us(somjai, intake):
    number = world.complaint(somjai)
    helper = world.officer("pea/intake")
    with world.acting(intake):
        casework.ask_unit(number, "pea/intake", "สายขาดหรือไม่")
    client = signed_in(helper)
    page = text(client, DESK, view="parts")
    assert world.ANSWERS["subject"] in page
    assert 'Asked of us <span class="cw-views__count">1<' in page
    assert world.ANSWERS["subject"] not in text(client, DESK)


def test_a_seat_in_which_one_works_on_no_cases_shows_none(somjai, intake):
    number = world.complaint(somjai, subject="ของหน่วยอื่น")
    with scope.system("test"):
        cashier = world.officer("psc-1111/follow-up")
        unit = Case.objects.get(number=number).unit
        identity.Membership.objects.create(account=cashier, unit=unit, roles=["finance", "auditor"])
    assert "ของหน่วยอื่น" in text(signed_in(intake), DESK)
    assert "ของหน่วยอื่น" not in text(signed_in(cashier), DESK)
    with scope.system("test"):
        assert not identity.works_in(cashier.pk, unit.pk)


def test_a_search_stays_within_its_view(somjai, intake):
    older, newer = world.complaint(somjai), world.complaint(somjai)
    with world.acting(intake):
        for step in (casework.claim, lambda n: casework.move(n, "settle", text="เปลี่ยนหลอดแล้ว")):
            step(newer)
    client = signed_in(intake)
    assert links(client, view="queue", q="ไฟทาง") == [older]
    assert links(client, view="closed", q="ไฟทาง") == [newer]
    with world.acting(somjai):
        casework.move(newer, "reopen", text="ดับอีกแล้ว")
    assert links(client, view="queue", q="ไฟทาง") == [newer, older]
    assert links(client, view="mine", q="ไฟทาง") == [newer]
    assert links(client, view="closed", q="ไฟทาง") == []


def links(client: Client, **asked: str) -> list[str]:
    return re.findall(r'/desk/cases/(\d{12})"', text(client, DESK, **asked))


def test_within_a_day_of_a_deadline_its_hour_is_shown(somjai, intake):
    """A bank has minutes to answer; the day alone would tell it nothing."""
    number = world.complaint(somjai)
    far, near = timezone.now() + timedelta(days=3), timezone.now() + timedelta(minutes=13)
    shift(number, due_at=far)
    assert f"{far.astimezone(BANGKOK):%H:%M}" not in text(signed_in(intake), DESK)
    shift(number, due_at=near)
    assert f", {near.astimezone(BANGKOK):%H:%M}</span>" in text(signed_in(intake), DESK)
