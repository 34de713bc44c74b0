"""Every shipped service works from its form to every way it can end, by the people its table names."""

from __future__ import annotations

import uuid
from collections import deque
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

import prasan
from prasan.core.casework import service as casework
from prasan.core.casework.build import Opening
from prasan.core.casework.flows.open_case import current_version, open_case
from prasan.core.casework.format.definition import Definition, StateKind, Transition, Workflow
from prasan.core.casework.models import Case, Clock
from prasan.core.casework.tests import world
from prasan.core.identity import service as identity
from prasan.foundation import scope

pytestmark = pytest.mark.django_db

MISSIONS = Path(prasan.__file__).parent / "missions"
SERVICES = [
    file for file in sorted(MISSIONS.glob("*/services/*.yaml")) if "\nworkflow:" in file.read_text("utf-8")
]
OPENED_BY_OTHERS = ("scams/services/scam-report.yaml", "scams/services/hold-request.yaml")
PLACES = {1: "57", 2: "5707", 3: "570701"}
BY_FORMAT = {
    "thai-citizen-id": "1101700230708",
    "juristic-id": "0105500000000",
    "thai-phone": "0812345678",
    "account-number": "1234567890",
    "email": "somjai@example.org",
    "date": "2026-11-01",
    "time": "09:00",
    "uri": "https://example.org",
}


def sample(question: dict[str, Any]) -> Any:
    """A right answer to a question."""
    form, kind = question.get("format", ""), question["type"]
    if question.get("oneOf"):
        return question["oneOf"][0]["const"]
    if form in BY_FORMAT:
        return BY_FORMAT[form]
    if form == "thai-place":
        return PLACES[question.get("level", 3)]
    if form == "thai-address":
        return {"line": "99 หมู่ 1", "place": PLACES[3], "postcode": "57110"}
    if form == "agency":
        return {"bank": "scb", "hospital": "siriraj-hospital"}.get((question.get("among") or [""])[0], "rd")
    if kind == "array":
        return [sample_item(question["items"])]
    if kind == "boolean":
        return True
    if kind in ("integer", "number"):
        return max(question.get("minimum") or 1, 1)
    return "ข้อความตัวอย่างสำหรับทดสอบ"[: question.get("maxLength") or 100]


def sample_item(item: dict[str, Any]) -> Any:
    if item.get("oneOf"):
        return item["oneOf"][0]["const"]
    if item.get("type") == "object":
        return {name: sample(of) for name, of in item["properties"].items() if not is_file(of)}
    return str(uuid.uuid4())


def is_file(question: dict[str, Any]) -> bool:
    return "document" in (question.get("format"), (question.get("items") or {}).get("format"))


def way_to(workflow: Workflow, goal: str) -> list[Transition]:
    """The shortest way from the start to a state."""
    waiting, seen = deque([(workflow.start, list[Transition]())]), {workflow.start}
    while waiting:
        state, way = waiting.popleft()
        if state == goal:
            return way
        for row in workflow.transitions:
            if state in row.from_ and row.to not in seen:
                seen.add(row.to)
                waiting.append((row.to, [*way, row]))
    raise AssertionError(f"no way to {goal}")


def file_case(definition: Definition, person: identity.Account) -> str:
    """A case of the service: applied for, or, where a fee or papers come first, opened as the engine would."""
    assert definition.form is not None
    questions, needed = definition.form.schema["properties"], definition.form.schema["required"]
    asked = [name for page in definition.form.pages for name in page.fields]
    answers = {
        name: sample(questions[name]) for name in asked if name in needed or not is_file(questions[name])
    }
    if definition.fee or definition.inside or any(is_file(questions[name]) for name in needed):
        service = current_version(definition.service)
        assert service.current_id is not None
        facts = {"name": "สมใจ ใจดี", "phone": "+66812345678", "age": 40}
        with scope.system("test"):
            return open_case(
                Opening(service.current_id, service.pk, answers, facts, person.pk, person.subject)
            ).number
    with world.acting(person):
        return casework.submit(casework.start_draft(definition.service, answers=answers).pk).number


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.stem)
def test_a_service_can_be_brought_to_each_of_its_ends(file: Path) -> None:
    for other in {*OPENED_BY_OTHERS, str(file.relative_to(MISSIONS))}:
        world.publish(MISSIONS / other)
    definition = casework.definition_of(current_version(file.stem).current_id)
    assert definition.form and definition.workflow
    person = world.citizen()
    with scope.system("test"):
        identity.verify_person(person, BY_FORMAT["thai-citizen-id"], ial="2.3")
    officers: dict[str, identity.Account] = {}
    questions = definition.form.schema["properties"]
    for goal, end in definition.workflow.states.items():
        if end.kind != StateKind.CLOSED:
            continue
        number = file_case(definition, person)
        with scope.system("test"):
            unit = Case.objects.select_related("unit__agency").get(number=number).unit
        seat = f"{unit.agency.code}/{unit.code}"
        if seat not in officers:
            officers[seat] = world.officer(seat, "officer", "supervisor")
        for row in way_to(definition.workflow, goal):
            if row.do == "lapse":  # the applicant's time has to be over
                with scope.system("test"):
                    Clock.objects.filter(case__number=number).update(due_at=timezone.now())
            who = officers[seat] if {"officer", "supervisor"} & set(row.by) else person
            with world.acting(who):
                if row.do == "claim":
                    casework.claim(number)
                else:
                    given = {name: sample(questions[name]) for name in row.fields}
                    casework.move(number, row.do, text="เหตุผลตัวอย่าง", fields=given)
        with scope.system("test"):
            case = Case.objects.get(number=number)
        assert (case.state, case.outcome) == (goal, end.outcome)


# Asked under a condition, and one may still leave them out: a child without an ID number, a correction whose
# proof the agency has itself, money lost in ways that no bank sees.
MAY_STAY_EMPTY = {
    ("health-record-copy", "patient_id"),
    ("personal-data-request", "proof"),
    ("scam-report", "transfers"),
}


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.stem)
def test_what_a_condition_shows_has_to_be_answered(file: Path) -> None:
    definition = casework.check_file(file).definition
    assert definition and definition.form
    schema = definition.form.schema
    for page in definition.form.pages:
        for name in page.fields:
            shown_by = schema["properties"][name].get("when") or page.when
            if shown_by not in (None, "", "false") and (file.stem, name) not in MAY_STAY_EMPTY:
                assert name in schema["required"], f"{name} is shown by {shown_by} and may stay empty"
