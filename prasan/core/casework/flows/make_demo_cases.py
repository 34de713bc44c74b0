"""The invented cases of the demonstration: a year of them in bulk."""

from __future__ import annotations

from django.utils import timezone

from prasan.core.casework.catalogue import Entry, entries
from prasan.core.casework.definitions import service_id_of
from prasan.core.casework.generate import Applicant, copy_cases, stories
from prasan.core.casework.models import Case
from prasan.core.identity import service as identity

COUNT = 5000
# Services that people use most come first; the others follow.
BUSY = ("complaint", "question", "scam-report", "hotspot-fault", "house-registration-copy", "fake-news-tip")


def make_demo_cases() -> int:
    """Make the cases unless they are there already; returns how many. Needs the owner's connection for COPY."""
    if Case.objects.count() >= COUNT:
        return 0
    people = [Applicant(a.pk, a.subject, identity.person_facts(a.pk)) for a in identity.make_demo_crowd()]
    ranked = sorted((e for e in entries() if e.online and e.slug != "hold-request"), key=_rank)
    versions = [(entry.version_id, service_id_of(entry.version_id)) for entry in ranked]
    return copy_cases(
        stories(COUNT, versions, people, identity.officers_by_unit(), seed=2569, now=timezone.now())
    )


def _rank(entry: Entry) -> tuple[int, str]:
    return (BUSY.index(entry.slug) if entry.slug in BUSY else len(BUSY), entry.slug)
