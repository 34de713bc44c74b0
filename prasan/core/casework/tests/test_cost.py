"""What submitting an application costs: how many questions the database is asked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prasan.core.casework import service as casework
from prasan.core.casework.tests import world
from prasan.core.directory import service as directory
from prasan.foundation import scope

pytestmark = pytest.mark.django_db
PLAIN = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def test_an_application_is_submitted_in_twelve_queries() -> None:
    with scope.system("test"):
        directory.load_directory()
    world.publish()
    person = world.citizen()
    with world.acting(person):
        drafts = [casework.start_draft("complaint", answers=world.ANSWERS).pk for _ in range(2)]
    client = Client()
    client.force_login(person)
    client.post(f"/drafts/{drafts[0]}/check")  # what a process remembers
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(f"/drafts/{drafts[1]}/check")
    assert answer.status_code == 302
    asked = [q["sql"] for q in seen if not q["sql"].startswith(PLAIN)]
    assert "set_config" in asked.pop(), "giving the test its scope back is none of the page's"
    assert len(asked) <= 12, "\n".join(asked)
