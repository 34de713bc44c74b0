"""The citizen's own cases: what happened, what comes next, by when, and what they can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prasan.core.casework import clocks, receipt_code, rules, telling
from prasan.core.casework import service as casework
from prasan.core.casework.court import court_until
from prasan.core.casework.definitions import questions_of, state_of
from prasan.core.casework.flows.discard_draft import KEPT
from prasan.core.casework.flows.files import files_in
from prasan.core.casework.format.verbs import say, verb_of
from prasan.core.casework.timeline import timeline
from prasan.core.casework.whole import CaseView
from prasan.core.directory import service as directory
from prasan.core.documents import service as documents
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.core.payments import service as payments
from prasan.foundation import scope, worktime_words
from prasan.foundation.errors import NotFound, PrasanError
from prasan.foundation.http import takes_files
from prasan.foundation.languages import current_language

from .my_steps import Tried, my_steps, take
from .steps import not_asked_yet


@require_safe
@identity.signed_in
def cases(request: HttpRequest) -> HttpResponse:
    """My drafts, what waits for my answer, and my other cases; further pages of drafts or cases hold these alone."""
    after, more = request.GET.get("after", ""), request.GET.get("drafts", "")
    if more:
        return render(
            request, "casework/mine.html", {"drafts": casework.my_drafts(more), "kept": KEPT, "more": True}
        )
    waiting = [] if after else casework.waiting_for_me()
    until = casework.wanted_until(waiting)
    return render(
        request,
        "casework/mine.html",
        {
            "drafts": [] if after else casework.my_drafts(),
            "kept": KEPT,
            "waiting": [(case, until.get(case.pk)) for case in waiting],
            "cases": casework.my_cases(after),
        },
    )


@require_safe
@identity.signed_in
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case as its citizen sees it."""
    return render(request, "casework/my_case.html", _shown(request, _own(number)))


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@identity.signed_in
def act(request: HttpRequest, number: str) -> HttpResponse:
    """Take a step: answer, write, withdraw, appeal, reopen, rate.

    A mistake is told at this address: its other language and a reload by hand lead on to the case.
    """
    seen = _own(number)
    if request.method != "POST":
        return redirect("casework:my-case", seen.case.number)
    tried = Tried(request)
    try:
        with transaction.atomic():  # what is refused leaves nothing half done
            take(tried, seen)
    except casework.SaidAlready:
        pass  # pressed twice: the page goes on as after the first time
    except PrasanError as refused:
        tried.refused = refused
        shown = _shown(request, _own(number), tried)
        return render(request, "casework/my_case.html", shown, status=refused.status)
    messages.success(request, _said(tried.verb))
    return redirect("casework:my-case", number)


@require_safe
@identity.signed_in
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The submission receipt, to keep or print; anyone can check it against the ledger later."""
    seen = _own(number)
    lines = ledger.entries_of(UUID(scope.current().subject), kind="submission", case=seen.case.number).items
    return render(
        request,
        "casework/receipt.html",
        {
            "seen": seen,
            "case": seen.case,
            "d": seen.definition,
            # Wherever it was handed since: the receipt tells who took it in.
            "taken_in": directory.unit_by_id(seen.happenings[0].event.data["unit"]),
            "leaf": lines[0].leaf if lines else None,
            "rows": answer_rows(seen),
            "due": casework.answer_due(seen.case),
            "fee": _fee(seen),
            **receipt_code.shown(seen.case.number),
        },
    )


def answer_rows(seen: CaseView) -> list[dict[str, Any]]:
    """The answers in words, in the order of the form; what was not asked is left out.

    A matter that an office passed on may lack what the form requires of people: that nobody was asked is said.
    """
    rows: list[dict[str, Any]] = []
    for name, question in questions_of(seen.case.version_id).items():
        given = seen.answers.get(name)
        if given in (None, "", []):
            if not_asked_yet(seen, name, question):
                rows.append(
                    {"label": say(question.label), "value": _("Not asked yet"), "groups": [], "files": []}
                )
            continue
        rows.append(
            {
                "label": say(question.label),
                "value": telling.told(question, given),
                "groups": telling.told_groups(question, given),
                "files": list(files_in({name: question}, seen.answers)),
            }
        )
    return rows


def clock_rows(seen: CaseView) -> list[dict[str, Any]]:
    """Each deadline with its explanation, sentence by sentence."""
    lang = current_language()
    deadlines = {deadline.id: deadline for deadline in seen.definition.deadlines}
    return [
        {
            "clock": clock,
            "label": say(deadlines[clock.deadline].label),
            "law": deadlines[clock.deadline].law,
            "late": clocks.was_late(clock, timezone.now()),
            "why": [
                worktime_words.sentence(s, lang) for s in clocks.explain(clock, deadlines[clock.deadline])
            ],
        }
        for clock in seen.clocks
    ]


def _own(number: str) -> CaseView:
    seen = casework.case_view(number)
    if rules.CITIZEN not in seen.roles:
        raise NotFound(_("There is no such case, or you may not see it."))
    return seen


def _fee(seen: CaseView) -> payments.Payment | None:
    """What the person paid for the case; None as well when somebody else paid."""
    try:
        return payments.payment(UUID(seen.case.payment)) if seen.case.payment else None
    except NotFound:
        return None


def _shown(request: HttpRequest, seen: CaseView, tried: Tried | None = None) -> dict[str, Any]:
    lines = timeline(seen, for_citizen=True)
    given = list(files_in(questions_of(seen.case.version_id), seen.answers))
    files = documents.documents([UUID(file) for file in [*given, *(f for line in lines for f in line.files)]])
    steps = my_steps(seen, tried)
    return {
        "seen": seen,
        "case": seen.case,
        "d": seen.definition,
        "state": state_of(seen.case.version_id, seen.case.state),
        "lines": lines,
        "files": {str(key): document for key, document in files.items()},
        "pictures": {str(key) for key, document in files.items() if document.media_type.startswith("image/")},
        "clocks": [row for row in clock_rows(seen) if row["clock"].met_at is None],
        "rows": answer_rows(seen),
        "fee": _fee(seen),
        "court": court_until(seen),
        "until": casework.wanted_until([seen.case]).get(seen.case.pk),
        "steps": steps,
        "appealable": any(step.verb == "appeal" for step in steps),
        "answering": any(row.do == "answer" and "citizen" in row.by for row in seen.steps),
        "tried": tried.verb if tried else "",
        "typed": tried.text if tried else "",
        "mistakes": tried.mistakes() if tried else [],
        "question": next((line for line in reversed(lines) if verb_of(line.kind).waits), None),
        "new": request.GET.get("new") == "1",
        "can_rate": "rate" in seen.acts and seen.rating is None,
        "can_write": "reply" in seen.acts and seen.case.kind != "closed",
    }


def _said(verb: str) -> str:
    said: dict[str, Callable[[], str]] = {
        "answer": lambda: _("Your answer has been sent. The clock runs again."),
        "reply": lambda: _("Your message has been sent."),
        "withdraw": lambda: _("The matter has been withdrawn."),
        "appeal": lambda: _("Your appeal has been received."),
        "reopen": lambda: _("The matter has been opened again."),
        "rate": lambda: _("Thank you for your rating."),
    }
    return said.get(verb, lambda: _("Done."))()
