"""Keys whose program works nowhere any more, and what trying answers tells of a person."""

from __future__ import annotations

import pytest
from django.utils import timezone

from prasan.core.casework.tests import world
from prasan.core.identity import api_access
from prasan.core.identity import service as identity
from prasan.core.identity.models import Membership
from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from tests import api_clients

pytestmark = pytest.mark.django_db
CITIZEN_ID = "1101700230708"


@pytest.fixture
def api():
    world.publish()
    api_access.counter.counts.clear()
    return api_clients.caller()


def test_a_key_whose_seats_have_ended_opens_nothing(api):
    with scope.system("test"):
        Membership.objects.filter(account__is_officer=True, ends_at=None).update(ends_at=timezone.now())
    for path in ("/api/v1/webhooks", "/api/v1/figures", "/api/v1/cases"):
        assert api.get(path).status_code == 403


def test_a_key_whose_seat_has_another_role_has_no_cases(api):
    with scope.system("test"):
        Membership.objects.filter(account__is_officer=True, ends_at=None).update(roles=["operator"])
    assert set(api.get("/api/v1/figures").json().values()) == {0}


def test_trying_answers_of_somebody_looks_for_no_account(api):
    with scope.system("test"):
        somjai = world.citizen()
        identity.verify_person(somjai, CITIZEN_ID)
    tried = api.post("/api/v1/services/complaint/check", {"answers": {}, "citizen_id": CITIZEN_ID})
    assert tried.status_code == 422
    with scope.activate(scope.Scope(person=somjai.pk, subject=str(somjai.subject))):
        assert [line.data for line in ledger.entries_of(somjai.subject, kind="look")] == []
    assert "สมใจ" not in tried.content.decode()
