"""Answers are read as people write them, mistakes are said in words, and what was typed is shown again."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from prasan.look.fields import (
    Choice,
    Field,
    Kind,
    Parsed,
    StoredFile,
    bind,
    default_data,
    mistakes,
    parse,
    press,
    wants,
)
from prasan.look.fields import places as places_

PLACES = {"": ["50", "57"], "50": ["5001", "5002"], "57": ["5701"], "5001": ["500101", "500102"]}


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    def children(code: str) -> list[Choice]:
        return [Choice(c, f"place {c}") for c in PLACES.get(code, [])]

    monkeypatch.setattr(places_, "_children", [children])


def ask(kind: Kind, **more: Any) -> Field:
    return Field(kind=kind, name="q", label="คำถาม", **more)


READ = [
    (Kind.TEXT, {"q": "  นํ้า  ใส "}, "น้ำ ใส"),
    (Kind.MULTILINE, {"q": "บรรทัด 1\r\nบรรทัด 2"}, "บรรทัด 1\nบรรทัด 2"),
    (Kind.EMAIL, {"q": " a@example.com "}, "a@example.com"),
    (Kind.PHONE, {"q": "๐๘๑-๒๓๔-๕๖๗๘"}, "+66812345678"),
    (Kind.CITIZEN_ID, {"q": "1-1037-02071-81-1"}, "1103702071811"),
    (Kind.ACCOUNT, {"q": "123-4-56789-0"}, "1234567890"),
    (Kind.MONEY, {"q": "1,250.50"}, 125050),
    (Kind.MONEY, {"q": "๕๐๐ บาท"}, 50000),
    (Kind.INTEGER, {"q": "๑๒"}, 12),
    (Kind.NUMBER, {"q": "12.5"}, 12.5),
    (Kind.DATE, {"q.day": "๑๔", "q.month": "11", "q.year": "๒๕๖๙"}, "2026-11-14"),
    (Kind.DATE, {"q.day": "14", "q.month": "11", "q.year": "2026"}, "2026-11-14"),
    (Kind.TIME, {"q": "13.05 น."}, "13:05"),
    (Kind.TIME, {"q": "9:30"}, "09:30"),
    (Kind.CHECKBOX, {"q": "True"}, True),
    (Kind.CHECKBOX, {}, False),
    (Kind.YES_NO, {"q": "False"}, False),
    (Kind.PLACE, {"q.province": "50", "q.district": "5001", "q.subdistrict": "500102"}, "500102"),
    (Kind.FILES, {"q": "file-1"}, ["file-1"]),
]


@pytest.mark.parametrize(("kind", "typed", "value"), READ)
def test_what_people_write_is_understood(kind: Kind, typed: dict[str, str], value: Any) -> None:
    data = {name: [text] for name, text in typed.items()}
    assert parse(ask(kind), data) == Parsed(value)


WRONG = [
    (Kind.EMAIL, {"q": "nobody"}),
    (Kind.PHONE, {"q": "1111"}),
    (Kind.CITIZEN_ID, {"q": "1103702071812"}),
    (Kind.MONEY, {"q": "ห้าร้อย"}),
    (Kind.INTEGER, {"q": "1.5"}),
    (Kind.NUMBER, {"q": "nan"}),
    (Kind.DATE, {"q.day": "31", "q.month": "2", "q.year": "2569"}),
    (Kind.DATE, {"q.day": "1", "q.month": "2", "q.year": "69"}),
    (Kind.DATE, {"q.day": "1", "q.month": "", "q.year": "2569"}),
    (Kind.DATE, {"q.day": "1" * 5000, "q.month": "1", "q.year": "2569"}),
    (Kind.TIME, {"q": "25.00"}),
    (Kind.RADIOS, {"q": "nothing offered"}),
    (Kind.CHECKBOXES, {"q": "nothing offered"}),
    (Kind.PLACE, {"q.province": "50", "q.district": "5701", "q.subdistrict": ""}),
    (Kind.URI, {"q": "javascript:alert(1)"}),
]


@pytest.mark.parametrize(("kind", "typed"), WRONG)
def test_mistakes_are_told_and_what_was_typed_stays(kind: Kind, typed: dict[str, str]) -> None:
    field = ask(kind, choices=[Choice("a", "A")])
    data = {name: [text] for name, text in typed.items()}
    read = parse(field, data)
    assert read.value is None
    assert list(read.errors) == ["q"]
    again = bind(field, data, read.errors)
    assert mistakes([again])[0].target == again.focus_id
    page = show(again)
    assert str(read.error) in page
    assert f'id="{again.focus_id}"' in page
    if kind in (Kind.EMAIL, Kind.MONEY, Kind.TIME):
        assert typed["q"] in page


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_given_is_a_mistake_only_where_required(kind: Kind) -> None:
    inner = (ask(Kind.TEXT, required=True),)
    assert parse(ask(kind, fields=inner), {}).errors == {}
    assert parse(ask(kind, fields=inner, required=True), {}).errors
    assert parse(ask(kind, fields=inner), {}).value in (None, False)


@pytest.mark.parametrize(("kind", "typed", "value"), READ)
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_stored_value_is_shown_so_that_it_reads_back(
    kind: Kind, typed: dict[str, str], value: Any, language: str
) -> None:
    with translation.override(language):
        files = [StoredFile("file-1", "ภาพ.jpg", 1000)]
        page = show(ask(kind, value=value, files=files, choices=[Choice("a", "A")]))
        assert parse(ask(kind), posted_from(page)).value == value


def show(field: Field) -> str:
    return render_to_string("cotton/field.html", {"field": field})


def posted_from(page: str) -> dict[str, list[str]]:
    """What a browser would send for this piece of a page."""
    from html.parser import HTMLParser

    class Browser(HTMLParser):
        sent: dict[str, list[str]] = {}
        name = ""

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            a = dict(attributes)
            if tag == "input" and a.get("type") != "file":
                if a.get("type") in ("radio", "checkbox") and "checked" not in a:
                    return
                self.sent.setdefault(str(a["name"]), []).append(a.get("value") or "")
            elif tag in ("select", "textarea"):
                self.name = str(a["name"])
                self.sent[self.name] = [""]
            elif tag == "option" and "selected" in a:
                self.sent[self.name] = [a.get("value") or ""]

        def handle_data(self, text: str) -> None:
            if self.name and self.lasttag == "textarea":
                self.sent[self.name] = [text.removeprefix("\n").rstrip("\n")]
                self.name = ""

    browser = Browser()
    browser.sent = {}
    browser.feed(page)
    return browser.sent


def test_the_thai_date_is_shown_in_its_era() -> None:
    with translation.override("th"):
        assert 'value="2569"' in show(ask(Kind.DATE, value="2026-11-14"))
        assert "พฤศจิกายน" in show(ask(Kind.DATE, value="2026-11-14"))
    with translation.override("en"):
        assert 'value="2026"' in show(ask(Kind.DATE, value="2026-11-14"))


TRANSFERS = Field(
    kind=Kind.REPEAT, name="transfers", label="การโอน", required=True, max_items=3,
    fields=(
        Field(Kind.MONEY, "amount", "จำนวนเงิน", required=True),
        Field(Kind.DATE, "on", "วันที่"),
    ),
)  # fmt: skip


def test_repeated_items_are_added_and_removed_by_buttons() -> None:
    data = {"transfers": ["1"], "transfers-0-amount": ["100"], "_add": ["transfers"]}
    assert wants(data) == "add"
    two = press(data)
    assert "_add" not in two
    page = show(bind(TRANSFERS, two))
    assert 'name="transfers-1-amount"' in page
    two["transfers-1-amount"] = ["250.50"]
    assert parse(TRANSFERS, two).value == [{"amount": 10000}, {"amount": 25050}]
    one = press({**two, "_remove": ["transfers-0"]})
    assert parse(TRANSFERS, one).value == [{"amount": 25050}]


def test_a_mistake_in_an_item_is_linked_to_its_input() -> None:
    data = {"transfers": ["2"], "transfers-0-amount": ["100"], "transfers-1-amount": ["?"]}
    read = parse(TRANSFERS, data)
    assert list(read.errors) == ["transfers-1-amount"]
    assert mistakes([bind(TRANSFERS, data, read.errors)])[0].target == "f-transfers-1-amount"


def test_an_optional_item_left_empty_is_none() -> None:
    from dataclasses import replace

    assert parse(replace(TRANSFERS, required=False), {"transfers": ["1"]}).value is None


def test_an_address_is_read_whole() -> None:
    typed = {
        "q.no": "99/1", "q.moo": "4", "q.place.province": "50", "q.place.district": "5001",
        "q.place.subdistrict": "500101", "q.postcode": "๕๐๒๐๐",
    }  # fmt: skip
    data = {name: [text] for name, text in typed.items()}
    read = parse(ask(Kind.ADDRESS), data)
    assert list(read.errors) == ["q.postcode"]
    data["q.postcode"] = ["50200"]
    value = {"no": "99/1", "moo": "4", "place": "500101", "postcode": "50200"}
    assert parse(ask(Kind.ADDRESS), data).value == value
    assert parse(ask(Kind.ADDRESS), posted_from(show(ask(Kind.ADDRESS, value=value)))).value == value
    del data["q.no"]
    assert list(parse(ask(Kind.ADDRESS), data).errors) == ["q.no"]


def test_a_file_is_dropped_by_its_button() -> None:
    kept = press({"q": ["a", "b"], "_drop": ["q:a"]})
    assert kept["q"] == ["b"]


@given(
    kind=st.sampled_from(list(Kind)),
    data=st.dictionaries(
        st.sampled_from(
            ["q", "q.day", "q.month", "q.year", "q.province", "q.no", "q-0-q", "_remove", "_add"]
        ),
        st.lists(st.text(max_size=40), max_size=3),
    ),
)
def test_whatever_is_posted_is_read_or_refused_and_can_be_shown(
    kind: Kind, data: dict[str, list[str]]
) -> None:
    field = ask(kind, fields=(ask(Kind.TEXT),), choices=[Choice("a", "A")])
    after = press(data)
    read = parse(field, after)
    assert read.value is None or not read.errors
    assert show(bind(field, after, read.errors))


def test_posted_data_keeps_every_value() -> None:
    assert default_data(QueryDict("a=1&a=2&b=")) == {"a": ["1", "2"], "b": [""]}
