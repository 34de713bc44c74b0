"""Old rows go in batches, each in a transaction of its own."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prasan.foundation import scope
from prasan.foundation.forget import forget

pytestmark = pytest.mark.django_db(transaction=True)


def test_rows_go_a_batch_at_a_time_and_others_stay() -> None:
    now = timezone.now()
    days = [now - datetime.timedelta(days=n) for n in range(-2, 7)]
    with scope.system("test"):
        Session.objects.bulk_create(
            Session(session_key=f"k{n}", expire_date=day) for n, day in enumerate(days)
        )
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert forget(Session.objects.filter(expire_date__lte=now), "test", batch=3) == 7
    said = [q["sql"] for q in asked]
    assert sum(s.startswith("DELETE") for s in said) == 3
    assert said.count("COMMIT") == 3
    with scope.system("test"):
        assert Session.objects.count() == 2
