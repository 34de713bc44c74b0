"""Tell people what happened with a case: the citizen, the officer who has it, the unit, its supervisor."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from prasan.core.casework import rules
from prasan.core.casework.applicants import account_of_applicant
from prasan.core.casework.format.definition import Definition, Text, Transition
from prasan.core.casework.format.verbs import verb_of
from prasan.core.casework.models import Case, CaseApplicant, CaseEvent
from prasan.core.identity import service as identity
from prasan.core.notices import service as notices
from prasan.foundation import ids, scope

from .held import Held


def tell_opened(case: Case, definition: Definition, facts: dict[str, Any]) -> None:
    """The applicant hears that the case was received, and its number."""
    _send_citizen(case, facts, "case_opened", case_values(case, definition), f"{case.number}:1")


def tell_citizen(held: Held, row: Transition, event: CaseEvent) -> None:
    """The applicant hears of a step that concerns them, unless they took it themselves."""
    own = verb_of(row.do).letter  # the verb's own letter
    if not own and row.tell is None:
        return
    if event.actor_id is not None and event.actor_id == held.case.applicant_id:
        return
    state = held.definition.workflow.states[held.case.state] if held.definition.workflow else None
    values = case_values(held.case, held.definition)
    values["state"] = _both(state.label) if state else {}
    if until := event.data.get("until"):
        values["until_at"] = until
    if row.tell:
        values["message"] = _both(row.tell)
    template = f"case_{event.kind}" if own else "case_moved"
    if own and event.kind == "incomplete" and "until_at" in values:
        template = "case_incomplete_until"
    tell_applicant(held.case, template, values, f"{held.case.number}:{event.seq}")


def tell_reply(held: Held, event: CaseEvent) -> None:
    """The other side hears that there is a new message: the applicant, or the officer who has the case."""
    values = case_values(held.case, held.definition)
    key = f"{held.case.number}:{event.seq}"
    if rules.works_on(held.roles):  # a counter that writes for someone without an account is the other side
        tell_applicant(held.case, "case_reply", values, key)
    elif held.case.assignee_id:
        tell_account(held.case.assignee_id, "case_citizen_wrote", values, key)


def tell_applicant(case: Case, template: str, values: dict[str, Any], key: str) -> None:
    """The person the case is about hears it, with or without an account."""
    facts: dict[str, Any] = {}
    if account_of_applicant(case.applicant_id, case.channel) is None:
        with scope.system("tell"):  # of a confidential case the officer who acts may not read where they are
            facts = CaseApplicant.objects.filter(case=case).values_list("facts", flat=True).first() or {}
    _send_citizen(case, facts, template, values, key)


def tell_account(account_id: int, template: str, values: dict[str, Any], key: str) -> None:
    """One account hears it in the portal and on its own channels."""
    to, lang = identity.notice_address(account_id)
    notices.send(to, template, values, lang=lang, dedupe_key=f"{key}:{template}:{account_id}")


def case_values(case: Case, definition: Definition) -> dict[str, Any]:
    """What every letter about a case may name."""
    return {
        "number": ids.group_case_number(case.number),
        "case": case.number,
        "service": _both(definition.title),
        "url": f"{settings.PUBLIC_URL}/my/cases/{case.number}",
    }


def _send_citizen(case: Case, facts: dict[str, Any], template: str, values: dict[str, Any], key: str) -> None:
    tell_citizen_of(case.applicant_id, case.channel, facts, template, values, key)


def tell_citizen_of(
    applicant: int | None,
    channel: str,
    facts: dict[str, Any],
    template: str,
    values: dict[str, Any],
    key: str,
) -> None:
    """Whom an application is of hears it: on their account's own channels, else where they said they are."""
    account = account_of_applicant(applicant, channel)
    if account is not None:  # what the account has proven, whatever was typed
        tell_account(account, template, values, key)
        return
    if facts.get("phone") or facts.get("email"):
        to = notices.Address(phone=facts.get("phone", ""), email=facts.get("email", ""))
        lang = facts.get("language", "th")
        notices.send(to, template, values, lang=lang, dedupe_key=f"{key}:{template}:{account}")


def _both(text: Text) -> dict[str, str]:
    return {"th": text.th, "en": text.en}
