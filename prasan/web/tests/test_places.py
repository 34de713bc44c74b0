"""Questions for a place offer the places of the directory."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "province"), [("", "เชียงใหม่"), ("/en", "Chiang Mai")])
def test_the_next_list_follows_the_place_chosen(client: Client, path: str, province: str) -> None:
    address = f"{path}/display/place?name=place&level=3"
    page = client.get(address).content.decode()
    assert page.count("<option") == 77 + 3  # every province, and a prompt in each list
    assert province in page
    districts = client.get(address + "&place.province=50").content.decode()
    assert districts.count('value="50') == 1 + 25  # the province itself and its districts
    odd = client.get(address + "&place.province=50&place.district=5701").content.decode()
    assert "selected" in odd
    assert 'value="5701" selected' not in odd
