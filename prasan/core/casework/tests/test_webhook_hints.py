"""What people are told to listen for is what an agency's webhook hears."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from prasan.core.casework import service as casework
from prasan.core.events import service as events
from prasan.foundation import scope
from prasan.foundation.errors import Invalid

from . import world

pytestmark = pytest.mark.django_db
TOPIC = re.compile(r"\b(?:case|payment|webhook)\.(?:\*|[a-z_]+)")


@pytest.mark.parametrize("language", ["th", "en"])
def test_hints_name_topics_that_are_published(language: str) -> None:
    world.publish()
    officer, admin = world.officer("psc-1111/intake"), world.officer("psc-1111/intake", "administrator")
    heard: list[str] = []

    def note(event: events.Event) -> None:
        if "agency" in event.payload:
            heard.append(event.topic)

    events.subscribe("*", note, name="test hints")
    try:
        number = world.complaint(world.citizen())
        with world.acting(officer):
            casework.claim(number)
        events.drain()
    finally:
        events.unsubscribe("test hints")
    assert {"case.opened", "case.claim"} <= set(heard)
    with translation.override(language), world.acting(admin), pytest.raises(Invalid) as refused:
        events.save_endpoint("psc-1111", "https://example.com/", ["Not a topic"])
    client = Client()
    with scope.system("test"):
        client.force_login(admin)
    with translation.override(language):
        page = client.get(reverse("admin-webhook-add")).content.decode()
    for told in (str(refused.value.fields["topics"]), page, events.publish.__doc__ or ""):
        named = TOPIC.findall(told)
        assert named and all(any(fnmatchcase(topic, name) for topic in heard) for name in named), named
