"""At the counter: what an officer sees of the person they apply for is a look like any other."""

import pytest

from prasan.core.casework import rules
from prasan.core.casework import service as casework
from prasan.core.casework.models import Case
from prasan.core.casework.models.case import Channel
from prasan.core.ledger import service as ledger
from prasan.foundation.scope import Scope, Seat

from . import world

pytestmark = pytest.mark.django_db


def test_looking_somebody_up_to_apply_for_them_stands_in_the_ledger():
    world.publish()
    somjai = world.citizen()
    with world.acting(world.officer("psc-1111/intake", "counter")):
        casework.start_draft("complaint", channel=Channel.COUNTER, applicant=somjai.pk, consent=True)
    with world.acting(somjai):
        looks = ledger.entries_of(somjai.subject, kind="look").items
        assert [line.data for line in looks] == [("person",)]


def test_applying_for_oneself_is_none():
    world.publish()
    somjai = world.citizen()
    with world.acting(somjai):
        casework.start_draft("complaint")
        assert not ledger.entries_of(somjai.subject, kind="look").items


def test_who_left_the_counter_acts_for_nobody_any_more():
    case = Case(unit_id=7, agency_id=3, opened_by_id=5)
    roles = frozenset({"counter"})
    at_it = Scope(person=5, seats=(Seat(8, 3, roles),), units=(8,), roles=roles)
    assert rules.roles_on(at_it, case) == {"citizen"}
    assert rules.roles_on(Scope(person=5), case) == frozenset()
