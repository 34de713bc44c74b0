"""Who may do what with a case: the only place that decides it.

A person holds roles *on a case*: citizen (it is theirs, or they work at the counter and
opened it for someone without an account), officer and supervisor (by their seat in the unit that has it, or as
supervisor of its agency), reader (their unit was given it to read). The service file's transitions say which of
these may take a step; the acts below belong to every case.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prasan.core.identity.service import Role, owns_services_of
from prasan.foundation.scope import Scope

from .format.definition import StateKind, Transition, Workflow
from .format.verbs import verb_of
from .models import Case, Draft

OFFICER, SUPERVISOR = Role.OFFICER.value, Role.SUPERVISOR.value
CITIZEN, READER, SYSTEM = "citizen", "reader", "system"  # who acts or looks without such a role
STAFF = frozenset({OFFICER, SUPERVISOR})
COUNTERS = frozenset({Role.COUNTER.value, Role.OPERATOR.value})  # who files for others
# Beside a role of STAFF: who filed the case for somebody else and works where it lies now. They neither decide it
# nor say how content that person is; a colleague decides.
FILER = "filer"

ACTS: dict[str, frozenset[str]] = {
    "assign": STAFF,
    "note": STAFF | {READER},
    "reply": STAFF | {CITIZEN},
    "tell_delay": STAFF,
    "hand_over": STAFF,
    "ask_unit": STAFF,
    "answer_part": frozenset({READER}),
    "rate": frozenset({CITIZEN}),
}
# Acts that make no sense once a case is closed.
ONLY_WHILE_OPEN = {"assign", "hand_over", "ask_unit", "answer_part", "tell_delay"}
ONLY_WHEN_CLOSED = {"rate"}


def roles_on(scope: Scope, case: Case, *, reads: bool = False) -> frozenset[str]:
    """The roles `scope` holds on `case`. reads: whether one of its `desk_units` was given it to read."""
    if scope.system:
        return frozenset({SYSTEM})
    roles = set()
    for_another = case.applicant_id is None and case.opened_by_id == scope.person
    if scope.person is not None and (
        case.applicant_id == scope.person or (for_another and may_open_for_others(scope))
    ):
        roles.add(CITIZEN)
    for seat in scope.seats:
        if seat.unit == case.unit_id and OFFICER in seat.roles:
            roles.add(OFFICER)
        if seat.agency == case.agency_id and SUPERVISOR in seat.roles:
            roles.add(SUPERVISOR)
    if roles & STAFF and scope.person is not None and case.opened_by_id == scope.person:
        roles.add(FILER)
    if reads:
        roles.add(READER)
    # Nobody decides a matter of their own.
    return (
        frozenset({CITIZEN}) if CITIZEN in roles and case.applicant_id == scope.person else frozenset(roles)
    )


def may_act(act: str, roles: frozenset[str], kind: str) -> bool:
    """Whether one of `roles` may do `act` on a case of that kind (open, waiting, closed)."""
    closed = kind == StateKind.CLOSED
    if (act in ONLY_WHILE_OPEN and closed) or (act in ONLY_WHEN_CLOSED and not closed):
        return False
    if act == "rate" and FILER in roles:
        return False
    return bool(ACTS[act] & roles)


def transitions_for(workflow: Workflow, state: str, roles: frozenset[str]) -> list[Transition]:
    """The rows of the table that someone with `roles` may take in `state` (guards are not looked at).

    A supervisor may do whatever an officer may; who filed the case for somebody decides nothing.
    """
    held = roles | ({OFFICER} if SUPERVISOR in roles else set())
    return [
        row
        for row in workflow.transitions
        if state in row.from_ and held & set(row.by) and not decides_own_filing(row.do, roles)
    ]


def decides_own_filing(verb: str, roles: frozenset[str]) -> bool:
    """Whether the step decides a case that whoever takes it has filed for somebody."""
    return FILER in roles and verb_of(verb).decides


def may_fill(scope: Scope, draft: Draft) -> bool:
    """Whether the person may see and change a draft: it is the author's alone."""
    return scope.person is not None and draft.author_id == scope.person


def has_desk(scope: Scope) -> bool:
    """Whether the person works on cases somewhere."""
    return bool(scope.roles & STAFF)


def desk_units(scope: Scope) -> tuple[int, ...]:
    """The units whose cases the person works on: a seat of an auditor or a cashier shows nobody a case."""
    return scope.desk


def leads_an_agency(scope: Scope) -> bool:
    """Whether the person is a supervisor anywhere, and so reads the figures of that agency."""
    return bool(scope.agencies)


def not_now(verb: str, case: Case, *, upheld: bool, to_come: bool, now: datetime) -> str:
    """Why it is not the time for a reserved verb, "" when it is.

    upheld: whether an appeal in this case has been dismissed. to_come: whether a deadline that began with its
    state has not passed yet.
    """
    if verb == "incomplete" and case.missing_listed:
        return _("The list of what is missing has been given once; the law allows no second one.")
    if verb == "lapse" and to_come:
        return _("The time that the applicant has is not over yet.")
    if verb == "appeal" and appeal_is_over(case, upheld=upheld, now=now):
        if case.appeal_until:
            return _("The time for an appeal has passed.")
        return _("An appeal has been decided already; the office takes no second one.")
    return ""


def appeal_is_over(case: Case, *, upheld: bool, now: datetime) -> bool:
    """Whether the decision can no longer be appealed: the time has passed, or an appeal was dismissed.

    upheld: whether an appeal against a decision in this case has been dismissed. A decision that is made anew
    has a time of its own again.
    """
    return now > case.appeal_until if case.appeal_until else upheld


def waits_for_officer(case: Case, workflow: Workflow | None) -> bool:
    """Whether nobody has the case, though it is in a state that is entered by taking it on: after a hand-over."""
    if workflow is None or case.assignee_id is not None or case.kind != StateKind.OPEN:
        return False
    return any(row.do == "claim" and row.to == case.state for row in workflow.transitions)


def works_on(roles: frozenset[str]) -> bool:
    """Whether someone with these roles on a case sees it as an officer."""
    return bool(roles & (STAFF | {READER}))


def may_open_for_others(scope: Scope) -> bool:
    """Whether the person may open cases for citizens, at a counter or on the telephone."""
    return bool(scope.roles & COUNTERS)


def may_publish(scope: Scope, agency_id: int) -> bool:
    """Whether the person may publish services of the agency."""
    return bool(scope.system) or owns_services_of(scope, agency_id)


def owned_agencies(scope: Scope) -> list[int]:
    """The agencies whose services the person may edit and publish."""
    return sorted({seat.agency for seat in scope.seats if Role.SERVICE_OWNER in seat.roles})


def owns_services(scope: Scope) -> bool:
    """Whether the person is a service owner anywhere."""
    return bool(owned_agencies(scope))
