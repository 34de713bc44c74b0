"""Fill in an application bit by bit, leave it, and come back to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.casework import rules
from prasan.core.casework.channels import Channel
from prasan.core.casework.definitions import definition_of, questions_of
from prasan.core.casework.form import check_answers
from prasan.core.casework.format.verbs import say
from prasan.core.casework.models import Draft
from prasan.core.casework.names import names_for
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.foundation import expressions, scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, NotFound

from .base import ground
from .open_case import current_version


def start_draft(
    slug: str,
    *,
    channel: Channel = Channel.WEB,
    applicant: int | None = None,
    consent: bool = False,
    answers: dict[str, Any] | None = None,
) -> Draft:
    """Start an application for the signed-in person, or, at a counter or on the phone, for someone else.

    What is known of the applicant is filled in. Raises NotFound, NotAllowed (nobody is signed in, or the
    person may not apply for others), Invalid (no consent; not a channel of the service; not eligible).
    """
    who = scope.current()
    if who.person is None:
        raise NotAllowed(_("Sign in to apply."))
    if channel in (Channel.COUNTER, Channel.PHONE, Channel.API):
        if not rules.may_open_for_others(who):
            raise NotAllowed(_("Only officers at a counter or a hotline may apply for someone else."))
        if not consent:
            message = _("Ask the person whether they agree that you apply for them, and record it here.")
            raise Invalid(message, fields={"consent": message})
    else:
        applicant = who.person
    service = current_version(slug)
    assert service.current_id is not None  # noqa: S101
    definition = definition_of(service.current_id)
    if definition.inside:
        raise NotFound(_("There is no such service."))
    if not definition.takes(channel):
        message = _("People cannot apply for this service this way.")
        raise Invalid(message, fields={"service": message})
    draft = Draft(
        version_id=service.current_id,
        author_id=who.person,
        applicant_id=applicant,
        channel=channel,
        consent=consent,
    )
    facts = facts_of(draft)
    require_eligible(draft, facts)
    draft.answers = {**prefilled(service.current_id, facts), **(answers or {})}
    draft.save()
    return draft


def save_page(draft_id: UUID | str, page_id: str, answers: dict[str, Any]) -> dict[str, Any]:
    """Keep the answers of one page, right or wrong, and return what is wrong with them by question.

    Answers are kept even when they are wrong, so that nothing typed is lost. Raises NotFound, Conflict when
    the fee for the draft has been asked for already (its answers are then settled).
    """
    draft = draft_for(draft_id, lock=True)
    if draft.payment:
        raise Conflict(_("The payment has been prepared. Cancel it before you change the answers."))
    form = definition_of(draft.version_id).form
    page = next((p for p in form.pages if p.id == page_id), None) if form else None
    if page is None:
        raise NotFound(_("There is no such page in this form."))
    draft.answers = {**draft.answers, **{name: answers.get(name) for name in page.fields}}
    wrong = check_answers(draft.version_id, draft_names(draft), page_id)
    done = [p for p in draft.pages_done if p != page_id]
    draft.pages_done = done if wrong else [*done, page_id]
    draft.save()
    return dict(wrong)


def draft_for(draft_id: UUID | str, *, lock: bool = False) -> Draft:
    """The draft, if the signed-in person is its author; raises NotFound."""
    drafts = Draft.objects.select_for_update() if lock else Draft.objects
    try:
        draft = drafts.filter(pk=draft_id).first()
    except (ValidationError, ValueError):
        draft = None
    if draft is None or not (scope.current().system or rules.may_fill(scope.current(), draft)):
        raise NotFound(_("There is no such draft. Perhaps it has been submitted already."))
    return draft


def facts_of(draft: Draft) -> dict[str, Any]:
    """What is known of the applicant: `person` in expressions and prefilled answers.

    Somebody who applies for another sees it filled in, which is a look at that person's data. Another system
    is filled in nothing: what it is answered must be the same whether the person has an account or not.
    """
    if not draft.applicant_id or draft.channel == Channel.API:
        return {}
    facts = identity.person_facts(draft.applicant_id)
    if facts and draft.applicant_id != draft.author_id and not scope.current().system:
        ledger.looked(UUID(facts["subject"]), ("person",), **ground(definition_of(draft.version_id)))
    return facts


def draft_names(draft: Draft, facts: dict[str, Any] | None = None) -> expressions.Values:
    """What the expressions of the form may name."""
    person = facts_of(draft) if facts is None else facts
    return names_for(draft.version_id, form=draft.answers, person=person, at=timezone.now())


def prefilled(version_id: int, facts: dict[str, Any]) -> dict[str, Any]:
    """The answers that the state knows already, by question."""
    known = {
        name: facts.get(question.prefill.removeprefix("person."))
        for name, question in questions_of(version_id).items()
        if question.prefill
    }
    return {name: value for name, value in known.items() if value}


def require_eligible(draft: Draft, facts: dict[str, Any]) -> None:
    """Raises Invalid with the service's own words when the applicant may not apply.

    Someone without an account cannot be judged here, nor whom another system names; the officer who decides
    looks at it.
    """
    applicant = definition_of(draft.version_id).applicant
    if applicant.eligible is None or not draft.applicant_id or draft.channel == Channel.API:
        return
    names = names_for(draft.version_id, form={}, person=facts, at=timezone.now())
    if not expressions.holds(applicant.eligible, names):
        raise Invalid(say(applicant.otherwise) or _("You may not apply for this."))
