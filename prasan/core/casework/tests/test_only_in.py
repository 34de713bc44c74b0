"""A service of one locality takes places there and no others."""

import pytest
from django.utils import translation

from prasan.core.casework import service as casework

from . import world

pytestmark = pytest.mark.django_db
SHOP = {"ownership": "own"}


@pytest.fixture
def somjai():
    world.publish(world.MISSIONS / "general/services/food-premises-notification.yaml")
    return world.citizen()


def wrong_with(somjai, **address):
    with world.acting(somjai), translation.override("en"):
        draft = casework.start_draft("food-premises-notification")
        said = casework.save_page(draft.pk, "where", {**SHOP, "address": {"no": "1", **address}})
        return {name: str(message) for name, message in said.items() if name.startswith("address")}


def test_a_shop_there_is_taken(somjai):
    assert wrong_with(somjai, place="230501") == {}


@pytest.mark.parametrize("place", ["230502", "810301", "100101"])
def test_a_shop_elsewhere_is_refused_before_anything_is_paid(somjai, place):
    said = wrong_with(somjai, place=place)
    assert list(said) == ["address"]
    assert "Laem Ngop" in said["address"]
