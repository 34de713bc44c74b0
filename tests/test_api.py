"""The HTTP API as another system meets it: keys, applications, cases, steps, refusals."""

from __future__ import annotations

import json
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case
from prasan.core.casework.tests import world
from prasan.core.events.models import Delivery, Once
from prasan.core.identity import api_access
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from tests import api_clients
from tests.api_clients import EVERYTHING, INTAKE

pytestmark = pytest.mark.django_db
APPLY = "/api/v1/services/complaint/cases"


@pytest.fixture(autouse=True)
def fresh():
    world.publish()
    api_access.counter.counts.clear()


@pytest.fixture
def api():
    return api_clients.caller()


def applied(api, key="one", **changes):
    body = {"answers": {**world.ANSWERS, **changes}, "consent": True}
    return api.post(APPLY, body, headers={"Idempotency-Key": key})


def test_the_catalogue_is_open_to_everyone(client: Client):
    found = client.get("/api/v1/services", {"q": "ร้องเรียน"}).json()
    assert found["items"][0]["slug"] == "complaint"
    assert client.get("/api/v1/services/complaint").json()["level"] == "1.1"
    schema = client.get("/api/v1/services/complaint/schema").json()
    assert {"kind", "subject", "detail"} <= set(schema["properties"])
    assert client.get("/api/v1/places", {"parent": "57"}).json()[0]["parent"] == "57"
    assert client.get("/api/v1/agencies/psc-1111").json()["units"]


