"""The scoreboard: what a number says of its target, that the file is whole, and numbers opened down."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from prasan.core.directory import service as directory
from prasan.core.measures import service as measures
from prasan.foundation import scope
from prasan.foundation.dates import day_of
from prasan.missions.observatory import home
from prasan.missions.observatory.scoreboard.standing import Status, status_of
from prasan.missions.observatory.scoreboard.targets import Mark, Target, Text, all_targets

NOWHERE = Text("", "")
MONTH = (day_of(timezone.now()).replace(day=1) - timedelta(days=1)).replace(day=1)


def target(up: bool, baseline: Mark | None, wanted: Mark | None) -> Target:
    return Target(
        "x", NOWHERE, "opdc", NOWHERE, up, measure="casework.stars", baseline=baseline, target=wanted
    )


@pytest.mark.parametrize(
    ("up", "value", "status"),
    [
        (False, 40, Status.REACHED), (False, 39, Status.REACHED), (False, 46, Status.ON_TRACK),
        (False, 47.6, Status.BEHIND), (False, None, Status.NO_DATA), (True, 41, Status.REACHED),
    ],
)  # fmt: skip
def test_halfway_in_time_is_halfway_to_the_target(up: bool, value: float | None, status: Status) -> None:
    found = target(up, Mark(55, 2022, NOWHERE), Mark(40, 2026, NOWHERE))
    assert status_of(found, value, date(2024, 12, 31)) is status


def test_without_a_line_what_is_not_reached_is_behind() -> None:
    always, missed = Mark(100, 0, NOWHERE), Mark(100, 2026, NOWHERE)
    assert status_of(target(True, None, always), 99, date(2026, 1, 1)) is Status.BEHIND
    assert status_of(target(True, Mark(0, 2024, NOWHERE), missed), 99, date(2027, 1, 1)) is Status.BEHIND
    assert status_of(target(True, None, None), 99, date(2026, 1, 1)) is Status.NO_TARGET


@pytest.mark.django_db
def test_every_line_has_an_owner_both_languages_and_a_measure_that_is_counted() -> None:
    for one in all_targets():
        assert directory.agency_known(one.owner), one.id
        texts = [one.title, one.how, *(mark.document for mark in (one.baseline, one.target) if mark)]
        assert all(text.th and text.en for text in texts), one.id
        assert not one.measure or measures.measure(one.measure)


def test_the_official_targets_are_those_of_the_file() -> None:
    assert home.targets() == home.Targets(rank=40, index=82_000, imd_rank=20)


@pytest.mark.django_db
def test_another_country_is_not_held_to_thailands_targets(client: Client, settings) -> None:
    settings.COUNTRY = "SGP"
    told = _file(client.get("/en/observatory/scoreboard.csv"))
    assert "satisfaction" in {row["id"] for row in told}
    assert not [row for row in told if row["target"] or row["baseline"] or row["id"].startswith("egdi")]
    assert client.get("/en/observatory/scoreboard").status_code == 200
    assert client.get("/en/observatory/scoreboard/imd-rank").status_code == 404


@pytest.mark.django_db
def test_a_number_opens_down_to_its_parts_and_hides_what_is_small(client: Client) -> None:
    """Stars of last month: two provinces of many matters, one of two matters, which nobody may read."""
    parts = {"10": (4.5, 40), "50": (3.0, 20), "57": (1.0, 2), "90": (2.0, 9)}
    figures = [measures.Figure(stars, {"province": code}, people) for code, (stars, people) in parts.items()]
    whole = sum(stars * people for stars, people in parts.values()) / 71
    _keep("casework.stars", [measures.Figure(whole, {}, 71), *figures])
    page = client.get("/en/observatory/scoreboard/satisfaction").content.decode()
    assert "3.7" in page
    told = _file(client.get("/en/observatory/scoreboard/satisfaction.csv"))
    by = {(row["by"], row["code"]): row["value"] for row in told}
    assert by["month", f"{MONTH:%Y-%m}"] and by["province", "10"] == "4.5"
    assert by["province", "57"] == "" and by["province", "90"] == ""  # the one beside it, too
    assert "desk" not in page
    for language in ("", "/en"):
        told = _file(client.get(f"{language}/observatory/scoreboard.csv"))
        line = next(row for row in told if row["id"] == "satisfaction")
        assert line["as_of"].endswith(f"/{MONTH:%Y-%m}")
        assert (line["title_th"][:10], line["title_en"][:12]) == ("ความพึงพอใ", "Satisfaction")


@pytest.mark.django_db
def test_one_services_months_are_those_of_that_service_and_keep_small_ones_back() -> None:
    _keep("casework.on_time", [
        measures.Figure(50, {}, 30), measures.Figure(80, {"service": "personal-data-request"}, 10),
        measures.Figure(40, {"service": "question"}, 20),
    ])  # fmt: skip
    board = measures.board(measures=["casework.on_time"])
    assert board is not None
    assert board.whole("casework.on_time", service="personal-data-request").value == 80
    assert [row.values[0].value for row in board.months("casework.on_time", service="question")] == [40]
    _keep("casework.on_time", [measures.Figure(50, {"service": "question"}, 3)])
    board = measures.board(measures=["casework.on_time"])
    assert board is not None
    ((row),) = board.months("casework.on_time", service="question")
    assert row.values[0].hidden


@pytest.mark.django_db
def test_a_level_is_as_it_stood_last() -> None:
    for day, services in ((MONTH, 3.0), (MONTH + timedelta(days=1), 5.0)):
        _keep("casework.services", [measures.Figure(services)], day)
    board = measures.board(measures=["casework.services"])
    assert board is not None
    assert [row.values[0].value for row in board.months("casework.services")] == [5]
    assert board.now("casework.services").value == 5


def _keep(name: str, figures: list[measures.Figure], day: date = MONTH) -> None:
    from prasan.core.measures.flows.take_snapshots import _keep as keep

    with scope.system("test"):
        keep(measures.measure(name), day, day, [(day, figure) for figure in figures])


def _file(answer: object) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))
