"""Questions that an answer of the same page shows are asked before one goes on, and have to be answered."""

import re

import pytest
from django.test import Client

from prasan.core.casework import service as casework
from prasan.core.identity import service as identity
from prasan.foundation import scope

from . import world

pytestmark = pytest.mark.django_db


def test_a_parent_is_asked_for_the_name_of_the_child() -> None:
    world.publish(world.MISSIONS / "health/services/health-record-copy.yaml")
    parent = world.citizen()
    with scope.system("test"):
        identity.verify_person(parent, "1101700230708", ial="2.3")
    with world.acting(parent):
        draft = casework.start_draft("health-record-copy")
    browser = Client()
    with scope.system("test"):
        browser.force_login(parent)
    person = f"/en/drafts/{draft.pk}/person"
    assert "patient_name" not in browser.get(person).content.decode()
    own = browser.post(person, {"whose": "own"})
    assert own.status_code == 302 and "/person" not in own["Location"]
    answer = browser.post(person, {"whose": "child"})
    assert (answer.status_code, answer["Location"]) == (302, f"{person}#f-patient_name")
    assert 'name="patient_name"' in browser.get(person).content.decode()
    assert browser.post(person, {"whose": "child", "patient_name": ""}).status_code == 422
    onward = browser.post(person, {"whose": "child", "patient_name": "เด็กดี ใจดี"})
    assert onward.status_code == 302 and "/person" not in onward["Location"]
    hidden = browser.post(person, {"whose": "own", "patient_name": ""})  # what is not asked is not missed
    assert hidden.status_code == 302 and "/person" not in hidden["Location"]
    browser.post(person, {"whose": "child"})
    browser.post(person, {"whose": "child", "patient_name": "เด็กดี ใจดี"})
    with world.acting(parent):
        assert casework.draft_for(draft.pk).answers["patient_name"] == "เด็กดี ใจดี"


def test_a_script_asks_which_questions_there_are_now_and_sends_them_together() -> None:
    world.publish(world.MISSIONS / "health/services/health-record-copy.yaml")
    parent = world.citizen()
    with scope.system("test"):
        identity.verify_person(parent, "1101700230708", ial="2.3")
    with world.acting(parent):
        draft = casework.start_draft("health-record-copy")
    browser = Client()
    with scope.system("test"):
        browser.force_login(parent)
    person = f"/en/drafts/{draft.pk}/person"
    now = browser.post(person, {"whose": "child", "_asked": "1", "_on": "whose"}).content.decode()
    assert 'name="patient_name"' in now
    assert "<html" not in now
    with world.acting(parent):
        assert "whose" not in casework.draft_for(draft.pk).answers, "asking keeps nothing"
    assert "patient_name" not in browser.post(person, {"whose": "own", "_asked": "1"}).content.decode()
    together = {
        "_on": re.findall(r'name="_on" value="(\w+)"', now),
        "whose": "child",
        "patient_name": "เด็กดี ใจดี",
    }
    onward = browser.post(person, together)
    assert onward.status_code == 302 and "/person" not in onward["Location"]
    with world.acting(parent):
        assert casework.draft_for(draft.pk).answers["patient_name"] == "เด็กดี ใจดี"
    missed = browser.post(person, {**together, "patient_name": ""})
    assert missed.status_code == 422
