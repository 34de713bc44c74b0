"""The front page leads to services by what people need."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), [("/", "ต้องการทำอะไร"), ("/en/", "What do you need?")])
def test_the_front_page_answers_in_both_languages(client: Client, path: str, words: str) -> None:
    page = client.get(path).content.decode()
    assert words in page
    assert f'action="{path}search"' in page
    assert f'href="{path}services?event=victim-of-crime"' in page
    assert 'class="th-card__meta"' not in page  # an installation without services shows none
