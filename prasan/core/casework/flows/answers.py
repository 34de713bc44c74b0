"""Answers that a step of the workflow asks of its doer (a bank's amount held, an officer's finding)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.core.casework.form.validate import check_fields
from prasan.core.casework.format.definition import Transition
from prasan.core.casework.format.verbs import say
from prasan.core.casework.models import CaseAnswers
from prasan.foundation import expressions
from prasan.foundation.errors import Invalid

from .held import Held


def step_answers(held: Held, row: Transition, given: dict[str, Any]) -> dict[str, Any]:
    """The answers that `row` asks for. Raises Invalid with what is wrong in which of them.

    Asked by whoever acts, never as the program: a document must be one that they may read.
    """
    fields = {name: given.get(name) for name in row.fields}
    if wrong := check_fields(held.case.version_id, row.fields, fields):
        raise Invalid(_("Some answers need to be put right."), fields={k: str(v) for k, v in wrong.items()})
    return fields


def add_answers(held: Held, row: Transition, fields: dict[str, Any]) -> None:
    """Keep the answers to a step. Raises Invalid with what is wrong in which of them."""
    said = CaseAnswers.objects.select_for_update().get(case=held.case)
    held.forget_names()
    _check_rules(held, row, fields)
    said.answers = {**said.answers, **fields}
    said.save()
    held.forget_names()


def _check_rules(held: Held, row: Transition, fields: dict[str, Any]) -> None:
    """Hold the answers, those just given among them, against the rules of `row`, before anything is written.

    Raises Invalid with what a broken rule says; it stands beside those of the step's answers that the rule names.
    """
    if not row.rules:
        return
    kinds = dict(held.names.names.fields)
    known = held.names.with_("form", kinds["form"], {**held.names["form"], **fields})
    for rule in row.rules:
        if expressions.holds(rule.holds, known):
            continue
        words = say(rule.otherwise)
        used = expressions.compile(rule.holds, known.names).used
        raise Invalid(words, fields={name: words for name in row.fields if f"form.{name}" in used})
