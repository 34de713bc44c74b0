"""Cases made in bulk equal cases made by the flows, column by column."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import models
from django.utils import timezone

import prasan
from prasan.core.casework import service as casework
from prasan.core.casework.build import Opening
from prasan.core.casework.definitions import service_id_of
from prasan.core.casework.form.validate import check_answers
from prasan.core.casework.generate import Applicant, copy_cases, stories
from prasan.core.casework.generate.answers import samples
from prasan.core.casework.generate.stories import Act, Story
from prasan.core.casework.models import (
    Case,
    CaseAnswers,
    CaseApplicant,
    CaseEvent,
    CaseMessage,
    CaseWords,
    Clock,
    Rating,
)
from prasan.core.casework.names import names_for
from prasan.core.directory import service as directory
from prasan.foundation import scope

from . import world

T0 = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
NOT_COMPARED = {"id", "case_id", "number", "draft", "subject", "applicant_id", "opened_by_id"}


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_generated_cases_equal_those_of_the_flows(monkeypatch):
    version = world.publish()
    somjai, intake = world.citizen(), world.officer("psc-1111/intake")
    steps = [
        ("claim", T0 + timedelta(hours=5), ""),
        ("ask", T0 + timedelta(days=1), "ขอทราบเลขเสาไฟ"),
        ("answer", T0 + timedelta(days=4), "เสาที่ 42"),
        ("settle", T0 + timedelta(days=6), "ซ่อมแล้ว"),
    ]

    clock = {"now": T0}
    monkeypatch.setattr(timezone, "now", lambda: clock["now"])
    number = world.complaint(somjai)
    for verb, at, text in steps:
        clock["now"] = at
        with world.acting(somjai if verb == "answer" else intake):
            casework.move(number, verb, text=text)
    clock["now"] = at = T0 + timedelta(days=7)
    with world.acting(somjai):
        casework.rate(number, 5)
    monkeypatch.undo()

    with scope.system("test"):
        made = Case.objects.get(number=number)
        said = CaseAnswers.objects.get(case=made).answers | CaseApplicant.objects.get(case=made).answers
        facts = CaseApplicant.objects.get(case=made).facts
    story = Story(
        Opening(
            version.pk,
            service_id_of(version.pk),
            said,
            facts,
            somjai.pk,
            UUID(facts["subject"]),
            opened_by=somjai.pk,
        ),
        T0,
        [
            *(Act(verb, when, None if verb == "answer" else intake.pk, text) for verb, when, text in steps),
            Act("rate", at, None, stars=5),
        ],
    )
    assert copy_cases([story]) == 1

    with scope.system("test"):
        copied = Case.objects.exclude(pk=made.pk).get()
        for model in (Case, CaseAnswers, CaseApplicant, CaseEvent, CaseMessage, Clock, CaseWords, Rating):
            assert rows(model, made) == rows(model, copied), model.__name__


def rows(model: type[models.Model], case: Case) -> list[dict[str, Any]]:
    """The rows of a case in one table, without what must differ between two cases."""
    found = model.objects.filter(pk=case.pk) if model is Case else model.objects.filter(case=case)  # type: ignore[attr-defined]
    order = "seq" if any(f.name == "seq" for f in model._meta.fields) else "pk"
    fields = [f.attname for f in model._meta.concrete_fields if f.attname not in NOT_COMPARED]
    return list(found.order_by(order).values(*fields))


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_stories_of_every_shipped_service_can_be_played():
    with scope.system("test"):
        for path in casework.shipped_files():
            casework.publish_service(path.read_bytes())
        versions = [(e.version_id, service_id_of(e.version_id)) for e in casework.entries() if e.online]
    people = [Applicant(a.pk, a.subject, {"subject": str(a.subject), "name": "ก ข", "phone": "+66812345678"})
              for a in [world.citizen()]]  # fmt: skip
    officer = world.officer("psc-1111/intake")
    staff = {unit.pk: [officer.pk] for agency in directory.agencies() for unit in directory.units_of(agency)}
    now = timezone.now()
    assert copy_cases(stories(120, versions, people, staff, seed=7, now=now)) == 120
    with scope.system("test"):
        assert Case.objects.count() == 120
        assert Case.objects.filter(kind="closed").count() > 50
        for case in Case.objects.all():
            assert CaseEvent.objects.filter(case=case).count() == case.revision


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_is_invented_for_a_scam_report_is_believed_and_done_in_minutes():
    version = world.publish(Path(prasan.__file__).parent / "missions/scams/services/scam-report.yaml")
    person = world.citizen()
    facts = {"subject": str(person.subject), "name": "ก ข", "phone": "+66812345678"}
    people = [Applicant(person.pk, person.subject, facts)]
    officer = world.officer("aoc-1441/intake")
    staff = {directory.unit("aoc-1441/intake").pk: [officer.pk]}
    now = timezone.now()
    told = list(stories(60, [(version.pk, service_id_of(version.pk))], people, staff, seed=3, now=now))
    said = samples()["scam-report"]
    assert {s.opening.answers["story"] for s in told} <= {one["story"] for one in said}
    for story in told:
        names = names_for(version.pk, form=story.opening.answers, person=people[0].facts, at=story.at)
        assert check_answers(version.pk, names) == {}
    assert copy_cases(told) == 60
    with scope.system("test"):
        late = Clock.objects.filter(deadline="hold", due_at__lt=now, met_at=None).count()
        met = Clock.objects.filter(deadline="hold", met_at__isnull=False)
        done = [met_at <= due_at for met_at, due_at in met.values_list("met_at", "due_at") if met_at]
    assert late <= 6
    assert len(done) > 30 and sum(done) / len(done) > 0.8
