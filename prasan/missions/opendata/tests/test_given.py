"""Spreadsheets are taken and given out; what an agency demands of its columns holds for every version; bad files."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.test import Client

from prasan.core.documents import service as documents
from prasan.foundation import scope
from prasan.foundation.errors import TooLarge
from prasan.foundation.locks import Kind
from prasan.missions.opendata import queries
from prasan.missions.opendata import service as opendata
from prasan.missions.opendata.models import Version
from prasan.missions.opendata.pages import files
from prasan.missions.opendata.tables import sheets, types
from prasan.missions.opendata.tables.mistakes import BadTable
from prasan.missions.opendata.tables.reading import read

from . import world


def book(*rows: list[Any], formats: dict[str, str] | None = None, more: tuple[str, ...] = ()) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, shown in (formats or {}).items():
        sheet[place].number_format = shown
    for title in more:
        made.create_sheet(title).append(["x"])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def refused(content: bytes) -> BadTable:
    with pytest.raises(BadTable) as error, read(io.BytesIO(content)):
        pass
    return error.value


def changed(content: bytes, name: str, new: bytes) -> bytes:
    """The archive with one part of it another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in old.namelist():
            made.writestr(entry, new if entry == name else old.read(entry))
    return out.getvalue()


def test_a_spreadsheet_is_a_table():
    content = book(
        ["รหัส", "วัน", "เวลา", "ระดับ", "จริง", "ว่าง"],
        [1, date(2026, 1, 31), datetime(2026, 1, 31, 13, 30), 1.5, True, None],
        [],
        [20, date(2026, 2, 1), datetime(2026, 2, 1, 0, 0), 2, False, "ก"],
        formats={"A2": "00000", "A4": "00000", "C4": "yyyy-mm-dd hh:mm"},
    )
    with read(io.BytesIO(content)) as made:
        assert made.csv.read_text("utf-8").splitlines()[1:] == [
            "00001,2026-01-31,2026-01-31 13:30:00,1.5,true,", "00020,2026-02-01,2026-02-01 00:00:00,2,false,ก",
        ]  # fmt: skip
        kinds = [column["type"] for column in made.columns]
        assert kinds == ["text", "date", "timestamp", "number", "boolean", "text"] and made.encoding == "xlsx"


def test_bad_spreadsheets_are_told_by_row():
    formula = refused(book(["a", "b"], [1, 2], [1, "=A2+1"]))
    assert [(fault.line, fault.column) for fault in formula.faults] == [(3, "B")]
    error = refused(book(["a", "b"], [1, 2], [None, "x"], ["#N/A", 1]))
    assert [(fault.line, fault.column) for fault in error.faults] == [(4, "A")]
    assert [fault.line for fault in refused(book(["a"], [1, 2])).faults] == [2]
    assert refused(book(["a"], [1], more=("b",))).code == "several-sheets"
    assert refused(book()).code == "empty-file"
    person = refused(book(["a"], ["x"], ["นายสมชาย ใจดี"]))
    assert (person.code, person.faults[0].line) == ("personal-data", 3)
    assert refused(book(["a"], [1])[:-40]).code in ("broken-file", "not-csv")
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("x.csv", "a\n1\n")
    assert refused(plain.getvalue()).code == "not-csv"


