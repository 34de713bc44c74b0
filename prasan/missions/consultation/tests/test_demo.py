"""The invented consultations are made once and stand as they should; what is counted of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from prasan.core.directory import service as directory
from prasan.core.measures import service as measures
from prasan.foundation import scope
from prasan.foundation.dates import day_of
from prasan.missions.consultation import queries
from prasan.missions.consultation import service as consultations
from prasan.missions.consultation.models import Answer, Gathered, Hiding

pytestmark = pytest.mark.django_db


def test_the_invented_ones_are_open_closed_and_reported(client):
    with scope.system("test"):
        assert directory.agency_known("dga")
        assert consultations.make_demo() == 3
        assert consultations.make_demo() == 0
        assert [queries.shown(what).count() for what in queries.SHOWS] == [1, 1, 1]
        assert Answer.objects.count() > 30
        assert Hiding.objects.count() == 1
        assert Gathered.objects.count() >= 8
        assert not Answer.objects.filter(at__gt=timezone.now()).exists()
        today = day_of(timezone.now())
        (share,) = measures.measure("consultation.reported").query(today)
        assert (share.value, share.people) == (50, 2)
        (share,) = measures.measure("consultation.reported").query(today - timedelta(days=1))
        assert share.value == 0  # the report is of today
        Answer.objects.filter(part__consultation__state="reported").update(at=timezone.now())
        (said,) = measures.measure("consultation.answers").query(today - timedelta(days=400))
        assert said.value == 0
        (said,) = measures.measure("consultation.answers").query(today)
        assert said.value == sum(day_of(one.at) == today for one in Answer.objects.all()) > 0
    page = client.get("/en/consultations/service-hours/report").content.decode()
    assert page.count("<del>") >= 3 and "Pregnant women should be included" in page
