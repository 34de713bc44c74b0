"""The shipped directory loads, is searched, and edits reach what is held in memory."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from prasan.core.directory import service as directory
from prasan.core.directory.flows.load_directory import DATA
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_program() -> Iterator[None]:
    with scope.system("test"):
        yield


def test_all_places_of_the_country_are_there() -> None:
    provinces = directory.places()
    assert len(provinces) == 77
    assert [p.name_th for p in provinces[:2]] == ["กระบี่", "กรุงเทพมหานคร"]
    districts = [d for p in provinces for d in directory.places(p.code)]
    assert len(districts) == 928
    pa_sang = directory.place("570704")
    assert pa_sang.parent is not None
    assert pa_sang.parent.title_th == "อำเภอแม่จัน"
    assert all(len(code) == 5 for code in pa_sang.postcodes) and pa_sang.postcodes
    with translation.override("th"):
        assert directory.place("1001").title == "เขตพระนคร"
    with translation.override("en"):
        assert directory.place("5707").title == "Mae Chan District"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("แม่จัน", "5707"),
        ("อ.แม่จัน จ.เชียงราย", "5707"),
        ("mae chan", "5707"),
        ("กรุงเทพมหานคร", "10"),
        ("เขตพระนคร", "1001"),
        ("ตำบลป่าซาง แม่จัน", "570704"),
    ],
)
def test_a_place_is_found_by_what_people_write(text: str, code: str) -> None:
    assert directory.search_places(text)[0].code == code


def test_a_postcode_finds_its_sub_districts_and_nonsense_finds_nothing() -> None:
    assert {hit.code[:4] for hit in directory.search_places("๕๗๑๑๐", limit=50)} == {"5707", "5715", "5718"}
    assert directory.search_places("xyzzy") == directory.search_places("  ") == []


def test_every_agency_of_the_file_is_there_with_its_units() -> None:
    with (DATA / "agencies.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({row["code"] for row in rows}) == len(rows)
    for row in rows:
        agency = directory.agency(row["code"])
        assert (agency.name_th, agency.name_en, agency.kind) == (row["name_th"], row["name_en"], row["kind"])
        for code in row["units"].split():
            assert directory.unit(f"{agency.code}/{code}").agency_id == agency.pk
    assert len(directory.agencies("ministry")) == 20
    assert directory.agency("mae-chan-hospital").attributes == {"hcode": "11192"}
    assert directory.agency("kbank").attributes == {"bank_code": "004"}
    assert directory.head_unit(directory.agency("kbank")).code == "fraud"
    assert directory.head_unit(directory.agency("aoc-1441")).code == "intake"


def test_loading_again_writes_nothing_and_keeps_what_was_edited() -> None:
    directory.save_agency("nt", name_en="NT plc")
    directory.remove_holiday(datetime.date(2026, 10, 23))
    assert set(directory.load_directory(first_year=2025).values()) == {0}
    assert directory.agency("nt").name_en == "NT plc"
    assert datetime.date(2026, 10, 23) not in directory.calendar().holidays


def test_a_new_parent_file_row_updates_what_nobody_edited() -> None:
    directory.Agency.objects.filter(code="nt").update(name_en="old")
    assert directory.load_directory(first_year=2025)["agencies"] == 1
    assert directory.agency("nt").name_en == "National Telecom Public Company Limited"


def test_the_calendar_follows_edits_at_once_and_is_held_otherwise() -> None:
    day = datetime.date(2026, 11, 24)
    assert datetime.date(2026, 12, 7) in directory.calendar().holidays  # in lieu of 5 December, a Saturday
    assert datetime.date(2026, 5, 1) not in directory.calendar().holidays  # offices work on Labour Day
    with CaptureQueriesContext(connection) as queries:
        directory.calendar()
        directory.agency("nt")
        directory.agency("nt")
    assert len(queries) == 1
    with translation.override("en"):
        directory.save_holiday(day, "วันหยุดพิเศษ", "Special holiday")
        assert directory.calendar().names[day] == "Special holiday"
        assert not directory.calendar().working(day)
    directory.remove_holiday(day)
    assert directory.calendar().working(day)
    with pytest.raises(NotFound):
        directory.remove_holiday(day)
    with pytest.raises(Invalid):
        directory.save_holiday(day, " ", "x")


def test_an_edit_rolled_back_is_forgotten() -> None:
    day = datetime.date(2026, 11, 24)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        directory.save_holiday(day, "วันหยุดพิเศษ", "Special holiday")
        assert not directory.calendar().working(day)
        raise ZeroDivisionError
    assert directory.calendar().working(day)


def test_units_open_and_close() -> None:
    made = directory.save_unit("nt/lab", name_th="ห้องทดลอง", name_en="Laboratory")
    assert directory.unit("nt/lab") == made
    assert directory.unit_by_id(made.pk).agency.code == "nt"
    directory.save_unit("nt/lab", closed=True)
    assert made not in directory.units_of(directory.agency("nt"))
    assert made in directory.units_of(directory.agency("nt"), closed=True)
    for bad in ("nowhere/x", "nt/Bad Code!"):
        with pytest.raises(Invalid):
            directory.save_unit(bad, name_th="ก", name_en="a")
    for ask in (directory.agency, directory.unit, directory.place):
        with pytest.raises(NotFound):
            ask("nowhere/x")


def test_only_administrators_and_the_program_write() -> None:
    officer = scope.Scope(person=1, units=(1,), roles=frozenset({"officer"}))
    with scope.activate(officer):
        assert directory.Agency.objects.filter(code="nt").update(name_en="mine") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            directory.Holiday.objects.create(date="2026-11-24", name_th="x", name_en="x")
    with scope.activate(scope.Scope(person=1, units=(1,), roles=frozenset({"administrator"}))):
        assert directory.save_agency("nt", name_en="NT plc").name_en == "NT plc"
