"""What every act on a case shares: lock it, record the event, keep row, ledger and outbox in step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.casework import rules
from prasan.core.casework.actor import actor_on, roles_of
from prasan.core.casework.definitions import definition_of
from prasan.core.casework.format.definition import Definition
from prasan.core.casework.models import Case, CaseEvent, CaseMessage
from prasan.core.events import service as events
from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, NotFound

from .files import attach_files
from .held import Held

LONGEST_TEXT = 10_000


def lock(number: str, revision: int | None = None) -> Held:
    """Lock the case for the rest of the transaction.

    Raises NotFound when there is none that the scope may see, and Conflict when the page that acts showed
    another revision than the case now has.
    """
    case = _locked(number)
    # Its applicant and its readers may lock what they see, though not change it by themselves; so may a unit
    # that has just given it away.
    if case is None and Case.objects.filter(number=number).exists():
        with scope.system("lock"):
            case = _locked(number)
    if case is None:
        raise NotFound(_("There is no such case, or you may not see it."))
    if revision is not None and revision != case.revision:
        raise Conflict(
            _("Someone has changed this case since you opened the page. Look at it again, then decide.")
        )
    return Held(case, definition_of(case.version_id), actor_on(case), roles_of(case), timezone.now())


def _locked(number: str) -> Case | None:
    cases = Case.objects.select_for_update(of=("self",)).select_related("unit", "agency")
    return cases.filter(number=number).first()


def lock_for(act: str, number: str, revision: int | None = None) -> Held:
    """Lock the case for one of the acts of `rules.ACTS`; raises NotAllowed when the person may not do it."""
    held = lock(number, revision)
    if not rules.may_act(act, held.roles, held.case.kind):
        raise NotAllowed(_("You may not do this with this case."))
    return held


def record(
    held: Held,
    kind: str,
    data: dict[str, Any] | None = None,
    *,
    body: str = "",
    files: Sequence[str] = (),
    internal: bool = False,
    shared: bool = True,
    also: Sequence[str] = (),
) -> CaseEvent:
    """Append the event, save the row, and tell ledger and outbox; all in the caller's transaction.

    shared: whether everyone who reads the case may open the files. also: codes of further agencies whose
    systems hear of it: the one that gives the case away, those that get a copy.
    """
    case, actor = held.case, held.actor
    case.revision += 1
    case.updated_at = held.now
    with held.writing():
        case.save()
        event = CaseEvent.objects.create(
            case=case,
            seq=case.revision,
            kind=kind,
            at=held.now,
            actor_id=actor.person,
            unit_id=actor.unit,
            data=data or {},
        )
        if body or files:
            CaseMessage.objects.create(
                case=case, seq=event.seq, body=body, files=list(files), internal=internal
            )
    if files and shared:
        attach_files(case, files, internal=internal)
    ledger.record(
        "decision",
        **actor.for_ledger,
        action=kind,
        subjects=[case.subject] if case.subject else [],
        case=case.number,
        **ground(held.definition),
    )
    events.publish(
        f"case.{kind}",
        case.number,
        {
            "case": case.number,
            "service": held.definition.service,
            "agency": case.agency.code,
            **({"agencies": [case.agency.code, *also]} if also else {}),
            "state": case.state,
            "seq": event.seq,
        },
    )
    return event


def ground(definition: Definition) -> dict[str, Any]:
    """Purpose and lawful basis of a service's use of personal data, in the ledger's words."""
    use = definition.data
    if use is None:
        return {}
    return {"purpose": {"th": use.purpose.th, "en": use.purpose.en}, "basis": use.basis.value}


def written(text: str, *, required: bool = True, name: str = "text") -> str:
    """The text as it will be kept; raises Invalid when it is missing or longer than 10,000 characters."""
    text = text.strip().replace("\x00", "")
    if required and not text:
        raise Invalid(_("Write something here."), fields={name: _("Write something here.")})
    if len(text) > LONGEST_TEXT:
        message = _("Write at most 10,000 characters.")
        raise Invalid(message, fields={name: message})
    return text
