"""Files become tables or are refused with every fault by line; tables answer questions, and nothing else."""

from __future__ import annotations

import csv
import io
import string
import time
from typing import BinaryIO, cast

import duckdb
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from prasan.foundation.errors import Invalid, TooLarge
from prasan.foundation.ids import citizen_check_digit
from prasan.missions.opendata.tables import engine
from prasan.missions.opendata.tables.engine import ask
from prasan.missions.opendata.tables.mistakes import BadTable
from prasan.missions.opendata.tables.personal import Personal
from prasan.missions.opendata.tables.question import Aggregate, Filter, Question, statement
from prasan.missions.opendata.tables.reading import MOST_COLUMNS, read, written
from prasan.missions.opendata.tables.types import Column


def table(content: bytes | str):
    return read(io.BytesIO(content.encode() if isinstance(content, str) else content))


def refused(content: bytes | str) -> BadTable:
    with pytest.raises(BadTable) as error, table(content):
        pass
    assert error.value.faults
    return error.value


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("จังหวัด,คน\nตราด,1\n".encode(), "utf-8"), ("\ufeffจังหวัด,คน\nตราด,1\n".encode(), "utf-8"),
        ("จังหวัด;คน\r\nตราด;1\r\n".encode("cp874"), "tis-620"), ("จังหวัด\tคน\nตราด\t1\n".encode("utf-16"), "utf-16"),
    ],
)  # fmt: skip
def test_encodings_and_delimiters_are_told_apart(content, encoding):
    with table(content) as made:
        assert (made.encoding, made.rows) == (encoding, 1)
        assert made.csv.read_text("utf-8") == "จังหวัด,คน\nตราด,1\n"


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "-20", "0"], "integer"), (["1", "2.5", "1e3"], "number"), (["01", "02"], "text"),
        (["true", "FALSE"], "boolean"), (["2026-01-31", ""], "date"), (["2569-01-31"], "text"),
        (["2026-02-31"], "text"), (["2026-01-31 10:00", "2026-01-31T10:00:01.5"], "timestamp"),
        (["1,234"], "text"), (["x"], "text"), (["", ""], "text"), (["99999999999999999999"], "number"), (["1.0.0"], "text"),
    ],
)  # fmt: skip
def test_a_columns_type_is_what_every_value_is(values, kind):
    with written(["a", "b"], [[value, "x"] for value in values]) as made:
        assert made.columns[0] == {"name": "a", "type": kind}


