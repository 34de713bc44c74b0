"""An hour of today that is still to come has not happened, and a last day is not before the first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from prasan.core.casework import service as casework
from prasan.core.casework.form.validate import ENDS_BEFORE, HOUR_TO_COME, check_answers

from . import world

pytestmark = pytest.mark.django_db


def wrong(version: int, page: str, **answers: Any) -> dict[str, Any]:
    return dict(check_answers(version, {"form": answers, "person": {}}, page))


@pytest.mark.parametrize(
    ("days", "late", "refused"), [(0, 30, True), (0, -30, False), (0, 3, False), (-1, 30, False)]
)
def test_a_time_later_today_has_not_happened(monkeypatch, days: int, late: int, refused: bool) -> None:
    noon = timezone.localtime().replace(hour=12, minute=0)
    monkeypatch.setattr("prasan.core.casework.form.validate.timezone.localtime", lambda: noon)
    monkeypatch.setattr("prasan.core.casework.form.validate.timezone.localdate", lambda: noon.date())
    version = world.publish(world.MISSIONS / "scams/services/scam-report.yaml").pk
    row = {
        "sent_on": (noon + timedelta(days=days)).date().isoformat(),
        "sent_at": f"{noon + timedelta(minutes=late):%H:%M}",
    }
    assert (
        wrong(version, "money", lost=True, transfers=[row]).get("transfers.0.sent_at") == HOUR_TO_COME
    ) is refused


def test_the_last_day_is_not_before_the_first() -> None:
    version = world.publish(world.MISSIONS / "health/services/health-record-copy.yaml").pk
    for first, last, refused in (
        ("2026-03-02", "2026-03-01", True),
        ("2026-03-01", "2026-03-01", False),
        (None, "2026-03-01", False),
    ):
        found = wrong(version, "record", from_date=first, to_date=last)
        assert (found.get("to_date") == ENDS_BEFORE) is refused


def test_a_nul_goes_and_what_was_typed_with_it_stays(client: Client) -> None:
    world.publish()
    somjai = world.citizen()
    with world.acting(somjai):
        draft = casework.start_draft("complaint").pk
    client.force_login(somjai)
    again = client.post(f"/drafts/{draft}/matter", {"subject": "น้ำ\0ไม่ไหล", "detail": "มา\0\0สามวัน"})
    shown = again.content.decode()
    assert again.status_code == 422  # the kind is still to be chosen
    assert "น้ำไม่ไหล" in shown and "มาสามวัน" in shown and "\0" not in shown
