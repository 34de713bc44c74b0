"""The ledger as auditors read it: one agency, narrowed by day, kind, officer or case."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.dates import format_date
from prasan.foundation.errors import NotAllowed
from prasan.foundation.languages import current_language
from prasan.foundation.thai import normalise, to_arabic
from prasan.look.fields import Choice, Field, Kind, bind, default_data, mistakes, parse_all

from . import queries, rules, words
from .audit_words import audited
from .flows.record import MOST_SUBJECTS, record

PURPOSE = {
    "th": "ตรวจสอบการใช้ข้อมูลและการดำเนินการของหน่วยงาน",
    "en": "To audit how the agency uses data and decides",
}
KINDS = {**words.KINDS, "decision": N_("Decisions and steps in cases")}


@never_cache
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Each line a sentence with its receipt. That it was read is an entry of its own, before it is shown."""
    who = scope.current()
    if who.person is None:
        return redirect_to_login(request.get_full_path())
    if not rules.is_auditor(who):
        raise NotAllowed
    agencies = [directory.agency_by_id(id) for id in sorted(who.audits)]
    wanted = request.GET.get("agency", "")
    agency = next((one for one in agencies if one.code == wanted), None)
    if agency is None and wanted:
        raise NotAllowed
    agency = agency or agencies[0]
    questions = _questions(agencies, agency.code)
    data = default_data(request.GET)
    answers, wrong = parse_all(questions, data)
    questions = [bind(question, data, wrong) for question in questions]
    narrowed = _narrowed({} if wrong else answers)
    page = queries.entries_of_agency(agency.code, request.GET.get("after", ""), **narrowed)
    lines = list(page)
    _record(who, agency, narrowed, [line.leaf for line in lines])
    kept = {key: value for key, value in request.GET.items() if key != "after" and value}
    language = current_language()
    return render(
        request,
        "ledger/audit.html",
        {
            "agency": agency,
            "questions": questions,
            "mistakes": mistakes(questions),
            "lines": [
                {"leaf": line.leaf, "at": line.at, "sentence": audited(line),
                 "time": format_date(line.at, language, style="time")}
                for line in lines
            ],
            "narrowed": bool(narrowed),
            "later": "after" in request.GET,
            "next": f"?{urlencode({**kept, 'after': page.next_cursor})}" if page.next_cursor else "",
        },
    )  # fmt: skip


def _questions(agencies: list[directory.Agency], chosen: str) -> list[Field]:
    asked = [
        Field(Kind.DATE, "day", _("Day"), plain=True),
        Field(Kind.SELECT, "kind", _("Kind of entry"), plain=True,
              choices=[Choice(value, _(label)) for value, label in KINDS.items()]),
        Field(Kind.TEXT, "officer", _("Officer's name, or a part of it"), plain=True, max_length=100),
        Field(Kind.TEXT, "case", _("Case number"), plain=True, max_length=40),
    ]  # fmt: skip
    if len(agencies) == 1:
        return asked
    offered = [Choice(agency.code, agency.name) for agency in agencies]
    return [Field(Kind.SELECT, "agency", _("Agency"), plain=True, value=chosen, choices=offered), *asked]


def _narrowed(answers: dict[str, Any]) -> dict[str, Any]:
    """What the list is narrowed to, as the query takes it."""
    case = "".join(c for c in to_arabic(answers.get("case") or "") if c.isdigit())[:20]
    wanted = {
        "day": date.fromisoformat(answers["day"]) if answers.get("day") else None,
        "kind": answers.get("kind") or "",
        "officer": normalise(answers.get("officer") or ""),
        "case": case,
    }
    return {name: value for name, value in wanted.items() if value}


def _record(who: scope.Scope, agency: directory.Agency, narrowed: dict[str, Any], leaves: list[int]) -> None:
    """That the ledger was read; by whom a case is known, they hear of it too."""
    seat = next(seat for seat in who.seats if seat.agency == agency.pk and rules.AUDITOR in seat.roles)
    case = narrowed.get("case", "")
    persons = queries.persons_in(leaves, case)[:MOST_SUBJECTS] if case and leaves else []
    record(
        "look", actor=who.name, role=rules.AUDITOR, agency=agency.code, action="audit", subjects=persons,
        unit=directory.unit_by_id(seat.unit).code, case=case if leaves else "", data=["ledger"],
        purpose=PURPOSE, basis="legal_duty",
    )  # fmt: skip