@pytest.mark.parametrize(
    ("content", "code", "lines"),
    [
        (b"", "empty-file", [0]), (b"  \n ", "empty-file", [0]), (b"a,b\n", "no-rows", [0]),
        (b"a,b\n1\n1,2\n1,2,3\n", "bad-table", [2, 4]), (b'a,b\n"x,1\n', "bad-table", [2]),
        (b'a\n"x"y\n', "bad-table", [2]), (b"a\nx\0y\n", "not-text", [2]), (b"a\n1\n\xff\xfa\xe0\n", "wrong-encoding", [3]),
        (b"a,A\n1,2\n", "bad-table", [1]), (b"a,\n1,2\n", "bad-table", [1]), (b"a\n=1+1\n", "bad-table", [2]),
        (b'a\n"@SUM(1)"\n', "bad-table", [2]), (b"a\n+cmd|x\n", "bad-table", [2]), (b"a\n-2+3(4)\n", "bad-table", [2]),
        (b"%PDF-1.7\n", "not-csv", [0]), (b"PK\3\4" + b"x" * 100, "not-csv", [0]), (b"\xff\xfea", "wrong-encoding", [0]),
        (b"file_row_number\n1\n", "bad-table", [1]), (b"a\n" + b"x" * 200_000, "bad-table", [2]),
        (("a" * 101 + "\n1\n").encode(), "bad-table", [1]), (b"a\x01\n1\n", "bad-table", [1]),
        (",".join(f"c{n}" for n in range(5000)).encode(), "too-many-columns", [1]),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_by_line(content, code, lines):
    error = refused(content)
    assert (error.code, [fault.line for fault in error.faults]) == (code, lines)
    assert all(str(fault.reason) for fault in error.faults)


@pytest.mark.parametrize(
    "name", ['"=HYPERLINK(""http://evil.example/"",""x"")"', "@SUM(1)", "+cmd|x", "\u00a0=1+1", "＝1+1"]
)
def test_no_name_or_cell_is_a_formula(name):
    with translation.override("en"):
        for content in (f"{name},b\n1,2\n", f"a,b\n{name},2\n"):
            assert "formula" in str(refused(content).faults[0].reason)


def test_a_long_cell_is_looked_through_in_one_go():
    """Quadratic work would take minutes here."""
    cells = ["x" * 130_000 + "@", "@" * 130_000, "a@" * 65_000, "info@a.th " * 13_000, "@" + "x.-" * 43_000]
    started = time.process_time()
    for cell in cells:
        found = Personal(["a"])
        found.look(2, [cell])
        assert not found.count
    assert time.process_time() - started < 5


@given(st.text("ab.@+- é", max_size=30))
def test_mailboxes_of_people_are_found_wherever_they_stand(text):
    found = Personal(["a"])
    found.look(2, [f"{text} somchai@example.com {text}"])
    assert found.count == 1


def test_numbers_and_dashes_are_no_formulas():
    with table("a,b\n-5,-\n+7,- ไม่มีข้อมูล\n-1.5,@prasan\n") as made:
        assert made.rows == 3


def test_a_large_file_is_refused_before_it_is_read():
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size=-1):
            self.given += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(TooLarge), read(cast(BinaryIO, endless), limit=1000):
        pass
    assert endless.given == 1001


def test_the_most_columns_are_taken():
    with table(",".join(f"c{n}" for n in range(MOST_COLUMNS)) + "\n" + "," * (MOST_COLUMNS - 1)) as made:
        assert len(made.columns) == MOST_COLUMNS


def id_of(twelve: str) -> str:
    return twelve + citizen_check_digit(twelve)


@pytest.mark.parametrize(
    "cell",
    [
        id_of("110170023070"), "1-1017-00230-70-8", "เลขที่ 1 1017 00230 70 8 ครับ", "๑๑๐๑๗๐๐๒๓๐๗๐๘", "0812345678",
        "08 1234 5678", "+66 81 234 5678", "โทร 089-123-4567", "somchai.j@gmail.com", "นายสมชาย ใจดี",
        "ผู้ร้อง นางสาวสมหญิง รักไทย", "ด.ช. ก้อง เก่งกล้า", "Mr. John Smith",
    ],
)  # fmt: skip
def test_people_are_found(cell):
    error = refused(f"detail,n\nx,1\n{cell},2\n")
    assert error.code == "personal-data"
    assert [(fault.line, fault.column) for fault in error.faults] == [(3, "detail")]
    assert cell not in str(error) + "".join(str(fault.reason) for fault in error.faults)


@pytest.mark.parametrize(
    "cell",
    [
        "0-2123-4567", "02 123 4567", "saraban@dga.or.th", "info@x.go.th", "นายกเทศมนตรี เมืองเชียงราย", "นายอำเภอ เมือง",
        "พระนางเจ้าสิริกิติ์ พระบรม", "1234567890123", "0105536000000", "12.0812345678", "2026-10-01", "1101700230709",
    ],
)  # fmt: skip
def test_offices_and_numbers_are_no_people(cell):
    with table(f"detail,n\n{cell},2\n") as made:
        assert made.rows == 1


@pytest.mark.parametrize(
    "name", ["เลขบัตรประชาชน", "ชื่อ-นามสกุล", "Citizen ID", "first_name", "วันเกิด", "mobile number"]
)
def test_columns_that_say_so_are_found(name):
    assert refused(f"{name},n\nx,1\n").code == "personal-data"


def test_serial_numbers_of_thirteen_digits_are_no_citizen_ids():
    rows = "\n".join(str(1700000000000 + n) for n in range(500))
    with table(f"at\n{rows}\n") as made:
        assert made.rows == 500


words = st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), max_size=12)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=8))
def test_what_is_written_is_read_back(rows):
    safe = [[cell.lstrip("=@+-") for cell in row] for row in rows]
    try:
        with written(["a", "b"], safe) as made:
            answer = ask(made.parquet, made.columns, Question(), limit=100)
            with made.csv.open(encoding="utf-8", newline="") as file:
                kept = list(csv.reader(file))[1:]
    except BadTable as error:
        assert error.code in ("personal-data", "bad-table", "no-rows")
        return
    assert len(answer.rows) == len(kept) == made.rows
    texts = [["" if v is None else v for v in row] for row in answer.rows]
    if all(column["type"] == "text" for column in made.columns):
        assert texts == kept


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200) | st.text(alphabet=string.printable + "กขค", max_size=200).map(str.encode))
def test_any_file_is_taken_or_refused(content):
    try:
        with table(content) as made:
            assert made.rows > 0
    except BadTable as error:
        assert error.faults


