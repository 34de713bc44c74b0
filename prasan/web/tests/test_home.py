import pytest
from django.test import Client


@pytest.mark.django_db
def test_the_front_page_answers_in_both_languages(client: Client) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/en/").status_code == 200