def test_a_spreadsheet_that_would_do_harm_is_refused():
    good, sheet = book(["a"], [1]), "xl/worksheets/sheet1.xml"
    with pytest.raises(TooLarge), read(io.BytesIO(changed(good, sheet, b"<x>" + b" " * 50_000_000))):
        pass
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert refused(changed(good, sheet, laughs)).code == "broken-file"
    assert refused(changed(good, sheet, b"<worksheet><sheetData><row>")).code == "broken-file"
    assert refused(changed(good, "xl/workbook.xml", b"<workbook/>")).faults
    far = b"<!--" + bytes(random.Random(1).choices(range(97, 123), k=200_000)) + b"-->" + laughs
    assert refused(changed(good, sheet, far)).code == "broken-file"
    assert refused(changed(good, sheet, laughs.decode().encode("utf-16"))).code == "broken-file"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_a_spreadsheet_with_a_part_cut_off_is_told(part):
    good = book(["a"], [1])
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        half = archive.read(part)
    assert refused(changed(good, part, half[: len(half) * 2 // 3])).code == "broken-file"


def test_a_number_without_end_is_told():
    good, sheet = book(["a"], [1]), "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(book([1]))) as archive:
        number = archive.read(sheet).replace(b"<v>1</v>", b"<v>1E999</v>")
    assert b"1E999" in number
    assert refused(changed(good, sheet, number)).code == "broken-file"


def uploaded(floods: Any, content: bytes) -> Version:
    with world.acting(world.again()):
        return opendata.upload(floods.resources.get(), io.BytesIO(content))


@pytest.mark.django_db
def test_a_spreadsheet_is_published_and_given_out(floods, client, monkeypatch):
    uploaded(floods, book(["name", "day", "sum"], ["ตราด", date(2026, 1, 31), 7.5], ["น่าน", None, 8]))
    with world.acting(world.again()):
        opendata.publish(floods)
    page = client.get("/opendata/floods/levels")
    assert "table.xlsx" in page.content.decode()
    answer = client.get("/opendata/floods/levels/table.xlsx")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows == [("name", "day", "sum"), ("ตราด", datetime(2026, 1, 31), 7.5), ("น่าน", None, 8)]
    assert (
        client.get(
            "/opendata/floods/levels/table.xlsx", headers={"If-None-Match": answer["ETag"]}
        ).status_code
        == 304
    )
    assert "table.xlsx" in client.get("/opendata/floods.ttl").content.decode()
    monkeypatch.setattr("prasan.missions.opendata.models.dataset.MOST_WRITTEN", 3)
    assert client.get("/opendata/floods/levels/table.xlsx").status_code == 404
    assert "table.xlsx" not in client.get("/opendata/floods/levels").content.decode()


@pytest.mark.django_db
def test_a_spreadsheet_that_many_ask_for_at_once_is_made_once(floods, client, monkeypatch):
    asked, made, address = [], [], "/opendata/floods/levels/table.xlsx"

    def while_waiting(_kind: Kind, name: str) -> None:
        """Somebody else is quicker."""
        asked.append(name)
        if len(asked) == 1:
            client.get(address)

    def write(*told: Any) -> None:
        made.append(told)
        sheets.write(*told)

    monkeypatch.setattr(files, "one_at_a_time", while_waiting)
    monkeypatch.setattr(files, "sheets", SimpleNamespace(write=write))
    assert client.get(address).status_code == 200
    assert len(asked) == 2 and len(set(asked)) == 1 and len(made) == 1


def the_public(client: Client) -> tuple[bytes, dict[str, str], int]:
    """What everybody has of the table: the file, its types, its version."""
    with scope.activate(scope.VISITOR):
        resource = queries.resource(queries.dataset("floods"), "levels")
        assert resource.current
        kinds = {column["name"]: column["type"] for column in resource.current.columns}
    file = b"".join(client.get("/opendata/floods/levels/table.csv").streaming_content)  # type: ignore[attr-defined]
    return file, kinds, resource.latest


@pytest.mark.django_db
def test_an_agency_says_of_which_type_a_column_is(floods, client):
    before = the_public(client)
    office = client
    office.force_login(world.again())
    here = "/opendata-office/datasets/floods/tables/levels"
    wrong = office.post(here, {"c0-type": "number", "c1-type": "date"})
    told = wrong.content.decode()
    assert (
        wrong.status_code == 422
        and told.count("ไม่ใช่ตัวเลข") == 3
        and "เชียงราย" not in told.split("preview")[0]
    )
    assert office.post(here, {"c2-type": "integer"}).status_code == 422
    assert the_public(client) == before
    assert office.post(here, {"c3-type": "text", "key": ["1"]}).status_code == 302
    assert the_public(client) == before  # it waits for its release
    with world.acting(world.again()):
        opendata.publish(floods)
    file, kinds, latest = the_public(client)
    assert (file, kinds["houses"], latest) == (before[0], "text", 2)
    table = floods.resources.get().pk
    rows = client.get(f"/api/v1/opendata/tables/{table}?filter=houses:eq:10").json()
    assert [row["houses"] for row in rows["items"]] == ["10"]
    older = client.get("/opendata/floods/levels/table.parquet?version=1")
    newer = client.get("/opendata/floods/levels/table.parquet")
    assert older["ETag"] != newer["ETag"]
    # Codes of the next version stay text without being told again.
    uploaded(floods, b"province,day,level,houses\nx,2026-10-09,1,7\n")
    with world.acting(world.again()):
        assert floods.resources.get().proposed.columns[3]["type"] == "text"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("province,day,houses\nก,2026-10-01,1\n", [(1, "level")]),
        ("province,day,level\nก,2026-10-01,0.9\nข,2026-10-02\n", [(3, "")]),
        ("province;day;level\nก;2026-10-01;0.9\n\nข;2026-10-02;0,9\n", [(4, "level")]),
        ("province,day,level\nก,2026-10-01,0.9\nข,2026-10-01,1\nก,2026-10-01,2\n", [(4, "province, day")]),
        ("province,day,level\n,2026-10-01,0.9\n", [(2, "province, day")]),
        ("province,day,level\nก,2026-02-30,0.9\n", [(2, "day")]),
    ],
    ids=["wrong columns", "short row", "decimal comma", "two rows for a key", "empty key", "no such day"],
)  # fmt: skip
def test_a_bad_file_is_told_by_row_and_changes_nothing(floods, client, content, faults):
    told = {"province": {"key": "yes"}, "day": {"key": "yes", "type": "date"}, "level": {"type": "number"}}
    with world.acting(world.again()):
        opendata.tell_columns(floods.resources.get(), told)
    before = the_public(client)
    with pytest.raises(BadTable) as error:
        uploaded(floods, content.encode())
    assert [(fault.line, fault.column) for fault in error.value.faults] == faults
    assert the_public(client) == before
    with scope.system("test"):
        assert Version.objects.count() == 1


@pytest.mark.django_db
def test_ten_gigabytes_are_refused_before_any_is_read(floods, client):
    class Unread:
        def read(self, *args: Any) -> bytes:
            raise AssertionError("it was read")

        readline = read

        def __len__(self) -> int:
            return 10 * 2**30

    before = the_public(client)
    client.force_login(world.again())
    answer = client.generic(
        "POST", "/opendata-office/datasets/floods/tables/levels/upload", b"x", "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10 * 2**30), **{"wsgi.input": Unread()},
    )  # fmt: skip
    assert answer.status_code == 413
    assert the_public(client) == before


@pytest.mark.django_db
def test_what_is_taken_away_leaves_no_file(floods, django_capture_on_commit_callbacks):
    resource = floods.resources.get()
    with world.acting(world.again()):
        opendata.tell_columns(resource, {"houses": {"type": "text"}})
        waiting = floods.resources.get().proposed
        assert (
            waiting.parquet != f"{waiting.digest}.parquet" and documents.public_file(waiting.parquet).exists()
        )
        with django_capture_on_commit_callbacks(execute=True):
            opendata.tell_columns(floods.resources.get(), {})
        assert floods.resources.get().proposed is None
        assert documents.public_file(f"{waiting.digest}.parquet").exists()
        assert not documents.public_file(f"{waiting.digest}.parquet").with_name(waiting.parquet).exists()
    assert floods.resources.get().demands == types.Demands({}, [])
