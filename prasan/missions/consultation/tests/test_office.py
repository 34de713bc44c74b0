"""From a draft to its report on the pages, by an officer of the agency."""

from __future__ import annotations

import csv
import hashlib
import io
import tracemalloc
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.missions.consultation import service as consultations
from prasan.missions.consultation.changes import changes
from prasan.missions.consultation.models import Answer, Consultation
from prasan.missions.consultation.pages import report
from prasan.missions.consultation.pages.report import _plain
from prasan.missions.consultation.similar import alike

from . import world

pytestmark = pytest.mark.django_db
OFFICE = "/consultations-office/of/markets"
PUBLIC = "/consultations/markets"


@pytest.fixture
def desk(office):
    client = Client()
    with scope.system("test"):
        client.force_login(office)
    return client


def test_a_draft_is_written_and_opened(desk):
    last = world.today() + timedelta(days=20)
    said = {
        "agency": "dga", "slug": "markets", "title_th": "ตลาดนัด", "summary_th": "จัดระเบียบ", "last_day.day": last.day,
        "last_day.month": last.month, "last_day.year": last.year + 543, "anonymous": "True",
        "contact_name": "กองกฎหมาย", "contact_email": "law@example.go.th",
    }  # fmt: skip
    made = desk.post("/consultations-office/new", said)
    assert made["Location"] == f"{OFFICE}/text"
    assert desk.post(f"{OFFICE}/text", {"text_th": "ก\n\nข", "text_en": "a"}).status_code == 422
    desk.post(f"{OFFICE}/text", {"text_th": world.TEXT, "asked_th": "กี่แห่ง"})
    desk.post(f"{OFFICE}/act", {"do": "open"})
    assert Client().get(PUBLIC).status_code == 404  # not sure
    desk.post(f"{OFFICE}/act", {"do": "open", "sure": "on"})
    assert "ข้อ ๓ ห้ามใช้เครื่องขยายเสียง" in Client().get(PUBLIC).content.decode()
    assert desk.post(f"{OFFICE}/edit", said).status_code == 409
    assert desk.post(f"{OFFICE}/text", {"text_th": "อื่น"}).status_code == 409


def test_a_draft_is_thrown_away(office, desk):
    with world.acting(office):
        world.draft()
    desk.post(f"{OFFICE}/act", {"do": "discard", "sure": "on"})
    with scope.system("test"):
        assert not Consultation.objects.exists()


def test_the_office_of_another_agency_finds_nothing(markets):
    client = Client()
    with scope.system("test"):
        client.force_login(world.office("nt"))
    assert client.get(OFFICE).status_code == 404
    assert "markets" not in client.get("/consultations-office").content.decode()


