"""The front page with the services that come with the program."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from prasan.config.services import publish_shipped
from prasan.foundation import scope


@pytest.mark.django_db
def test_published_services_are_on_the_front_page(
    client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    with scope.system("services"):
        publish_shipped()
    client.get("/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = client.get("/").content.decode()
    assert 'href="/services/complaint"' in page
    assert "ร้องเรียนการให้บริการของรัฐ" in page
    assert "Complain about a public service" in client.get("/en/").content.decode()


@pytest.mark.django_db
def test_crawlers_are_told_every_public_page_in_both_languages(client: Client, settings: object) -> None:
    settings.PUBLIC_URL = "https://portal.example"  # type: ignore[attr-defined]
    with scope.system("services"):
        publish_shipped()
    assert "Sitemap: https://portal.example/sitemap.xml" in client.get("/robots.txt").content.decode()
    told = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    places = [place.text or "" for place in told.iterfind(".//{*}loc")]
    assert {f"https://portal.example{at}" for at in ("/", "/en/", "/services/complaint")} <= set(places)
    for place in places[:10]:
        assert client.get(place.removeprefix("https://portal.example"), follow=True).status_code == 200
