"""Submit an application: all answers are checked, the fee is paid, the case opens, the draft goes."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from prasan.core.casework.applicants import account_of_applicant
from prasan.core.casework.build import Opening
from prasan.core.casework.definitions import definition_of, questions_of, service_id_of
from prasan.core.casework.form import check_answers, clean_answers
from prasan.core.casework.format.definition import Definition
from prasan.core.casework.models import Case, Draft
from prasan.core.documents import service as documents
from prasan.core.identity import service as identity
from prasan.foundation import expressions, ids
from prasan.foundation.errors import Conflict, Invalid

from .drafts import draft_for, draft_names, facts_of, require_eligible
from .files import files_in
from .open_case import open_case


def submit(draft_id: UUID | str) -> Case:
    """Open the case for a draft that costs nothing.

    Raises NotFound (also when it was submitted before), Invalid with what is wrong by question, Conflict
    when a fee is due first.
    """
    draft = draft_for(draft_id, lock=True)
    facts = check_draft(draft)
    if fee_of(draft, facts):
        raise Conflict(_("The fee has to be paid first."))
    return open_draft(draft, facts)


def check_draft(draft: Draft) -> dict[str, Any]:
    """The applicant's facts, when the draft may be submitted; raises Invalid, StepUp for too low a level."""
    facts = facts_of(draft)
    require_eligible(draft, facts)
    if draft.applicant_id == draft.author_id:
        identity.require_level(facts.get("ial", "1.1"), definition_of(draft.version_id).applicant.level)
    if wrong := {**_not_proven(draft, facts), **check_answers(draft.version_id, draft_names(draft, facts))}:
        raise Invalid(_("Some answers need to be put right."), fields={k: str(v) for k, v in wrong.items()})
    return facts


def level_missing(definition: Definition, ial: str) -> str:
    """The identity assurance level that applying needs, where `ial` is below it; else ""."""
    needed = definition.applicant.level
    try:
        identity.require_level(ial, needed)
    except identity.StepUp:
        return needed
    return ""


def _not_proven(draft: Draft, facts: dict[str, Any]) -> dict[str, Any]:
    """Questions for the applicant's own citizen ID that were answered, before it was proven, with another one."""
    proven = facts.get("citizen_id")
    if not proven or not identity.proves_citizen_id(facts.get("ial", "1.1")):
        return {}
    return {
        name: _("This is not the citizen ID that your account is proven with.")
        for name, question in questions_of(draft.version_id).items()
        if question.prefill == "person.citizen_id"
        and (said := draft.answers.get(name))
        and ids.bare_id(str(said)) != proven
    }


def fee_of(draft: Draft, facts: dict[str, Any] | None = None) -> int:
    """The fee in satang; 0 when there is none."""
    fee = definition_of(draft.version_id).fee
    if fee is None:
        return 0
    return int(expressions.evaluate(fee.amount, draft_names(draft, facts)) or 0)


def open_draft(draft: Draft, facts: dict[str, Any], payment: str = "") -> Case:
    """Open the case of a checked draft."""
    names = draft_names(draft, facts)
    answers = clean_answers(draft.version_id, names)
    facts = facts or _facts_of_account(draft) or _facts_asked(draft, answers)
    case = open_case(
        Opening(
            version_id=draft.version_id,
            service_id=service_id_of(draft.version_id),
            answers=answers,
            facts=facts,
            applicant=draft.applicant_id,
            subject=facts.get("subject"),
            channel=draft.channel,  # type: ignore[arg-type]
            draft=draft.pk,
            opened_by=draft.author_id,
            parent=draft.parent_id,
            payment=payment,
        )
    )
    if files := list(files_in(questions_of(draft.version_id), answers)):
        documents.share([UUID(file) for file in files], [case.unit_id])
    return case


def _facts_of_account(draft: Draft) -> dict[str, Any]:
    """Of whom another system named by their number: they were not looked at before."""
    account = account_of_applicant(draft.applicant_id, draft.channel)
    return identity.person_facts(account) if account else {}


def _facts_asked(draft: Draft, answers: dict[str, Any]) -> dict[str, Any]:
    """Someone without an account is known by what was asked."""
    facts = {
        question.prefill.removeprefix("person."): answers[name]
        for name, question in questions_of(draft.version_id).items()
        if question.prefill and answers.get(name)
    }
    if phone := facts.get("phone"):  # another system writes it as it likes, letters go to +66
        with suppress(ValueError):
            facts["phone"] = ids.normal_phone(str(phone))
    return facts
