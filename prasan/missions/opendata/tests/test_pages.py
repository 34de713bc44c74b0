"""The public pages and the office, as requests; the API of tables."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from prasan.core.identity import api_access
from prasan.foundation import scope
from prasan.missions.opendata.models import Dataset, Version

from . import world

pytestmark = pytest.mark.django_db
OFFICE = "/opendata-office/datasets/floods"


@pytest.fixture
def table(floods):
    return f"/api/v1/opendata/tables/{floods.resources.get().pk}"


@pytest.fixture
def office():
    return Client()


def looked_at(office):
    """What the office's page shows to wait."""
    page = office.get(OFFICE).content.decode()
    return re.findall(r'name="looked-at" value="([0-9a-f]{64})"', page)


def release(office):
    return office.post(OFFICE + "/act", {"do": "publish", "looked-at": looked_at(office)})


def test_the_catalogue_is_searched_narrowed_and_paged(floods, client):
    with world.acting(world.again()):
        for n in range(25):
            world.published(
                f"roads-{n}",
                title_th=f"ถนนสาย {n}",
                tags=["road"],
                notes_th="ผิวทาง",
                title_en="",
                notes_en="",
            )
    found = client.get("/opendata").content.decode()
    assert "26 ชุดข้อมูล" in found and found.count("od-dataset__title") == 20
    following = found.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert client.get("/opendata" + following).content.decode().count("od-dataset__title") == 6
    for query, count in {"q=น้ำท่วม": 1, "tag=road": 25, "agency=dga": 26, "agency=nt": 0, "format=parquet": 26,
                         "theme=environment&q=ถนนสาย 23": 1, "q=%00": 26}.items():  # fmt: skip
        assert f"{count} ชุดข้อมูล" in client.get("/opendata?" + query).content.decode(), query
    assert client.get("/opendata?after=forged").status_code == 422


def test_a_dataset_is_described_for_machines(floods, client):
    page = client.get("/opendata/floods").content.decode()
    told = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (told["@type"], told["name"]) == ("Dataset", "น้ำท่วมรายจังหวัด")
    assert {part["encodingFormat"] for part in told["distribution"]} == {
        "text/csv", "application/vnd.apache.parquet",
    }  # fmt: skip
    package = client.get("/opendata/floods/datapackage.json").json()
    assert [f["type"] for f in package["resources"][0]["schema"]["fields"]] == [
        "string",
        "date",
        "number",
        "integer",
    ]
    csvw = client.get("/opendata/floods/levels/table.csv-metadata.json").json()
    assert csvw["tableSchema"]["columns"][1]["datatype"] == "date"


def test_a_text_cannot_leave_the_json_of_the_page(client, db):
    with world.acting(world.publisher()):
        world.published(title_th="</script><script>alert(1)</script>")
    assert "<script>alert" not in client.get("/opendata/floods").content.decode()


def test_files_are_what_was_published(floods, client):
    answer = client.get("/opendata/floods/levels/table.csv")
    assert b"".join(answer.streaming_content).decode() == world.CSV
    assert answer["Content-Disposition"] == 'attachment; filename="floods-levels-v1.csv"'
    assert (
        client.get("/opendata/floods/levels/table.csv", headers={"If-None-Match": answer["ETag"]}).status_code
        == 304
    )
    excel = client.get("/opendata/floods/levels/table.csv?for=excel")
    assert b"".join(excel.streaming_content).startswith(b"\xef\xbb\xbfprovince")
    parquet = client.get("/opendata/floods/levels/table.parquet")
    assert b"".join(parquet.streaming_content)[:4] == b"PAR1"
    for wrong in ("?version=2", "?version=x", "?version=0", "?version=99999999999"):
        assert client.get("/opendata/floods/levels/table.csv" + wrong).status_code == 404


def test_a_table_is_asked_on_its_page(floods, client):
    page = client.get("/opendata/floods/levels?group=province&function=sum&of=level").content.decode()
    assert "3.75" in page and "th-bars" in page and "aggregate=sum%3Alevel" in page
    page = client.get("/opendata/floods/levels?group=day&function=max&of=level").content.decode()
    assert "th-chart__svg" in page
    page = client.get("/opendata/floods/levels?column=level&operator=gt&value=1").content.decode()
    assert "แถวที่ 1 ถึง 2 จาก 2" in page
    for wrong in ("column=none&value=1", "column=level&operator=eq&value=high", "group=province&function=sum&of=province",
                  "group=province&function=evil&of=level", "group=none", "column=level&operator=x&value=1"):  # fmt: skip
        assert client.get("/opendata/floods/levels?" + wrong).status_code == 422, wrong
    assert client.get("/opendata/floods/levels?page=99999").status_code == 200
    assert client.get("/opendata/floods/none").status_code == 404


def test_the_api_answers_questions_page_by_page(table, client):
    first = client.get(table, {"limit": 2, "total": True}).json()
    assert (first["total"], [row["level"] for row in first["items"]]) == (3, [1.5, 0.5])
    second = client.get(table, {"limit": 2, "total": True, "cursor": first["next"]}).json()
    assert ([row["level"] for row in second["items"]], second["next"]) == ([2.25], "")
    found = client.get(
        table, {"group": "province", "aggregate": ["sum:level", "count"], "order": "-sum_level"}
    ).json()
    assert found["items"][0] == {"province": "เชียงราย", "sum_level": 3.75, "count": 2}
    assert client.get(table, {"filter": "day:ge:2026-10-02", "select": "day"}).json()["items"] == [
        {"day": "2026-10-02"}, {"day": "2026-10-03"},
    ]  # fmt: skip
    assert client.get(table + "/about").json()["columns"][1]["type"] == "date"


