"""A mission made here adds an effect and a service of its own; core knows nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import AppConfig

from prasan.core.casework import catalogue
from prasan.core.casework import service as casework
from prasan.core.casework.effects import registry
from prasan.core.casework.tests.world import acting, citizen, officer, publish
from prasan.core.events.models import Outbox
from prasan.foundation import scope

FILE = Path(__file__).parent / "sample_mission" / "services" / "stray-dog.yaml"


@pytest.fixture
def mission(monkeypatch: pytest.MonkeyPatch) -> None:
    """The room made ready, as Django does with every installed one; gone again after the test."""
    monkeypatch.setattr(registry, "_registry", dict(registry._registry))
    monkeypatch.setattr(catalogue, "_folders", list(catalogue._folders))
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
    publish(FILE)
    with acting(citizen()):
        draft = casework.start_draft("stray-dog")
        assert casework.save_page(draft.pk, "request", {"subject": "ถนนธนาลัย"}) == {}
        assert (
            casework.save_page(draft.pk, "you", draft.answers | {"name": "สมใจ", "phone": "0812345678"}) == {}
        )
        number = casework.submit(draft.pk).number
    with acting(officer("chiang-rai-city/intake")):
        casework.claim(number)
    with scope.system("test"):
        told = Outbox.objects.get(topic="sample.dog_catcher")
    assert (told.key, told.payload) == (number, {"street": "ถนนธนาลัย"})
