"""What happened in a case, as sentences for people; the officer's and the citizen's pages share it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.foundation import dates, ids
from prasan.foundation.errors import PrasanError
from prasan.foundation.languages import current_language

from .definitions import state_of
from .format.definition import Definition
from .format.verbs import say, verb_of
from .models import Case
from .whole import CaseView, Happening

INTERNAL = {"note", "assign", "due_soon"}  # happenings that are the offices' own business
OUTCOMES = ("approve", "refuse", "settle")  # decisions that go by the name of the state they led to
SUPERIORS = {"supervisor", "agency_head"}  # of those whom a deadline tells


@dataclass(frozen=True)
class Line:
    """One happening: what, who (an office or "You", never more than the reader may know), when, and words."""

    kind: str
    title: str
    who: str
    at: datetime
    time: str
    body: str
    files: list[str]
    internal: bool
    mine: bool


def timeline(seen: CaseView, *, for_citizen: bool) -> list[Line]:
    """The case's happenings in order.

    A citizen sees offices, not officers, and nothing that is internal to the state; an officer sees names.
    """
    names = (
        {}
        if for_citizen
        else identity.officer_names({h.event.actor_id for h in seen.happenings if h.event.actor_id})
    )
    lines = [_line(seen, happening, names, for_citizen) for happening in seen.happenings]
    return [line for line in lines if not (for_citizen and (line.internal or line.kind in INTERNAL))]


def _line(seen: CaseView, happening: Happening, names: dict[int, str], for_citizen: bool) -> Line:
    event, message = happening.event, happening.message
    by_citizen = event.unit_id is None and event.actor_id is not None
    office = (event.unit.agency if for_citizen else event.unit).name if event.unit else ""
    if by_citizen:
        who = _("You") if for_citizen else _("The applicant")
    elif event.actor_id is None:
        who = _("The system")
    else:
        who = " · ".join(part for part in (names.get(event.actor_id, ""), office) if part)
    return Line(
        kind=event.kind,
        title=_news(event.data, seen.children)
        if event.kind == "child_moved"
        else _own(event.kind)
        if by_citizen and for_citizen and _own(event.kind)
        else _title(event.kind, event.data, seen.definition),
        who=who,
        at=event.at,
        time=dates.format_date(event.at, current_language(), "time"),
        body=message.body if message else "",
        files=list(message.files) if message else [],
        internal=bool(message and message.internal),
        mine=by_citizen,
    )


def _own(kind: str) -> str:
    """What the reader did themselves, told to them; "" for what reads alike to everybody."""
    return {
        "opened": _("You sent the matter in"),
        "rate": _("You rated the service"),
        "withdraw": _("You withdrew the matter"),
    }.get(kind, "")


def _title(kind: str, data: dict[str, Any], definition: Definition) -> str:
    said = {
        "opened": _("The matter was received"),
        "assign": _("The matter was given to an officer")
        if data.get("assignee")
        else _("The matter went back to the queue"),
        "reply": _("A message"),
        "note": _("A note among officers"),
        **dict.fromkeys(OUTCOMES, _state_of(data, definition)),
        "rate": _("The applicant rated the service"),
        "due_soon": _("The deadline is near"),
        "tell_delay": _delay(data),
        "overdue": _("The deadline has passed; it was reported to a superior")
        if data.get("to") in SUPERIORS
        else _("The deadline has passed"),
        "document": _("A document was issued"),
    }.get(kind)
    if said := said or str(verb_of(kind).told):
        return said
    if kind == "hand_over":
        return _("Handed over to %(office)s") % {"office": unit_name(data.get("unit"))}
    if kind == "answer_part":
        return _("%(office)s has done its part") % {"office": unit_name(data.get("asked_unit"))}
    if kind == "ask_unit":
        return _("%(office)s was asked to do a part") % {"office": unit_name(data.get("asked_unit"))}
    return _label_of(kind, data, definition)


def _news(data: dict[str, Any], children: list[Case]) -> str:
    """What became of a case that grew out of this one; its state only to who may see that case."""
    number = str(data.get("child", ""))
    told = _("News of the related matter %(number)s") % {"number": ids.group_case_number(number)}
    child = next((child for child in children if child.number == number), None)
    return f"{told}: {say(state_of(child.version_id, str(data.get('to'))).label)}" if child else told


def _delay(data: dict[str, Any]) -> str:
    if until := data.get("until_at"):
        day = dates.format_date(datetime.fromisoformat(until), current_language(), "long")
        return _("A notice of delay was sent; it is expected to be done by %(day)s") % {"day": day}
    return _("A notice of delay was sent")


def _label_of(kind: str, data: dict[str, Any], definition: Definition) -> str:
    """A step of the service's own: its button's text, or the state it led to."""
    workflow = definition.workflow
    if workflow is None:
        return kind
    row = next((r for r in workflow.transitions if r.do == kind and r.to == data.get("to")), None)
    if row and row.label:
        return say(row.label)
    return _state_of(data, definition) or kind


def _state_of(data: dict[str, Any], definition: Definition) -> str:
    """The state that a step led to, as the service calls it: not every service "refuses" a permit."""
    workflow = definition.workflow
    state = workflow.states.get(str(data.get("to"))) if workflow else None
    return say(state.label) if state else ""


def unit_name(unit_id: Any) -> str:
    """A unit's name with its agency, or "" when there is none such."""
    try:
        return directory.unit_by_id(int(unit_id)).office
    except (PrasanError, TypeError, ValueError):
        return ""
