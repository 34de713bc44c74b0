"""The observatory by HTTP: the numbers, and answers that are kept."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from prasan.foundation import scope
from prasan.missions.observatory import service as observatory
from prasan.missions.observatory.editions import SHIPPED

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/observatory"


def test_every_edition_with_whether_it_follows(client: Client) -> None:
    items = client.get(f"{ROOT}/editions").json()["items"]
    assert [one["year"] for one in items] == [e.year for e in observatory.shipped_editions()]
    assert {one["year"] for one in items if one["follows"]} == {2014, 2016, 2018, 2020, 2022, 2024}


def test_an_edition_and_a_state_agree(client: Client) -> None:
    edition = client.get(f"{ROOT}/editions/2024", headers={"Accept-Language": "en"}).json()
    state = client.get(f"{ROOT}/states/THA", headers={"Accept-Language": "en"}).json()
    of_edition = next(one for one in edition["items"] if one["iso3"] == "THA")
    assert of_edition == state["items"][-1]
    assert (of_edition["rank"], of_edition["index"], of_edition["name"]) == (52, 0.8351, "Thailand")


def test_recomputing_tells_the_difference(client: Client) -> None:
    found = client.get(f"{ROOT}/editions/2018/recomputed").json()
    assert (found["states"], found["index_equal_4dp"], found["rank_equal"]) == (193, 193, 193)
    assert found["max_abs_error"] == max(abs(line["difference"]) for line in found["items"])


def test_thailand_at_rank_40(client: Client) -> None:
    found = client.get(f"{ROOT}/what-if?state=ไทย&rank=40&edition=2024").json()
    assert (found["state"], found["index_needed"], found["rank_now"]) == ("THA", 0.86162, 52)
    assert found["levers"]["osi"] == pytest.approx(0.841, abs=5e-4)
    assert found["moves"] is None


def test_the_chance_comes_with_its_steps(client: Client) -> None:
    found = client.get(f"{ROOT}/what-if?state=THA&rank=40&others=simulated&new_osi=0.95").json()
    low, high = found["moves"]["interval"]
    assert low < found["moves"]["chance"] < high
    assert len(found["moves"]["steps"]) == 5
    assert found["planned"]["chance"] > found["moves"]["chance"]
    assert found["index_sure"] > found["index_needed"]


@pytest.mark.parametrize(
    "query",
    [
        "state=THA", "state=THA&rank=40&score=0.9", "state=Atlantis&rank=1", "state=THA&rank=0", "state=THA&score=nan",
        "state=THA&score=inf", "state=THA&rank=40&cost_osi=0", "state=THA&rank=40&others=none",
        "state=THA&rank=40&edition=2014&others=simulated", "state=MNE&rank=1&edition=2004",
    ],
)  # fmt: skip
def test_a_wrong_question_is_refused(client: Client, query: str) -> None:
    answer = client.get(f"{ROOT}/what-if?{query}")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def test_what_was_answered_is_kept_until_an_edition_is_loaded(client: Client) -> None:
    first = client.get(f"{ROOT}/editions/2024")
    assert "max-age" in first["Cache-Control"]
    asked = {"If-None-Match": first["ETag"]}
    assert client.get(f"{ROOT}/editions/2024", headers=asked).status_code == 304
    assert client.get(f"{ROOT}/editions/2024", headers={**asked, "Accept-Language": "en"}).status_code == 200
    with scope.system("test"):
        observatory.load_edition((SHIPPED / "2024.csv").read_bytes(), "elsewhere", by="test")
    again = client.get(f"{ROOT}/editions/2024", headers=asked)
    assert again.status_code == 200
    assert again.json()["source"] == "elsewhere"


def test_a_country_that_is_none_is_told(settings) -> None:
    settings.COUNTRY = "ZZZ"
    with pytest.raises(ImproperlyConfigured, match="PRASAN_COUNTRY"):
        observatory.home()