def test_a_cursor_stays_with_its_version_and_question(table, floods, office, client):
    first = client.get(table, {"limit": 2}).json()
    file = SimpleUploadedFile("new.csv", b"a\n1\n")
    office.force_login(world.again())
    office.post(OFFICE + "/tables/levels/upload", {"file": file})
    release(office)
    assert client.get(table).json()["version"] == 2
    again = client.get(table, {"limit": 2, "cursor": first["next"]}).json()
    assert (again["version"], again["items"][0]["level"]) == (1, 2.25)
    assert client.get(table, {"limit": 2, "cursor": first["next"], "q": "x"}).status_code == 422
    assert client.get(table, {"cursor": "forged"}).status_code == 422


@pytest.mark.parametrize(
    "query",
    ["filter=none:eq:1", "filter=level", "filter=level:eq:x", "select=none", "group=none", "aggregate=sum", "order=none",
     "limit=0", "limit=1001", "aggregate=sum:province", "filter=level:evil:1", "cursor=1", "q=" + "x" * 201],
)  # fmt: skip
def test_wrong_questions_by_api(table, client, query):
    answer = client.get(f"{table}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_from_nothing_to_published_in_the_office(office, monkeypatch):
    monkeypatch.setattr(api_access, "PER_MINUTE_OPEN", 10**9)
    office.force_login(world.publisher())
    empty = office.post("/opendata-office/new", {})
    assert empty.status_code == 422 and "govuk-error-summary" in empty.content.decode()
    said = {**world.SAID, "tags": "น้ำท่วม, flood", "slug": "floods", "agency": "dga"}
    made = office.post("/opendata-office/new", said)
    assert made.status_code == 302, made.content.decode()
    assert office.post("/opendata-office/new", said).status_code == 422
    assert office.post(OFFICE + "/tables/new", {"title_th": "ระดับน้ำ", "slug": "levels"}).status_code == 302
    link = {"title_th": "ที่อื่น", "slug": "there", "url": "https://example.org/x.pdf", "format": "PDF"}
    assert office.post(OFFICE + "/tables/new", link).status_code == 302
    bad = office.post(
        OFFICE + "/tables/levels/upload", {"file": SimpleUploadedFile("x.csv", b"id\n1101700230708\n")}
    )
    assert bad.status_code == 422
    page = bad.content.decode()
    assert "เลขประจำตัวประชาชน" in page and "1101700230708" not in page
    assert office.post(OFFICE + "/tables/levels/upload", {}).status_code == 422
    with scope.system("test"):
        assert not Version.objects.exists()
    good = SimpleUploadedFile("ระดับ.csv", world.CSV.encode("cp874"))
    assert office.post(OFFICE + "/tables/levels/upload", {"file": good}).status_code == 302
    assert "รุ่นที่ 1 (ยังไม่เผยแพร่)" in office.get(OFFICE + "/tables/levels").content.decode()
    told = office.post(OFFICE + "/tables/levels", {"c0-th": "จังหวัดที่วัด", "c1-en": "Day"})
    assert told.status_code == 302
    assert release(office).status_code == 302
    assert "จังหวัดที่วัด" in office.get("/opendata/floods/levels").content.decode()
    assert office.get("/opendata/floods/there").status_code == 200
    changed = office.post(OFFICE + "/edit", {**said, "title_th": "ชื่อใหม่"})
    assert changed.status_code == 302
    assert "ชื่อใหม่" in office.get("/opendata").content.decode()
    office.post(OFFICE + "/act", {"do": "withdraw"})
    with scope.system("test"):
        assert Dataset.objects.get().state == "published"
    office.post(OFFICE + "/act", {"do": "withdraw", "sure": "on"})
    with scope.system("test"):
        assert Dataset.objects.get().state == "withdrawn"


def test_what_was_not_looked_at_is_not_published(floods, office, client):
    office.force_login(world.again())

    def give(text):
        file = SimpleUploadedFile("new.csv", f"a,b\n1,{text}\n".encode())
        assert office.post(OFFICE + "/tables/levels/upload", {"file": file}).status_code == 302

    def content(client):
        return b"".join(client.get("/opendata/floods/levels/table.csv").streaming_content)

    give("looked")
    seen = looked_at(office)
    give("unseen")
    for digests in (seen, list[str]()):
        office.post(OFFICE + "/act", {"do": "publish", "looked-at": digests})
        assert b"level" in content(client)
    release(office)
    assert b"unseen" in content(client)


def test_the_office_is_the_publishers(floods, office):
    paths = ["/opendata-office", "/opendata-office/new", OFFICE, OFFICE + "/edit", OFFICE + "/tables/levels"]
    assert {office.get(path).status_code for path in paths} == {302}
    office.force_login(world.officer("dga/intake", "officer"))
    assert {office.get(path).status_code for path in paths} == {403}
    office.force_login(world.publisher("nt"))
    assert [office.get(path).status_code for path in paths] == [200, 200, 404, 404, 404]
    assert office.post(OFFICE + "/act", {"do": "withdraw", "sure": "on"}).status_code == 404


def test_what_is_too_large_is_refused_before_it_is_read(floods, office):
    office.force_login(world.again())
    answer = office.post(OFFICE + "/tables/levels/upload", {"file": SimpleUploadedFile("x.csv", b"a\n")},
                         CONTENT_LENGTH=str(10 * 1024**3))  # fmt: skip
    assert answer.status_code == 413
    with scope.system("test"):
        assert Version.objects.count() == 1
