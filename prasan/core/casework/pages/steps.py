"""What steps of a workflow ask of their doer, as fields of a page; the officer's and the citizen's pages share it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from prasan.core.casework.channels import Channel
from prasan.core.casework.definitions import questions_of
from prasan.core.casework.format.definition import Question, Transition
from prasan.core.casework.whole import CaseView
from prasan.foundation import scope
from prasan.foundation.errors import Invalid
from prasan.look import fields as look

from . import fields


def fields_of(seen: CaseView, row: Transition) -> list[look.Field]:
    """The answers a step asks for; named by the step, for two steps of a page may ask the same."""
    questions = questions_of(seen.case.version_id)
    return [
        replace(
            fields.field_for(name, questions[name], seen.answers.get(name), required=True),
            name=f"{row.do}-{name}",
        )
        for name in row.fields
    ]


def read_fields(
    request: HttpRequest, seen: CaseView, row: Transition
) -> tuple[dict[str, Any], dict[str, Any], dict[str, list[str]]]:
    """What was posted for `fields_of`: the answers by question, mistakes by input, and the posted data."""
    mark = f"{row.do}-"
    known = questions_of(seen.case.version_id)
    questions = {mark + name: known[name] for name in row.fields}
    owner = UUID(scope.current().subject)
    answers, wrong, data = fields.read(request, fields_of(seen, row), questions, owner)
    return {name.removeprefix(mark): value for name, value in answers.items()}, wrong, data


def some_wrong(wrong: Mapping[str, Any]) -> Invalid:
    """What to raise when answers cannot be read; `wrong` names the inputs."""
    return Invalid(_("Some answers need to be put right."), fields={k: str(v) for k, v in wrong.items()})


def not_asked_yet(seen: CaseView, name: str, question: Question) -> bool:
    """Whether a matter that an office passed on lacks an answer that the form requires of everybody."""
    form = seen.definition.form
    passed_on = seen.case.channel == Channel.EFFECT and not seen.hidden_person
    return (
        passed_on and form is not None and question.when is None and name in form.schema.get("required", [])
    )
