"""Other systems hear of the cases of their agency, and of the one their agency gives away."""

from __future__ import annotations

import json

import pytest

from prasan.core.casework import service as casework
from prasan.core.directory import service as directory
from prasan.core.events import service as events
from prasan.foundation import scope

from . import world

pytestmark = pytest.mark.django_db


def test_the_agency_that_gives_a_case_away_hears_of_that_last() -> None:
    world.publish()
    before, after = "psc-1111", "chiang-rai-city"
    with scope.system("test"):
        for code in (before, after):
            events.Endpoint.objects.create(
                agency=directory.agency(code), url="https://x", topics=["*"], secret=""
            )
    number = world.complaint(world.citizen())
    with world.acting(world.officer("psc-1111/intake")):
        casework.hand_over(number, "chiang-rai-city/intake", "อยู่ในเขตเทศบาล")
    with world.acting(world.officer("chiang-rai-city/intake", username="next")):
        casework.claim(number)
    events.drain()
    with scope.system("test"):
        heard = {
            code: list(
                events.Delivery.objects.filter(endpoint__agency__code=code)
                .order_by("event")
                .values_list("topic", "body")
            )
            for code in (before, after)
        }
    assert [topic for topic, _ in heard[before]] == ["case.opened", "case.hand_over"]
    assert [topic for topic, _ in heard[after]] == ["case.hand_over", "case.claim"]
    assert json.loads(heard[before][1][1])["data"]["agency"] == after
