"""The catalogue is browsed by what happens in life, by agency, and by place."""

import pytest
from django.test import Client

from . import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish()
    world.publish(world.MISSIONS / "general/services/food-premises-notification.yaml")  # of a place in Trat
    world.publish(world.MISSIONS / "general/services/house-registration-copy.yaml")


def page(client: Client, **asked: str) -> str:
    answer = client.get("/en/services", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_somebody_in_a_province_finds_its_offices_its_services_and_those_of_the_country(client):
    trat = page(client, by="place", place="23")
    assert "Offices in Trat" in trat and "Laem Ngop" in trat
    assert "/services/food-premises-notification" in trat and "/services/complaint" in trat
    nan = page(client, by="place", place="55")
    assert "/services/food-premises-notification" not in nan and "/services/complaint" in nan
    assert "No office of this province is listed yet" in nan


@pytest.mark.parametrize("place", ["", "2305", "99", "x", "๒๓", "23\x00"])
def test_any_other_place_shows_them_all(client, place):
    shown = page(client, by="place", place=place)
    assert "/services/food-premises-notification" in shown and "Offices in" not in shown
    assert "Everywhere in the country" in shown


def test_by_agency_and_by_life_event(client):
    assert "Laem Ngop" in page(client, by="agency")
    chosen = page(client, event="starting-a-business")
    assert "/services/food-premises-notification" in chosen
    assert "/services/complaint" not in chosen
    assert "<strong>By what happens in life</strong>" in page(client, by="nonsense")
