"""What a person's own list begins with, and what does not stand on it."""

import html
import re

import pytest
from django.test import Client

from prasan.core.casework import service as casework
from prasan.core.casework.flows.discard_draft import KEPT
from prasan.core.casework.models import Case
from prasan.foundation import scope

from . import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def somjai():
    world.publish()
    return world.citizen()


@pytest.fixture
def client(somjai):
    signed_in = Client()
    signed_in.force_login(somjai)
    return signed_in


def test_what_waits_for_an_answer_stands_first_and_once(client, somjai):
    asked, later = world.complaint(somjai, title="เรื่องแรก"), world.complaint(somjai, title="เรื่องหลัง")
    with world.acting(world.officer("psc-1111/intake")):
        casework.claim(asked)
        casework.move(asked, "ask", text="?")
    page = client.get("/en/my").content.decode()
    assert page.count(f"/my/cases/{asked}") == page.count(f"/my/cases/{later}") == 1
    assert page.index("Waiting for your answer") < page.index(asked) < page.index(later)
    assert "You have no matters" not in page


def test_what_offices_sent_one_another_for_it_does_not(client, somjai):
    first, second = world.complaint(somjai), world.complaint(somjai)
    with scope.system("test"):
        Case.objects.filter(number=second).update(parent=Case.objects.get(number=first))
    page = client.get("/en/my").content.decode()
    assert f"/my/cases/{first}" in page and f"/my/cases/{second}" not in page


def test_a_draft_is_thrown_away_in_two_steps(client, somjai):
    with world.acting(somjai):
        draft = casework.start_draft("complaint")
    page = client.get(f"/en/drafts/{draft.pk}").content.decode()
    assert page.index("<details") < page.index("This cannot be undone") < page.index("for good")


def test_the_list_of_drafts_goes_on_and_says_when_they_end(client, somjai):
    with world.acting(somjai):
        drafts = [casework.start_draft("complaint") for _n in range(23)]
    first = client.get("/en/my").content.decode()
    link = re.search(r'href="(\?drafts=[^"]+)"', first)
    assert link and f"for {KEPT.days} days is deleted" in first
    more = client.get("/en/my" + html.unescape(link[1])).content.decode()
    for draft in drafts:
        assert [f"/drafts/{draft.pk}" in page for page in (first, more)].count(True) == 1, draft.pk
    assert 'href="?drafts=' not in more and "All my matters" in more
    assert client.get("/en/my?drafts=forged").status_code == 422