def test_from_answers_to_the_report(markets, desk, client, monkeypatch):
    texts = ["ค่าธรรมเนียมแพงเกินไป ควรลดค่าธรรมเนียม", "ควรลดค่าธรรมเนียม แพงเกินไป", "=ตลาดควรปิดสองทุ่ม"]
    with scope.activate(scope.VISITOR):
        said = [
            consultations.answer(world.part(markets, 2), choice="changed", text=text, key=str(n) * 64)
            for n, text in enumerate(texts)
        ]
    assert (
        desk.post(f"{OFFICE}/answers/2", {"answer": str(said[2].pk), "reason": "insult"}).status_code == 302
    )
    assert desk.post(f"{OFFICE}/answers/2", {"answer": "x", "reason": "insult"}).status_code == 404
    assert "ดูหมิ่น" in client.get(f"{PUBLIC}/2").content.decode()
    desk.post(f"{OFFICE}/answers/2", {"answer": str(said[2].pk), "do": "show"})
    with scope.system("test"):  # the day in Thailand, not that of UTC
        Answer.objects.filter(pk=said[0].pk).update(at=datetime(2026, 1, 1, 18, tzinfo=UTC))
    world.over(markets)
    page = desk.get(f"{OFFICE}/arguments").content.decode()
    assert page.count("<fieldset") == 2
    chosen = {"answers": [str(one.pk) for one in said[:2]], "text_th": "ค่าธรรมเนียมแพง"}
    desk.post(f"{OFFICE}/arguments", chosen)
    desk.post(f"{OFFICE}/arguments", {"answers": [], "text_th": "ไม่มีใคร"})
    desk.post(f"{OFFICE}/report", {"summary_th": "สรุป", "sure": "on"})
    assert client.get(f"{PUBLIC}/report").status_code == 404  # an argument waits for its answer
    with scope.system("test"):
        argument = markets.arguments.get()
        assert argument.answers.count() == 2
    assert desk.post(f"{OFFICE}/arguments/{argument.pk}", {"outcome": "partly"}).status_code == 422
    desk.post(f"{OFFICE}/arguments/{argument.pk}", {"outcome": "partly", "reply_th": "ลดเหลือ ๑๕ บาท"})
    changed = {"became": "changed", "revised": "ข้อ ๒ ผู้ค้าเสียค่าธรรมเนียมวันละ ๑๕ บาท"}
    desk.post(f"{OFFICE}/changes/2", changed)
    done = desk.post(f"{OFFICE}/report", {"summary_th": "สรุป", "sure": "on"})
    assert done["Location"] == f"{PUBLIC}/report"
    monkeypatch.setattr(report, "changes", None)  # it is not compared for each reader
    page = client.get(f"{PUBLIC}/report").content.decode()
    assert "<del>๒๐</del><ins>๑๕</ins>" in page and "ลดเหลือ ๑๕ บาท" in page
    assert client.get(f"{PUBLIC}/receipt").status_code == 409  # it has no place in the log yet
    with scope.system("test"):
        ledger.sequence_all()
    receipt = client.get(f"{PUBLIC}/receipt").content.decode()
    content = client.get(f"{PUBLIC}/report.json").content
    proven = ledger.verify(receipt, [ledger.verifier()])
    assert proven.record and proven.record["data"][1] == hashlib.sha256(content).hexdigest()
    checked = client.post("/ledger/check", {"what": "receipt", "receipt": receipt})
    page = checked.content.decode()
    assert "บันทึกหลักฐานรายงานผล" in page and hashlib.sha256(content).hexdigest() in page
    table = client.get(f"{PUBLIC}/answers.csv").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["argument"] for row in rows] == ["ค่าธรรมเนียมแพง", "ค่าธรรมเนียมแพง", ""]
    assert rows[2]["text"].startswith("'=")
    assert rows[0]["day"] == "2026-01-02"
    with scope.system("test"):
        assert Answer.objects.count() == 3


@given(st.text("กขา ๑a\n.", max_size=30), st.text("กขา ๑a\n.", max_size=30))
def test_the_pieces_of_a_change_make_both_texts(before, after):
    found = changes(before, after)
    assert "".join(one.text for one in found if one.kind != "in") == before
    assert "".join(one.text for one in found if one.kind != "out") == after


def test_what_says_the_same_stands_together():
    texts = [
        "ควรลดค่าธรรมเนียมผู้ค้า", "เสียงดังรบกวนวัด", "ค่าธรรมเนียมผู้ค้าควรลด", "", "เครื่องเสียงดังรบกวนการนอน",
    ]  # fmt: skip
    groups = alike(texts)
    assert [0, 2] in groups and sorted(place for group in groups for place in group) == [0, 1, 2, 3, 4]
    assert alike([]) == []


def test_nonsense_of_many_words_does_not_fill_the_memory():
    rng = np.random.default_rng(1)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    texts = [" ".join("".join(word) for word in letters[rng.integers(0, 26, (800, 4))]) for _ in range(200)]
    tracemalloc.start()
    assert len(alike(texts)) == 200
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 50_000_000  # bytes; a column for every word made it several times this


@pytest.mark.parametrize("text", ["=1", "+1", "@x", "\n=1", "\u00a0=1", "＝1", "\u200b-1", "\tx"])
def test_no_answer_is_a_formula(text):
    assert _plain(text) == f"'{text}"
    assert _plain(f"ก{text}") == f"ก{text}"
