"""One case as an officer sees it: everything in it, and what they may do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prasan.core.casework import rules, telling
from prasan.core.casework import service as casework
from prasan.core.casework.definitions import questions_of, state_of
from prasan.core.casework.flows.files import files_in
from prasan.core.casework.format.verbs import say
from prasan.core.casework.queries import may_see
from prasan.core.casework.timeline import timeline
from prasan.core.casework.whole import CaseView
from prasan.core.documents import service as documents
from prasan.core.identity import service as identity
from prasan.foundation import ids, scope
from prasan.foundation.errors import NotFound, PrasanError
from prasan.foundation.http import takes_files
from prasan.look.fields import Kind

from . import fields
from .desk import at_a_desk
from .desk_acts import actions, part_forms
from .desk_take import Tried, done, take
from .mine import clock_rows
from .steps import not_asked_yet

PICTURES = ("image/", "application/pdf")  # what has a preview


@require_safe
@at_a_desk
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case; who is only its citizen is sent to the citizen's page."""
    seen = casework.case_view(number)
    if not rules.works_on(seen.roles):
        if rules.CITIZEN in seen.roles:
            return redirect("casework:my-case", seen.case.number)
        raise _hidden()
    return render(request, "casework/desk_case.html", _shown(request, seen))


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@at_a_desk
def act(request: HttpRequest, number: str) -> HttpResponse:
    """Do something with the case; what was refused is told on a fresh page that keeps what was typed.

    That page stands at this address: its other language and a reload by hand lead on to the case.
    """
    seen = casework.case_view(number, look=False)
    if not rules.works_on(seen.roles):
        raise _hidden()
    number = seen.case.number
    if request.method != "POST":
        return redirect("casework:desk-case", number)
    tried = Tried(request)
    if tried.searching:
        return render(request, "casework/desk_case.html", _shown(request, casework.case_view(number), tried))
    try:
        with transaction.atomic():
            take(tried, seen)
    except casework.SaidAlready:
        pass  # pressed twice: the page goes on as after the first time
    except PrasanError as refused:
        tried.refused = refused
        fresh = casework.case_view(number)
        return render(
            request, "casework/desk_case.html", _shown(request, fresh, tried), status=refused.status
        )
    messages.success(request, done(tried.verb, seen.case.version_id))
    if not may_see(number):  # handed over to where they may not follow
        return redirect("casework:desk")
    return redirect("casework:desk-case", number)


def _hidden() -> NotFound:
    return NotFound(_("There is no such case, or you may not see it."))


def _shown(request: HttpRequest, seen: CaseView, tried: Tried | None = None) -> dict[str, Any]:
    case, who = seen.case, scope.current()
    lines = timeline(seen, for_citizen=False)
    given = list(files_in(questions_of(case.version_id), seen.answers))
    found = documents.documents([UUID(f) for f in [*given, *(f for line in lines for f in line.files)]])
    acts = actions(seen, tried)
    parts = part_forms(seen, tried)
    return {
        "seen": seen,
        "case": case,
        "d": seen.definition,
        "state": state_of(case.version_id, case.state),
        "lines": lines,
        "files": {str(key): document for key, document in found.items()},
        "pictures": {str(key) for key, document in found.items() if document.media_type.startswith(PICTURES)},
        "rows": _answer_rows(seen),
        "person": _person_rows(seen),
        "clocks": clock_rows(seen),
        "asked": [(part, action) for part, action in parts if action],  # what they came for stands first
        "parts": [(part, action) for part, action in parts if not action],
        "assignee": identity.officer_names({case.assignee_id}).get(case.assignee_id)
        if case.assignee_id
        else "",
        "mine": case.assignee_id == who.person,
        "claiming": next((a for a in acts if a.verb == "claim"), None),
        "steps": [a for a in acts if a.step and a.verb != "claim"],
        "others": [a for a in acts if not a.step and a.verb != "claim"],
        "refused": tried.refused if tried else None,
        "mistakes": tried.mistakes() if tried else [],
    }


def _answer_rows(seen: CaseView) -> list[dict[str, Any]]:
    """The answers in words, in the order of the form, with the ids of their files."""
    rows: list[dict[str, Any]] = []
    for name, question in questions_of(seen.case.version_id).items():
        value = seen.answers.get(name)
        if value in (None, "", []) and not_asked_yet(seen, name, question):
            rows.append(
                {"label": say(question.label), "value": _("Not asked yet"), "groups": [], "files": []}
            )
        if value in (None, "", []) or (question.prefill and value == _fact(seen, question.prefill)):
            continue
        a_file = fields.kind_of(question) is Kind.FILES
        rows.append(
            {
                "label": say(question.label),
                "value": "" if a_file else telling.told(question, value),
                "groups": telling.told_groups(question, value),
                "files": list(files_in({name: question}, seen.answers)),
            }
        )
    return rows


def _fact(seen: CaseView, prefill: str) -> Any:
    return seen.person.get(prefill.removeprefix("person."))


def _person_rows(seen: CaseView) -> list[dict[str, str]]:
    """What is known of the applicant and useful to the officer; a telephone number can be called."""
    person = seen.person
    address = person.get("address")
    rows = [
        (_("Name"), person.get("name", ""), ""),
        (_("Telephone"), _phone(person.get("phone", "")), str(person.get("phone", ""))),
        (_("E-mail"), person.get("email", ""), ""),
        (
            _("ID card"),
            ids.mask_citizen_id(str(person.get("citizen_id", ""))) if person.get("citizen_id") else "",
            "",
        ),
        (_("Address"), telling.address_line(address) if isinstance(address, dict) else "", ""),
    ]
    return [{"label": label, "value": str(value), "call": call} for label, value, call in rows if value]


def _phone(number: Any) -> str:
    return ids.show_phone(str(number)) if number else ""
