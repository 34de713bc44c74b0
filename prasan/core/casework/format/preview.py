"""A service as people will meet it: manual, form, workflow; ready for the preview template."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import override

from prasan.core.casework.pages.fields import field_for
from prasan.foundation.languages import current_language
from prasan.foundation.worktime_words import span
from prasan.look.fields import Field, Kind

from .definition import Definition, Escalation, Law, Question, Span
from .picture import Step, picture, steps
from .sections import section_said
from .verbs import TOLD, say

FROM_DATABASE = ("thai-place", "thai-address", "agency")  # formats whose choices are rows of the directory


@dataclass(frozen=True)
class Row:
    """A line of the manual."""

    label: str
    value: str


@dataclass(frozen=True)
class PageView:
    """A page of the form as it is shown. `when`: the condition of the page, and of questions by name."""

    title: str
    help: str
    when: str
    fields: list[Field]
    conditions: list[tuple[str, str]]


@dataclass(frozen=True)
class Clock:
    """A deadline in words."""

    label: str
    within: str
    law: str
    told: list[str]


@dataclass(frozen=True)
class Preview:
    """Everything of a service in one language."""

    title: str
    summary: str
    agency: str
    rows: list[Row]
    steps: list[Row]
    pages: list[PageView] = field(default_factory=list)
    picture: str = ""
    table: list[Step] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    outputs: list[Row] = field(default_factory=list)
    refusal: str = ""


def preview(definition: Definition, language: str, *, places: bool = True) -> Preview:
    """The service in Thai (th) or English (en). Without `places`, lists from the database stay empty."""
    with override(language):
        return Preview(
            title=say(definition.title),
            summary=say(definition.summary),
            agency=definition.agency,
            rows=_rows(definition),
            steps=[
                Row(say(step.name), _joined(say(step.by), _span(step.time)))
                for step in definition.manual.steps
            ],
            pages=_pages(definition, places),
            picture=picture(definition, language),
            table=steps(definition, language),
            clocks=[
                Clock(
                    say(clock.label),
                    _span(clock.within),
                    _law(clock.law) if clock.law else "",
                    [_told(step) for step in clock.escalate],
                )
                for clock in definition.deadlines
            ],
            outputs=[Row(say(one.title), say(one.body)) for one in definition.outputs],
            refusal=say(definition.applicant.otherwise),
        )


def _rows(definition: Definition) -> list[Row]:
    manual, appeal = definition.manual, definition.appeal
    papers = "\n".join(_joined(say(paper.name), say(paper.note)) for paper in manual.papers)
    rows = [
        Row(_("Who may apply"), say(manual.who)),
        Row(_("Conditions"), say(manual.conditions)),
        Row(_("Papers"), papers),
        Row(_("Time it takes"), _span(manual.time)),
        Row(_("Fee"), say(manual.fee)),
        Row(_("Law"), "\n".join(_law(law) for law in manual.law)),
        Row(_("Complaints"), say(manual.complaints)),
        Row(_("Appeal"), _joined(say(appeal.to), _span(appeal.within)) if appeal else ""),
    ]
    if where := definition.elsewhere:
        rows.append(Row(_("Where to go"), _joined(say(where.name), where.phone, where.url)))
    return [row for row in rows if row.value]


def _pages(definition: Definition, places: bool) -> list[PageView]:
    form = definition.form
    if form is None:
        return []
    questions: dict[str, dict[str, Any]] = form.schema["properties"]
    required = form.schema.get("required", [])
    return [
        PageView(
            say(page.title),
            say(page.help),
            page.when or "",
            [_field(name, questions[name], name in required, places) for name in page.fields],
            [
                (str(questions[name]["label"].get(current_language(), name)), questions[name]["when"])
                for name in page.fields
                if questions[name].get("when")
            ],
        )
        for page in form.pages
    ]


def _field(name: str, written: dict[str, Any], required: bool, places: bool) -> Field:
    question = msgspec.convert(written if places else _offline(written), Question)
    if not places and question.format in FROM_DATABASE:
        return Field(kind=Kind.SELECT, name=name, label=say(question.label), required=required)
    return field_for(name, question, None, required=required)


def _offline(written: dict[str, Any]) -> dict[str, Any]:
    """The question with those of its group whose choices lie in the database asked as plain text."""
    items = written.get("items") or {}
    if "properties" not in items:
        return written
    parts = {
        name: {**part, "type": "string", "format": ""} if part.get("format") in FROM_DATABASE else part
        for name, part in items["properties"].items()
    }
    return {**written, "items": {**items, "properties": parts}}


def _law(law: Law) -> str:
    section = section_said(law.section, current_language())
    return " ".join(part for part in (say(law.name), section) if part)


def _span(of: Span | None) -> str:
    return span(of.amount, of.unit.value) if of else ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _told(step: Escalation) -> str:
    who = TOLD[step.to]
    if step.before:
        return _("%(who)s, %(span)s before") % {"who": who, "span": _span(step.before)}
    after = _span(step.after) if step.after and step.after.amount else ""
    text = _("%(who)s, %(span)s after") if after else _("%(who)s, when it has passed")
    return text % {"who": who, "span": after}
