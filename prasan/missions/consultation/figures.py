"""What is counted of consultations: how many there were, how many answers, how many have their report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from prasan.core.measures import service as measures
from prasan.core.measures.service import Figure, Unit

from .flows.write import end_of
from .models import Answer, Consultation


def _opened(day: date) -> Iterable[Figure]:
    end = end_of(day)
    count = Consultation.objects.filter(opened_at__gte=end - timedelta(days=1), opened_at__lt=end).count()
    return [Figure(float(count))]


def _answers(day: date) -> Iterable[Figure]:
    """Answers are public one by one, so small counts give nobody away."""
    end = end_of(day)
    return [Figure(float(Answer.objects.filter(at__gte=end - timedelta(days=1), at__lt=end).count()))]


def _reported(day: date) -> Iterable[Figure]:
    """How it stood at the end of the day."""
    end = end_of(day)
    over = Consultation.objects.filter(opened_at__isnull=False, closes_at__lt=end)
    count = over.count()
    if not count:
        return []
    return [Figure(100 * over.filter(report__at__lt=end).count() / count, people=count)]


def register() -> None:
    """Tell the measures."""
    measures.register(
        "consultation.opened", title=_("Consultations held"), unit=Unit.COUNT, query=_opened
    )  # fmt: skip
    measures.register(
        "consultation.answers", title=_("Answers in consultations"), unit=Unit.COUNT, query=_answers
    )  # fmt: skip
    measures.register(
        "consultation.reported", title=_("Consultations with a report, per cent"), unit=Unit.PERCENT,
        query=_reported, level=True,
    )  # fmt: skip
