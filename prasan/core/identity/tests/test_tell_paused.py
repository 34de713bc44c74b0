"""Whoever manages a webhook hears that it was paused."""

from __future__ import annotations

import pytest

from prasan.core.directory import service as directory
from prasan.core.events import service as events
from prasan.core.identity import service as identity
from prasan.core.notices import service as notices
from prasan.foundation import scope

pytestmark = pytest.mark.django_db


def person(name: str, unit: str, role: str) -> identity.Account:
    made: identity.Account = identity.Account.objects.create_user(name, given_th=name, family_th="ทดสอบ")
    identity.Membership.objects.create(account=made, unit=directory.unit(unit), roles=[role])
    return made


def test_administrators_and_integrators_of_the_agency_are_told_once() -> None:
    with scope.system("test"):
        admin, joiner = (person(role, "psc-1111/intake", role) for role in ("administrator", "integrator"))
        others = [
            person("o", "psc-1111/intake", "officer"),
            person("a", "chiang-rai-city/intake", "administrator"),
        ]
        said = {"endpoint": 1, "host": "receiver.example", "agency": "psc-1111"}
        events.publish(events.PAUSED, "1", said)
    events.drain()
    events.drain()
    for who in (admin, joiner):
        with scope.activate(scope.Scope(person=who.pk)):
            (entry,) = notices.inbox()
            assert "receiver.example" in entry.letter.subject
    for who in others:
        with scope.activate(scope.Scope(person=who.pk)):
            assert list(notices.inbox()) == []
