"""A mission made here adds an effect, a service and a measure of its own; core knows nothing of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import AppConfig
from django.test import Client
from django.utils import timezone

from prasan.core.casework import catalogue
from prasan.core.casework import service as casework
from prasan.core.casework.effects import registry
from prasan.core.casework.tests.world import acting, citizen, officer, publish
from prasan.core.events.models import Outbox
from prasan.core.measures import charts
from prasan.core.measures import registry as measured
from prasan.core.measures import service as measures
from prasan.foundation import scope
from prasan.foundation.dates import day_of
from tests.sample_mission import figures

FILE = Path(__file__).parent / "sample_mission" / "services" / "stray-dog.yaml"


@pytest.fixture
def mission(monkeypatch: pytest.MonkeyPatch) -> None:
    """The room made ready, as Django does with every installed one; gone again after the test."""
    monkeypatch.setattr(registry, "_registry", dict(registry._registry))
    monkeypatch.setattr(catalogue, "_folders", list(catalogue._folders))
    monkeypatch.setattr(measured, "_measures", dict(measured._measures))
    monkeypatch.setattr(charts, "_charts", dict(charts._charts))
    monkeypatch.setattr(charts, "_headlines", dict(charts._headlines))
    monkeypatch.setattr(figures, "CALLED", type(figures.CALLED)())
    AppConfig.create("tests.sample_mission").ready()


def test_without_the_room_its_service_is_refused() -> None:
    known = casework.Known(effects={}, agencies=frozenset({"chiang-rai-city"}))
    told = [str(m) for m in casework.check_file(FILE.read_text(), known).mistakes]
    assert any("call_dog_catcher" in text for text in told)


@pytest.mark.django_db(transaction=True)
def test_its_effect_happens_when_the_step_is_taken(mission: None) -> None:
    assert FILE in casework.shipped_files()
    with scope.system("test"):
        assert casework.check_file(FILE.read_text(), casework.known_here()).mistakes == []
    number = report()
    with acting(officer("chiang-rai-city/intake")):
        casework.claim(number)
    with scope.system("test"):
        told = Outbox.objects.get(topic="sample.dog_catcher")
    assert (told.key, told.payload) == (number, {"street": "ถนนธนาลัย"})


@pytest.mark.django_db(transaction=True)
def test_what_it_counts_stands_among_the_figures(mission: None) -> None:
    number, head = report(), officer("chiang-rai-city/intake", "officer", "supervisor")
    with acting(head):
        casework.claim(number)
    measures.take_snapshots(today := day_of(timezone.now()))
    desk = Client()
    desk.force_login(head)
    assert tile(desk.get("/desk/figures", headers={"Accept-Language": "en"}).content.decode()) == "1"
    assert row(desk.get("/desk/figures/dog-catchers.csv").content.decode("utf-8-sig"), today).endswith(",1")
    # The public page tells of months that are over, and not of a few.
    before = today.replace(day=1) - timedelta(days=1)
    figures.CALLED[before] = 40
    measures.take_snapshots(before)
    page = Client().get("/figures", headers={"Accept-Language": "en"}).content.decode()
    assert tile(page) == "40"
    assert row(Client().get("/figures/dog-catchers.csv").content.decode("utf-8-sig"), before).endswith(",40")


def tile(page: str) -> str:
    """The number that stands with the measure's title on a page of figures."""
    found = re.search(r"Dog catchers called\s*</\w+>\s*<[^>]+>\s*([\d,]+)", page)
    return found[1] if found else page


def row(table: str, month: date) -> str:
    """The line of a month in a table."""
    return next(line for line in table.splitlines() if line.startswith(f"{month:%Y-%m},"))


def report() -> str:
    """Publish the service and report a dog; returns the case's number."""
    publish(FILE)
    with acting(citizen()):
        draft = casework.start_draft("stray-dog")
        assert casework.save_page(draft.pk, "request", {"subject": "ถนนธนาลัย"}) == {}
        assert (
            casework.save_page(draft.pk, "you", draft.answers | {"name": "สมใจ", "phone": "0812345678"}) == {}
        )
        return casework.submit(draft.pk).number