# --- questions -----------------------------------------------------------------------------------------

LEVELS = "province,day,level,houses\nเชียงราย,2026-10-01,1.5,10\nเชียงใหม่,2026-10-02,0.5,\nเชียงราย,2026-10-03,2.25,7\n"


@pytest.fixture
def levels():
    with table(LEVELS) as made:
        yield made


def answer(made, **said):
    return ask(made.parquet, made.columns, Question(**said), limit=50, total=True)


def test_rows_are_filtered_put_together_and_sorted(levels):
    found = answer(levels, filters=[Filter("province", "eq", "เชียงราย")], select=["level"], order=["-level"])
    assert (found.rows, found.total) == ([[2.25], [1.5]], 2)
    found = answer(
        levels, groups=["province"], order=["-sum_level"],
        aggregates=[Aggregate("count"), Aggregate("sum", "level"), Aggregate("max", "day"), Aggregate("distinct", "houses")],
    )  # fmt: skip
    assert found.rows == [["เชียงราย", 2, 3.75, "2026-10-03", 2], ["เชียงใหม่", 1, 0.5, "2026-10-02", 0]]
    assert answer(levels, filters=[Filter("houses", "empty", "yes")]).total == 1
    assert answer(levels, filters=[Filter("day", "ge", "2026-10-02")]).total == 2
    assert answer(levels, filters=[Filter("level", "in", ["1.5", "0.5"])]).total == 2
    assert answer(levels, filters=[Filter("province", "has", "ใหม่")]).total == 1
    assert answer(levels, text="เชียงราย").total == 2
    assert answer(levels, aggregates=[Aggregate("median", "level")]).rows == [[1.5]]


@pytest.mark.parametrize(
    "said",
    [
        {"select": ["none"]}, {"order": ["none"]}, {"groups": ["none"]}, {"groups": ["day", "day"]},
        {"filters": [Filter("none", "eq", "1")]}, {"filters": [Filter("level", "eq", "high")]},
        {"filters": [Filter("level", "eq", "nan")]}, {"filters": [Filter("day", "eq", "2026-13-01")]},
        {"filters": [Filter("level", "; DROP", "1")]}, {"filters": [Filter("province", "eq", "\0")]},
        {"aggregates": [Aggregate("sum", "province")]}, {"aggregates": [Aggregate("sum")]},
        {"aggregates": [Aggregate("evil", "level")]}, {"groups": ["province"], "order": ["level"]},
        {"filters": [Filter("day", "eq", "1")] * 21},
    ],
)  # fmt: skip
def test_questions_that_do_not_fit_are_refused(levels, said):
    with pytest.raises(Invalid):
        answer(levels, **said)


def test_names_and_values_are_never_sql():
    name = 'a"; DROP TABLE data; --'
    with written([name, "b"], [["x", "1"]]) as made:
        found = answer(made, filters=[Filter(name, "eq", "' OR 1=1 --")])
        assert found.total == 0
        assert answer(made, groups=[name], order=["-count"]).rows == [["x", 1]]


def test_a_question_reaches_no_other_file(levels, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("secret\n1\n")
    with engine._opened(levels.parquet) as database:
        for evil in (f"SELECT * FROM read_csv('{other}')", "SELECT * FROM read_text('/etc/passwd')",
                     "SET enable_external_access = true", f"COPY data TO '{tmp_path}/x.csv'", "INSTALL httpfs"):  # fmt: skip
            with pytest.raises(duckdb.Error):
                database.execute(evil)


def test_a_question_that_takes_too_long_is_stopped(levels, monkeypatch):
    monkeypatch.setattr(engine, "SECONDS", 0.2)
    slow = "SELECT count(*) FROM range(100000000000)"
    with pytest.raises(Invalid) as error, engine._opened(levels.parquet) as database:
        database.execute(slow)
    assert error.value.code == "too-long"


@given(
    st.lists(st.tuples(words, st.sampled_from(["eq", "lt", "in", "has", "empty", "x"]), words), max_size=3),
    st.lists(words, max_size=2),
)
def test_any_question_is_sql_or_refused(filters, names):
    columns = [Column(name=name, type="text") for name in ("a", "b")]
    try:
        statement(Question(names, [Filter(*one) for one in filters], names), columns)
    except Invalid:
        return
