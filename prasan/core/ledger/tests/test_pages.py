"""The pages and the log's static resources over HTTP."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from prasan.core.ledger import lookups, views
from prasan.core.ledger import service as ledger
from prasan.core.ledger.actions import ACTIONS, LISTS, OWN_ACTIONS
from prasan.core.ledger.repeats import told_once
from prasan.core.ledger.words import BASES, DATA, KINDS, ROLES
from prasan.foundation import merkle, scope, tlog

pytestmark = pytest.mark.django_db(transaction=True)
ANN = uuid.UUID(int=1)
AS_ANN = scope.Scope(person=1, subject=str(ANN))


def look(number: int = 0, actor: str = "สมศรี") -> int:
    with scope.system("test"):
        return ledger.record(
            "look", actor=actor, agency="no-such", unit="u", role="officer", action="view", subjects=[ANN],
            case="691100012345", data=["name", "address"], basis="public_task",
            purpose={"th": "พิจารณาคำขอ", "en": "To decide your case"},
        )  # fmt: skip


def my_looks(query: str = "", language: str = "en") -> str:
    prefix = "" if language == "th" else f"/{language}"
    request = RequestFactory().get(f"{prefix}/my/looks{query}")
    with scope.activate(AS_ANN), translation.override(language):
        return str(views.my_looks(request).content.decode())


def test_each_line_is_a_sentence_in_both_languages() -> None:
    look()
    assert (
        "An officer of no-such looked at your name and address, in case 6911\u00a00001\u00a02345, to decide your"
        " case, on the basis of a public task (PDPA section 24(4))."
    ) in my_looks()
    assert "เปิดดูชื่อและที่อยู่ของท่าน (เรื่องเลขที่ 6911\u00a00001\u00a02345) เพื่อพิจารณาคำขอ" in my_looks(language="th")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"role": "citizen", "action": "answer"}, "You, or somebody acting for you, answered a question, in case 1."),
        ({"action": "refuse"}, "An officer of no-such refused your application or did not take it up, in case 1."),
        ({"action": "file_police"}, "An officer of no-such took your case a step further, in case 1."),
        ({"role": "program", "action": "overdue"}, "The system noted that your case is overdue, in case 1."),
        ({"kind": "payment", "action": "x"}, "An officer of no-such recorded something about you (x), in case 1."),
        ({"kind": "look", "role": "visitor"}, "Somebody who was not signed in looked at your data, in case 1."),
        ({"action": "ask", "purpose": "Testing"},
         "An officer of no-such asked you for information, in case 1, for the purpose “Testing”."),
    ],
)  # fmt: skip
def test_sentences(changed: dict[str, str], told: str) -> None:
    line = ledger.Line(
        leaf=1, at=timezone.now(), kind="decision", actor="a", role="officer", agency="no-such", unit="u",
        action="claim", case="1", data=(), purpose="", basis="",
    )  # fmt: skip
    with translation.override("en"):
        assert ledger.sentence(replace(line, **changed)) == told  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [KINDS, ROLES, DATA, BASES, LISTS, OWN_ACTIONS, {action: told.person for action, told in ACTIONS.items() if told.person},
     {action: told.auditor for action, told in ACTIONS.items()}],
)  # fmt: skip
def test_every_word_is_translated(words: dict[str, str]) -> None:
    with translation.override("th"):
        missing = [text for text in words.values() if translation.gettext(text) == text]
    assert missing == []


def test_the_list_is_filtered_and_paged() -> None:
    for number in range(55):
        look(number, actor=str(number))
    first = my_looks()
    assert first.count('<li class="govuk-!-margin') == 50
    following = re.search(r'href="(\?after=[^"]+)"', first)
    assert following is not None
    assert my_looks(following[1]).count('<li class="govuk-!-margin') == 5
    assert "Nothing of this kind" in my_looks("?kind=decision")
    assert my_looks("?kind=look&case=691100012345").count('<li class="govuk-!-margin') == 50
    assert "Nothing of this kind" in my_looks("?case=1")
    assert my_looks("?kind=<script>").count('<li class="govuk-!-margin') == 50


def test_repeats_within_an_hour_are_one_line_with_every_receipt() -> None:
    leaves = [look() for _ in range(5)]
    other = look(actor="สมชาย")
    page = my_looks()
    assert page.count('<li class="govuk-!-margin') == 2
    assert "5 times within an hour" in page and "5 ครั้ง" in my_looks(language="th")
    assert all(f"/ledger/receipt/{leaf}" in page for leaf in [*leaves, other])


def test_what_is_told_again_after_an_hour_or_otherwise_is_a_line_of_its_own() -> None:
    now = timezone.now()
    line = ledger.Line(
        leaf=9, at=now, kind="look", actor="a", role="officer", agency="no-such", unit="u",
        action="view", case="1", data=("name",), purpose="", basis="",
    )  # fmt: skip
    lines = [
        line,
        replace(line, case="2"),
        *(replace(line, at=now - timedelta(minutes=m)) for m in (59, 60, 61, 121)),
    ]
    assert [len(told.lines) for told in told_once(lines)] == [2, 1, 2, 1]


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    answer = client.get("/my/looks")
    assert answer.status_code == 302 and "next=/my/looks" in answer["Location"]


def test_a_receipt_is_checked_as_text_and_as_a_file(client: Client) -> None:
    leaf = look()
    assert client.get(f"/ledger/receipt/{leaf}").status_code == 409
    ledger.sequence()
    with scope.activate(AS_ANN):
        text = ledger.receipt(leaf)
    for data in ({"receipt": text}, {"file": SimpleUploadedFile("r.tlog-proof", text.encode())}):
        answer = client.post("/en/ledger/check", {"what": "receipt", **data})
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "This receipt is genuine" in page and "looked at your name and address" in page
    answer = client.get(f"/ledger/receipt/{leaf}")  # a visitor's receipt opens nothing
    assert answer["Content-Disposition"].endswith('.tlog-proof"')
    page = client.post("/en/ledger/check", {"receipt": answer.content.decode()}).content.decode()
    assert "This receipt is genuine" in page and "looked at" not in page
    assert client.get(f"/ledger/receipt/{leaf + 1}").status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"receipt": "hello"},
        {"receipt": "<script>alert(1)</script>"},
        {"file": SimpleUploadedFile("r", b"\xff\xfe\x00")},
        {"file": SimpleUploadedFile("r", bytes(300 * 1024))},
        {"what": "number"},
        {"what": "number", "number": "1", "code": "x\x00"},
    ],
)
def test_a_false_receipt_is_told_so(client: Client, data: dict[str, object]) -> None:
    answer = client.post("/en/ledger/check", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "genuine</p>" not in page and 'role="alert"' in page and "<script>alert" not in page


def test_a_number_with_its_code_is_looked_up(client: Client) -> None:
    ledger.on_check(
        "test",
        lambda number, code: (
            ledger.Found("A paper", [("Issued", "1 May")]) if (number, code) == ("12", "ab") else None
        ),
    )
    try:
        good = client.post("/en/ledger/check", {"what": "number", "number": "1 2", "code": " ab "})
        bad = client.post("/en/ledger/check", {"what": "number", "number": "12", "code": "AB"})
    finally:
        del lookups._lookups["test"]
    assert (
        good.status_code == 200
        and "A paper" in good.content.decode()
        and "1\u00a0May" in good.content.decode()
    )
    assert bad.status_code == 422


def test_anyone_can_rebuild_the_log_from_its_static_files(client: Client) -> None:
    assert client.get("/ledger/checkpoint").status_code == 404
    leaves = [look() for _ in range(300)]
    ledger.sequence()
    key = tlog.Verifier.parse(client.get("/ledger/key").content.decode())
    head = tlog.Checkpoint.parse(tlog.open_note(client.get("/ledger/checkpoint").content.decode(), [key])[0])
    assert head.size == len(leaves)

    def fetch(tile: tlog.Tile) -> bytes:
        answer = client.get(f"/ledger/tile/{tile.path}")
        assert answer.status_code == 200 and "immutable" in answer["Cache-Control"]
        assert "Vary" not in answer and not answer.cookies  # any cache may keep it
        return bytes(answer.content)

    assert merkle.root(head.size, tlog.nodes_in_tiles(fetch, head.size)) == head.root
    entries = [*tlog.unbundle(fetch(tlog.Tile(None, 0))), *tlog.unbundle(fetch(tlog.Tile(None, 1, 44)))]
    assert merkle.root_of([merkle.leaf_hash(entry) for entry in entries]) == head.root
    assert len(fetch(tlog.Tile(0, 1, 7))) == 7 * 32


@pytest.mark.parametrize(
    "path", ["0/000.p/2", "0/001", "1/000", "entries/000", "0/0", "x", "0/000.p/256", "../key"]
)
def test_what_is_no_tile_yet_is_not_found(client: Client, path: str) -> None:
    look()
    ledger.sequence()
    assert client.get(f"/ledger/tile/{path}").status_code == 404
