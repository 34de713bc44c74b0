"""A service that needs proof of identity says so before the form, and the proven citizen ID is what counts."""

from __future__ import annotations

import pytest
from django.test import Client

from prasan.core.casework import service as casework
from prasan.core.identity import service as identity
from prasan.foundation import scope
from prasan.foundation.errors import Invalid

from . import world

pytestmark = pytest.mark.django_db
OWN, STRANGERS = "1101700203450", "1101700230708"
SLUG = "residence-certificate"


@pytest.fixture
def somjai() -> identity.Account:
    world.publish(world.MISSIONS / f"general/services/{SLUG}.yaml")
    return world.citizen()


def start_of(slug: str, who: identity.Account) -> str:
    browser = Client()
    with scope.system("test"):
        who.refresh_from_db()
        browser.force_login(who)
    return browser.get(f"/en/services/{slug}/apply").content.decode()


def prove(who: identity.Account) -> None:
    with scope.system("test"):
        identity.verify_person(who, OWN)
        who.refresh_from_db()


def test_the_start_says_what_will_be_needed_only_while_it_is(somjai: identity.Account) -> None:
    world.publish()
    page = start_of(SLUG, somjai)
    assert "level 2.1" in page and "/en/account/verify/" in page and "Start now" in page
    assert "/en/account/verify/" not in start_of("complaint", somjai)
    prove(somjai)
    assert "/en/account/verify/" not in start_of(SLUG, somjai)


def test_another_number_than_the_proven_one_is_not_submitted(somjai: identity.Account) -> None:
    with world.acting(somjai):
        draft = casework.start_draft(SLUG, answers={"citizen_id": STRANGERS})
        with pytest.raises(identity.StepUp):
            casework.submit(draft.pk)
    prove(somjai)
    with world.acting(somjai):
        with pytest.raises(Invalid) as refused:
            casework.submit(draft.pk)
        assert "พิสูจน์ตัวตน" in refused.value.fields["citizen_id"]
        draft = casework.start_draft(SLUG, answers={"citizen_id": OWN})
        with pytest.raises(Invalid) as refused:
            casework.submit(draft.pk)
        assert "citizen_id" not in refused.value.fields
