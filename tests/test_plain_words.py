"""People find the shipped services by their own words, misspelt and on the wrong keyboard too.

The queries in `data/plain_words.tsv` were written from the services' titles, before their keywords were
read. They guard the search; what a fresh set finds is in docs/decisions/0007-search-in-memory.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from prasan.core.casework import service as casework
from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.thai import swap_keyboard

HERE = Path(__file__).parent
MISSIONS = HERE.parent / "prasan" / "missions"
QUERIES = [
    (query, set(right.split()))
    for query, right in (
        line.split("\t") for line in (HERE / "data/plain_words.tsv").read_text().splitlines()
    )
]
WANTED = 0.95


@pytest.mark.django_db
def test_the_right_service_is_among_the_first_three() -> None:
    with scope.system("test"):
        directory.load_directory()
        for file in sorted(MISSIONS.glob("*/services/**/*.yaml")):
            casework.publish_service(file.read_bytes())
    missed = [query for query, right in QUERIES if not found(query) & right]
    swapped = [query for query, right in QUERIES if not found(swap_keyboard(query)) & right]
    assert len(missed) <= (1 - WANTED) * len(QUERIES), missed
    assert len(missed) + len(swapped) <= (1 - WANTED) * 2 * len(QUERIES), (missed, swapped)


@pytest.mark.django_db
def test_queries_of_people_who_saw_only_the_titles_find_it_too() -> None:
    """400 queries, misspelt and on the wrong keyboard among them, by two writers who saw nothing but titles."""
    with scope.system("test"):
        for file in sorted(MISSIONS.glob("*/services/**/*.yaml")):
            casework.publish_service(file.read_bytes())
    unseen = [line.split("\t") for line in (HERE / "data/plain_words_unseen.tsv").read_text().splitlines()]
    missed = [query for query, right in unseen if not found(query) & set(right.split(","))]
    assert len(missed) <= (1 - WANTED) * len(unseen), missed


NOISE = (HERE / "data/no_query.txt").read_text().split()


@pytest.mark.django_db
def test_nothing_is_found_for_what_is_no_query() -> None:
    with scope.system("test"):
        for file in sorted(MISSIONS.glob("*/services/**/*.yaml")):
            casework.publish_service(file.read_bytes())
    assert {query: found(query) for query in NOISE if found(query)} == {}
    page = Client().get("/en/search", {"q": "asdfgh"}).content.decode()
    assert "1111" in page
    assert "What is happening in your life?" in page


def found(query: str) -> set[str]:
    return {entry.definition.service for entry in casework.find(query, 3)}
