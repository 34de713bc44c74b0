"""The front page with the services that come with the program."""

from __future__ import annotations

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
