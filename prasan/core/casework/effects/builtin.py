"""The effects every service file may use."""

from __future__ import annotations

from typing import Any

from prasan.core.casework import search_words
from prasan.core.casework.applicants import account_of_applicant
from prasan.core.casework.build import Opening
from prasan.core.casework.channels import Channel
from prasan.core.casework.flows.ask_unit import ask_part
from prasan.core.casework.flows.base import lock
from prasan.core.casework.flows.open_case import current_version, open_case
from prasan.core.casework.flows.produce import produce
from prasan.core.casework.flows.tell import case_values, tell_applicant
from prasan.core.casework.format.definition import Span, TimeUnit
from prasan.core.casework.models import CaseReader
from prasan.core.identity import service as identity

from .registry import EffectCall, effect


@effect("open_case", needs=frozenset({"service"}), takes=frozenset({"form", "keep_applicant"}), discreet=True)
def open_child(call: EffectCall) -> None:
    """Open a child case: `service` (slug), `form` (its answers), `keep_applicant` (default true).

    The child of a confidential case is confidential too: who the applicant is stays with the unit that
    received the first of them.
    """
    service = current_version(call.with_["service"])
    parent = call.case
    keeps = call.with_.get("keep_applicant", True)
    assert service.current_id is not None  # noqa: S101
    child = open_case(
        Opening(
            version_id=service.current_id,
            service_id=service.pk,
            answers={k: v for k, v in call.with_.get("form", {}).items() if v is not None},
            facts=_facts(call) if keeps else {},
            applicant=account_of_applicant(parent.applicant_id, parent.channel) if keeps else None,
            subject=parent.subject if keeps else None,
            channel=Channel.EFFECT,
            parent=parent.pk,
            confidential=parent.confidential,
            received_by=parent.who.received_by_id if parent.confidential else None,
            identifying=_identifying(call),
        )
    )
    # Who asked may follow what becomes of it, but for what the other office notes for itself.
    if child.unit_id != parent.unit_id:
        CaseReader.objects.create(case=child, unit_id=parent.unit_id, until=0)
        search_words.refresh(child)


def _facts(call: EffectCall) -> dict[str, Any]:
    """What the child's service may use of the applicant: a case keeps only what its own service uses."""
    account = account_of_applicant(call.case.applicant_id, call.case.channel)
    known = identity.person_facts(account) if account else {}
    return {**known, **call.names["person"]}


def _identifying(call: EffectCall) -> frozenset[str]:
    """The child's answers that come from who the applicant of a confidential case is."""
    if "form" in call.telling:
        return frozenset(call.with_["form"])
    return frozenset(at.split(".")[1] for at in call.telling if at.startswith("form."))


@effect("ask_unit", needs=frozenset({"unit", "question"}), takes=frozenset({"days"}))
def ask_unit(call: EffectCall) -> None:
    """Ask another unit for a part: `unit` ("agency/unit"), `question`, `days` (working days, optional)."""
    days = call.with_.get("days")
    within = Span(amount=int(days), unit=TimeUnit.WORKING_DAYS) if days else None
    ask_part(lock(call.case.number), call.with_["unit"], call.with_["question"], within)


@effect("notify", needs=frozenset({"message"}), discreet=True)
def notify(call: EffectCall) -> None:
    """Tell the applicant: `message` is a text in both languages."""
    held = lock(call.case.number)
    values = {**case_values(call.case, held.definition), "message": call.with_["message"]}
    tell_applicant(call.case, "case_moved", values, f"{call.case.number}:{call.case.revision}:notify")


@effect("produce_document", needs=frozenset({"output"}), takes=frozenset({"lang"}))
def produce_document(call: EffectCall) -> None:
    """Make one of the service's `outputs` as a PDF (`lang`: th or en, default th) and put it into the case."""
    produce(lock(call.case.number), call.with_["output"], call.names, lang=call.with_.get("lang") or "th")
