"""What is one of a few things in a case can be nothing else, whatever the program writes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from prasan.core.casework import service as casework
from prasan.core.casework.channels import Channel
from prasan.core.casework.models import Case, Draft, Part
from prasan.foundation import scope

from . import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish()


def refused(rows: QuerySet[Any], constraint: str, **values: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**values)


def test_a_case_came_in_by_a_known_way_and_closed_with_a_known_outcome() -> None:
    number = world.complaint(world.citizen())
    with scope.system("test"):
        case, now = Case.objects.filter(number=number), timezone.now()
        refused(case, "case_channel", channel="pigeon")
        refused(case, "case_channel", channel="")
        refused(case, "case_closed_has_outcome", outcome="granted")
        refused(case, "case_closed_has_outcome", kind="closed", closed_at=now)
        refused(case, "case_closed_has_outcome", kind="closed", closed_at=now, outcome="lost")
        for channel in Channel:
            case.update(channel=channel)
        case.update(kind="closed", closed_at=now, outcome="settled")


def test_a_draft_is_filled_in_by_a_known_way() -> None:
    with world.acting(world.citizen()):
        draft = casework.start_draft("complaint")
    with scope.system("test"):
        refused(Draft.objects.filter(pk=draft.pk), "draft_channel", channel="pigeon")


def test_a_part_is_answered_with_words_at_a_time_or_not_at_all() -> None:
    number = world.complaint(world.citizen())
    officer = world.officer("psc-1111/intake")
    with world.acting(officer):
        asked = casework.ask_unit(number, "nt/repair", "ตรวจสอบสายให้ด้วย")
    with scope.system("test"):
        part, now = Part.objects.filter(pk=asked.pk), timezone.now()
        refused(part, "part_answered_whole", answer="ตรวจแล้ว")
        refused(part, "part_answered_whole", answered_by=officer)
        refused(part, "part_answered_whole", answered_at=now, answered_by=officer)
        part.update(answer="ตรวจแล้ว", answered_at=now, answered_by=officer)
