"""Answers that a step of the workflow asks of its doer (a bank's amount held, an officer's finding)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.core.casework.form.validate import check_fields
from prasan.core.casework.format.definition import Transition
from prasan.core.casework.models import CaseAnswers
from prasan.foundation.errors import Invalid

from .held import Held


def add_answers(held: Held, row: Transition, given: dict[str, Any]) -> None:
    """Keep the answers that `row` asks for. Raises Invalid with what is wrong in which of them."""
    fields = {name: given.get(name) for name in row.fields}
    if wrong := check_fields(held.case.version_id, row.fields, fields):
        raise Invalid(_("Some answers need to be put right."), fields={k: str(v) for k, v in wrong.items()})
    said = CaseAnswers.objects.select_for_update().get(case=held.case)
    said.answers = {**said.answers, **fields}
    said.save()
    held.forget_names()