def test_the_language_is_the_one_asked_for(client: Client):
    thai = client.get("/api/v1/services/complaint", headers={"Accept-Language": "th"})
    english = client.get("/api/v1/services/complaint", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert thai["Content-Language"] == "th" and english["Content-Language"] == "en"
    assert thai.json()["title"] != english.json()["title"]
    refused = client.get("/api/v1/services/nothing", headers={"Accept-Language": "th"}).json()["detail"]
    assert any("ก" <= letter <= "๛" for letter in refused)


def test_an_application_becomes_a_case_that_is_worked_on_to_its_end(api):
    counter = api_clients.caller("counter", units=("psc-1111/follow-up",))
    number = applied(counter).json()["case"]
    listed = api.get("/api/v1/cases").json()["items"]
    assert [case["number"] for case in listed] == [number]
    read = api.get(f"/api/v1/cases/{number}")
    assert read["ETag"] == '"1"' and read.json()["answers"]["subject"] == world.ANSWERS["subject"]
    assert "claim" in [step["verb"] for step in read.json()["steps"]]
    steps = f"/api/v1/cases/{number}/steps"
    claimed = api.post(steps, {"verb": "claim"}, headers={"If-Match": read["ETag"]})
    assert claimed.status_code == 200, claimed.json()
    stale = api.post(steps, {"verb": "settle", "text": "เสร็จแล้ว", "revision": 1})
    assert stale.status_code == 409
    assert api.post(f"/api/v1/cases/{number}/notes", {"text": "โทรแล้ว"}).status_code == 200
    assert api.post(f"/api/v1/cases/{number}/replies", {"text": "กำลังไป"}).status_code == 200
    late = {"reason": "รออะไหล่", "within": {"amount": 3, "unit": "working_days"}}
    told = api.post(f"/api/v1/cases/{number}/delays", {**late, "revision": 4})
    assert told.status_code == 200 and told.json() == {"kind": "tell_delay", "revision": 5}
    assert api.post(f"/api/v1/cases/{number}/delays", {"reason": "?", "revision": 4}).status_code == 409
    revision = api.get(f"/api/v1/cases/{number}").json()["revision"]
    done = api.post(steps, {"verb": "settle", "text": "เสร็จแล้ว", "revision": revision})
    assert done.status_code == 200 and api.get(f"/api/v1/cases/{number}").json()["outcome"] == "settled"
    with scope.system("test"):  # the person has no account: the program that filed it rates for them
        case = Case.objects.get(number=number)
        filer = identity.Account.objects.get(pk=case.opened_by_id)
    with world.acting(filer):
        casework.rate(number, 4, "เร็วดี")
    assert api.get(f"/api/v1/cases/{number}").json()["rating"] == {"stars": 4, "comment": "เร็วดี"}


def test_who_only_opened_a_case_does_not_read_the_offices_notes(api):
    opener = api_clients.caller("opener", units=("psc-1111/follow-up",))
    number = applied(opener).json()["case"]
    assert api.post(f"/api/v1/cases/{number}/notes", {"text": "ระวังเรื่องนี้"}).status_code == 200
    assert "ระวังเรื่องนี้" in str(api.get(f"/api/v1/cases/{number}").json())
    seen = opener.get(f"/api/v1/cases/{number}")
    assert seen.status_code == 200 and "ระวังเรื่องนี้" not in str(seen.json())


def test_a_step_names_the_revision_it_was_decided_on(api):
    number = applied(api).json()["case"]
    refused = api.post(f"/api/v1/cases/{number}/steps", {"verb": "claim"})
    assert refused.status_code == 422 and refused.json()["errors"][0]["pointer"] == "#/revision"


def test_an_application_sent_twice_opens_one_case(api):
    first, second = applied(api), applied(api)
    assert first.status_code == second.status_code == 201 and first.json() == second.json()
    other = applied(api, detail="เรื่องอื่นที่ใช้กุญแจเดิมซ้ำอีกครั้งหนึ่ง")
    assert other.status_code == 409 and other.json()["type"].endswith("idempotency")
    with scope.system("test"):
        assert len(api.get("/api/v1/cases").json()["items"]) == 1
    without = api.post(APPLY, {"answers": world.ANSWERS, "consent": True})
    assert without.status_code == 422 and "Idempotency" in without.json()["errors"][0]["pointer"]


def test_what_is_sent_twice_with_one_key_is_done_once(api):
    number = applied(api).json()["case"]
    case = f"/api/v1/cases/{number}"

    def twice(path, body, key):
        first, second = (api.post(path, body, headers={"Idempotency-Key": key}) for _ in range(2))
        assert first.status_code == second.status_code in (200, 201), second.json()
        assert first.json() == second.json() and first.get("ETag") == second.get("ETag")
        return first.json()

    reply = twice(f"{case}/replies", {"text": "กำลังไป"}, "r")
    remark = twice(f"{case}/notes", {"text": "โทรแล้ว"}, "n")
    assert (reply["revision"], remark["revision"]) == (2, 3)
    assert twice(f"{case}/steps", {"verb": "claim", "revision": 3}, "s")["revision"] == 4
    late = {"reason": "รออะไหล่", "within": {"amount": 3, "unit": "working_days"}, "revision": 4}
    assert twice(f"{case}/delays", late, "d")["revision"] == 5
    question = {"unit": "chiang-rai-city/works", "question": "ใครดูแลเสาไฟนี้"}
    part = twice(f"{case}/parts", question, "p")
    asked = api_clients.caller("asked", units=("chiang-rai-city/works",))
    answer = f"/api/v1/parts/{part['id']}/answer"
    first, second = (asked.post(answer, {"answer": "อบจ."}, headers={"Idempotency-Key": "a"}) for _ in "12")
    assert first.status_code == second.status_code == 200 and first.json() == second.json()
    hand = {"unit": "chiang-rai-city/works", "reason": "งานเทศบาล", "revision": first.json()["revision"]}
    twice(f"{case}/hand-over", hand, "h")
    kinds = [event["kind"] for event in asked.get(case).json()["events"]]
    assert len(kinds) == len(set(kinds)), kinds
    other = api.post(f"{case}/replies", {"text": "อื่น"}, headers={"Idempotency-Key": "r"})
    assert other.status_code == 409 and other.json()["type"].endswith("idempotency")


def test_a_file_or_an_endpoint_sent_twice_is_kept_once(api):
    key = {"Idempotency-Key": "one"}
    hook = {"url": "https://example.org/in", "topics": ["case.*"]}
    first, second = (api.post("/api/v1/webhooks", hook, headers=key) for _ in range(2))
    assert first.status_code == 201 and first.json() == second.json()
    assert first.json()["secret"].startswith("whsec_")
    assert len(api.get("/api/v1/webhooks").json()["items"]) == 1
    with scope.system("test"):
        assert "whsec_" not in str(list(Once.objects.values_list("answer", flat=True)))
    files = [
        api.upload(
            SimpleUploadedFile(name, api_clients.PICTURE, "image/png"), headers={"Idempotency-Key": "f"}
        )
        for name in ("photo.png", "photo.png", "other.png")
    ]
    assert files[0].status_code == 201 and files[0].json() == files[1].json()
    assert files[2].status_code == 409


def test_a_refused_application_leaves_nothing(api):
    wrong = applied(api, kind="nothing")
    assert wrong.status_code == 422 and wrong.json()["errors"][0]["pointer"] == "#/answers/kind"
    without = api.post(
        APPLY, {"answers": world.ANSWERS, "consent": False}, headers={"Idempotency-Key": "two"}
    )
    assert without.status_code == 422 and without.json()["errors"][0]["pointer"] == "#/consent"
    right = applied(api)
    assert right.status_code == 201  # under the key of the refused one
    assert api.get("/api/v1/figures").json()["queue"] == 1


def test_answers_are_checked_without_being_kept(api):
    check = "/api/v1/services/complaint/check"
    assert api.post(check, {"answers": world.ANSWERS}).json() == {"fee": 0}
    assert api.post(check, {"answers": {"kind": 7}}).status_code == 422
    assert api.get("/api/v1/cases").json()["items"] == []
    with scope.system("test"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_draft")
        assert cursor.fetchone() == (0,)


def test_a_document_goes_with_an_application(api):
    given = api.upload(SimpleUploadedFile("note.txt", b"", "text/plain"))
    assert given.status_code == 422
    given = api.upload(SimpleUploadedFile("photo.png", api_clients.PICTURE, "image/png"))
    assert given.status_code == 201, given.json()
    name = given.json()["id"]
    number = applied(api, files=[name]).json()["case"]
    assert api.get(f"/api/v1/cases/{number}").json()["answers"]["files"] == [name]
    assert api.get(f"/api/v1/documents/{name}/content")["Content-Type"] == "image/png"
    forged = applied(api, "two", files=["11111111-1111-4111-8111-111111111111"])
    assert forged.status_code == 422


def test_a_case_is_handed_over_and_another_unit_does_a_part(api):
    number = applied(api).json()["case"]
    asked = api.post(
        f"/api/v1/cases/{number}/parts",
        {
            "unit": "chiang-rai-city/works",
            "question": "ช่วยดูเสาไฟ",
            "within": {"amount": 3, "unit": "working_days"},
        },
    )
    assert asked.status_code == 201, asked.json()
    works = api_clients.caller("works", ["chiang-rai-city/works"])
    waiting = works.get("/api/v1/parts").json()["items"]
    assert [part["case"] for part in waiting] == [number]
    answered = works.post(f"/api/v1/parts/{waiting[0]['id']}/answer", {"answer": "ซ่อมแล้ว"})
    assert answered.status_code == 200, answered.json()
    revision = api.get(f"/api/v1/cases/{number}").json()["revision"]
    over = api.post(
        f"/api/v1/cases/{number}/hand-over",
        {"unit": "chiang-rai-city/works", "reason": "เป็นหน้าที่ของเทศบาล", "revision": revision},
    )
    assert over.status_code == 200, over.json()
    assert [case["number"] for case in works.get("/api/v1/cases").json()["items"]] == [number]


def test_a_key_opens_its_scopes_in_its_units_and_no_more(api):
    number = applied(api).json()["case"]
    reader = api_clients.caller("reader", [INTAKE], ["cases.read"])
    assert reader.get(f"/api/v1/cases/{number}").status_code == 200
    refused = reader.post(f"/api/v1/cases/{number}/notes", {"text": "x"})
    assert refused.status_code == 403 and refused.json()["type"].endswith("scope")
    elsewhere = api_clients.caller("elsewhere", ["nt/repair"])
    assert elsewhere.get(f"/api/v1/cases/{number}").status_code == 404
    assert elsewhere.get("/api/v1/cases").json()["items"] == []
    assert elsewhere.get(f"/api/v1/cases/{number}/state").json()["number"] == number


def test_a_revoked_key_opens_nothing(client: Client):
    with scope.system("test"):
        made, key = identity.issue_client("x", [INTAKE], EVERYTHING)
    headers = {"Authorization": f"Bearer {key}"}
    assert client.get("/api/v1/cases", headers=headers).status_code == 200
    with scope.system("test"):
        assert key not in json.dumps([str(v) for v in vars(made).values()])
        identity.revoke_client(made)
    refused = client.get("/api/v1/cases", headers=headers)
    assert refused.status_code == 401 and refused["WWW-Authenticate"].startswith("Bearer")


def test_a_session_is_no_key(client: Client):
    client.force_login(world.officer(INTAKE))
    assert client.get("/api/v1/cases").status_code == 401


def test_every_refusal_is_a_problem_document(api, client: Client):
    answers = {
        401: client.get("/api/v1/cases"),
        404: client.get("/api/v1/no-such-thing"),
        405: client.delete("/api/v1/services"),
        413: api.post("/api/v1/services/complaint/check", {"answers": {"detail": "x" * 3_000_000}}),
        415: api.client.post(
            "/api/v1/services/complaint/check", "a=b", content_type="text/plain", headers=api.headers
        ),
        422: client.get("/api/v1/services", {"limit": 0}),
    }
    for status, answer in answers.items():
        assert answer.status_code == status, (status, answer.content)
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == status
    assert "GET" in answers[405]["Allow"]


def test_who_asks_too_often_waits(client: Client, monkeypatch):
    monkeypatch.setattr(api_access, "PER_MINUTE_OPEN", 2)
    codes = [client.get("/api/v1/agencies/psc-1111").status_code for _ in range(3)]
    assert codes[-1] == 429
    assert int(client.get("/api/v1/agencies/psc-1111")["Retry-After"]) <= 60


def test_a_look_by_a_program_is_in_the_ledger_of_the_person(api):
    somjai = world.citizen()
    number = world.complaint(somjai)
    api.get(f"/api/v1/cases/{number}")
    with world.acting(somjai):
        looks = ledger.entries_of(somjai.subject, kind="look").items
    assert len(looks) == 1


def test_webhooks_of_the_agency(api):
    made = api.post("/api/v1/webhooks", {"url": "https://example.org/in", "topics": ["case.*"]})
    assert made.status_code == 201 and made.json()["secret"].startswith("whsec_")
    assert [one["id"] for one in api.get("/api/v1/webhooks").json()["items"]] == [made.json()["id"]]
    there = f"/api/v1/webhooks/{made.json()['id']}"
    assert api_clients.caller("other", ["nt/repair"]).delete(there).status_code == 404
    assert api.get(f"{there}/deliveries").json() == {"items": [], "next": ""}
    assert api.delete(there).status_code == 204
    assert api.post("/api/v1/webhooks", {"url": "ftp://x", "topics": ["case.*"]}).status_code == 422


def test_lists_are_paged_by_key(api):
    numbers = {applied(api, f"k{n}").json()["case"] for n in range(3)}
    first = api.get("/api/v1/cases", {"limit": 2}).json()
    second = api.get("/api/v1/cases", {"limit": 2, "cursor": first["next"]}).json()
    assert second["next"] == ""
    assert {case["number"] for case in first["items"] + second["items"]} == numbers
    assert api.get("/api/v1/cases", {"cursor": "forged"}).status_code == 422


def whole(api, path, **query):
    """Every row of a list, two a page."""
    rows, cursor = [], ""
    while True:
        page = api.get(path, {**query, "limit": 2, "cursor": cursor}).json()
        assert len(page["items"]) <= 2
        rows, cursor = [*rows, *page["items"]], page["next"]
        if not cursor:
            return rows


def test_every_list_that_grows_is_paged_alike(api):
    for name in ("price-complaint", "telecom-complaint"):
        world.publish(world.MISSIONS / f"hotline/services/{name}.yaml")
    numbers = [applied(api, f"k{n}").json()["case"] for n in range(3)]
    for number in numbers:
        api.post(f"/api/v1/cases/{number}/parts", {"unit": "chiang-rai-city/works", "question": "ช่วยดู"})
    made = [api.post("/api/v1/webhooks", {"url": f"https://example.org/{n}", "topics": ["case.*"]}).json()["id"]
            for n in range(3)]  # fmt: skip
    works = api_clients.caller("works", ["chiang-rai-city/works"])
    assert [part["case"] for part in whole(works, "/api/v1/parts")] == numbers
    assert [one["id"] for one in whole(api, "/api/v1/webhooks")] == made[::-1]
    slugs = [one["slug"] for one in whole(api, "/api/v1/services")]
    assert slugs == ["complaint", "price-complaint", "telecom-complaint"]
    assert [one["slug"] for one in whole(api, "/api/v1/services", agency="psc-1111")] == ["complaint"]
    assert whole(api, "/api/v1/services", agency="nobody") == []
    ministries = [one["code"] for one in whole(api, "/api/v1/agencies", kind="ministry")]
    assert len(ministries) > 15 and ministries == sorted(set(ministries))
    paths = ("cases", "parts", "services", "agencies", "webhooks", f"webhooks/{made[0]}/deliveries")
    for path in paths:
        forged = api.get(f"/api/v1/{path}", {"cursor": "forged"})
        assert forged.status_code == 422 and forged.json()["type"].endswith("cursor"), path


def test_the_parts_of_many_cases_take_as_many_queries_as_one(api):
    works = api_clients.caller("works", ["chiang-rai-city/works"])
    counts = []
    for n in range(3):
        number = applied(api, f"k{n}").json()["case"]
        api.post(f"/api/v1/cases/{number}/parts", {"unit": "chiang-rai-city/works", "question": "ช่วยดู"})
        with CaptureQueriesContext(connection) as asked:
            assert len(works.get("/api/v1/parts").json()["items"]) == n + 1
        counts.append(len([one for one in asked if "directory_agency" in one["sql"]]))
    assert counts[1] == counts[2]


def test_a_delivery_is_sent_again_only_if_it_was_given_up(api):
    made = api.post("/api/v1/webhooks", {"url": "https://example.org/in", "topics": ["case.*"]}).json()["id"]
    there = f"/api/v1/webhooks/{made}/deliveries"
    with scope.system("test"):
        log = [
            Delivery.objects.create(endpoint_id=made, event=n, topic="case.opened", body="{}", state=state,
                                    due_at=timezone.now())
            for n, state in enumerate(("waiting", "delivered", "dead"))
        ]  # fmt: skip
    sent = [api.post(f"{there}/{one.pk}/again", {}).status_code for one in (*log, log[2])]
    assert sent == [404, 404, 202, 404]
    with scope.system("test"):
        assert [one.state for one in Delivery.objects.order_by("id")] == ["waiting", "delivered", "waiting"]
    other = api_clients.caller("other", ["nt/repair"])
    huge = 2**70
    for path in (f"{there}/{log[0].pk}/again", f"{there}/{huge}/again", f"/api/v1/webhooks/{huge}/resume"):
        assert other.post(path, {}).status_code == 404 == api.post(path, {}).status_code
    assert api.get(f"/api/v1/webhooks/{huge}/deliveries").status_code == 404
    assert api.delete(f"/api/v1/webhooks/{huge}").status_code == 404


def test_reads_cost_little(api):
    number = applied(api).json()["case"]
    for path, most in ((f"/api/v1/cases/{number}", 12), ("/api/v1/cases", 7), ("/api/v1/services", 6)):
        api.get(path)
        with CaptureQueriesContext(connection) as queries:
            api.get(path)
        assert len(queries) <= most, [q["sql"][:80] for q in queries]
        began = time.process_time()
        for _ in range(20):
            assert api.get(path).status_code == 200
        print(path, len(queries), f"{(time.process_time() - began) * 50:.1f} ms")


def test_a_refusal_has_its_title_in_the_language_asked_for(client: Client):
    thai, english = (
        client.get("/api/v1/services/nothing", headers={"Accept-Language": language}).json()["title"]
        for language in ("th", "en")
    )
    assert (thai, english) == ("ไม่พบข้อมูล", "Not Found")
