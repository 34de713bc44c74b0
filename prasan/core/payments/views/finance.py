"""The finance office: fees, money that fits no fee, refunds, the bank's day."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.core.directory.service import agency_by_id
from prasan.core.identity import service as identity
from prasan.core.ledger.service import looked
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, PrasanError
from prasan.foundation.http import takes_files
from prasan.look.context import Link
from prasan.look.fields import Choice, Field, Kind, Mistake, bind, default_data, mistakes, parse_all

from .. import queries
from ..flows.reconcile import COLUMNS, reconcile
from ..flows.refund import decide_refund, refund_sent, request_refund
from ..flows.settle import settle
from ..flows.tell_paid import tell_again
from ..models import Payment, RefundState, State
from ..rules import finance_agencies, may_decide_refund, may_request_refund, sees_the_books

PURPOSE = {"th": "งานการเงินและบัญชี", "en": "Work of the finance office"}


TABS = {
    "payments": gettext_lazy("Fees"),
    "untold": gettext_lazy("Paid, no case yet"),
    "transfers": gettext_lazy("Money without a fee"),
    "refunds": gettext_lazy("Refunds"),
    "bank": gettext_lazy("The bank's day"),
}

finance = identity.needs(sees_the_books)


@finance
@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """Fees of one's agency, newest first, page by page."""
    state = request.GET.get("state", "")
    state = state if state in State.values else ""
    page = queries.payments(request.GET.get("after", ""), state=state)
    _looked(page.items)
    return render(
        request, "payments/finance/payments.html",
        {"page": page, "state": state, "states": State.choices, "tabs": _tabs("payments")},
    )  # fmt: skip


@finance
@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, payment_id: uuid.UUID) -> HttpResponse:
    """One fee with all that happened to it; a refund is asked for here."""
    found = queries.payment(payment_id)
    who = scope.current()
    may_refund = found.state == State.PAID and may_request_refund(who, found.agency_id)
    questions = [
        Field(Kind.MULTILINE, "reason", _("Why the money goes back"), required=True, max_length=2000),
        Field(
            Kind.TEXT, "proxy", _("PromptPay number it goes to"), required=True, max_length=20,
            help=_("Citizen id or mobile telephone number of the payer"),
        ),
    ]  # fmt: skip
    if request.method == "POST":
        values, errors, questions = _answers(request, questions)
        if not errors:
            try:
                request_refund(found.pk, reason=values["reason"], proxy=values["proxy"])
            except Invalid as error:
                errors = {k: str(v) for k, v in error.fields.items()}
                questions = [bind(q, default_data(request.POST), errors) for q in questions]
            else:
                messages.success(request, _("The refund waits for a colleague's approval."))
                return redirect("payments:finance-payment", found.pk)
    _looked([found])
    refunds = queries.refunds_of(found)
    open_refund = any(r.state != RefundState.REJECTED for r in refunds)
    return render(
        request, "payments/finance/payment.html",
        {
            "payment": found, "transfers": queries.transfers_of(found), "refunds": refunds,
            "questions": questions if may_refund and not open_refund else [], "mistakes": mistakes(questions),
            "tabs": _tabs("payments"),
        },
        status=422 if any(q.error for q in questions) else 200,
    )  # fmt: skip


@finance
@require_safe
def untold(request: HttpRequest) -> HttpResponse:
    """Paid fees whose case is not open: it is being opened, or that keeps failing."""
    page = queries.untold(request.GET.get("after", ""))
    _looked(page.items)
    who = scope.current()
    rows = [{"payment": p, "may_act": may_request_refund(who, p.agency_id)} for p in page]
    return render(
        request, "payments/finance/untold.html", {"page": page, "rows": rows, "tabs": _tabs("untold")}
    )


@finance
@require_POST
def again(request: HttpRequest, payment_id: uuid.UUID) -> HttpResponse:
    """Try once more to open what a fee was paid for."""
    return _done(
        request, lambda: tell_again(payment_id),
        _("It is tried again. What could be done is gone from this list in a moment."), "payments:finance-untold",
    )  # fmt: skip


@finance
@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """Money that came in but paid no fee."""
    page = queries.open_transfers(request.GET.get("after", ""))
    return render(request, "payments/finance/transfers.html", {"page": page, "tabs": _tabs("transfers")})


@finance
@require_POST
def settle_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Close a stray transfer with a note."""
    return _done(
        request, lambda: settle(transfer_id, note=request.POST.get("note", "")),
        _("The transfer is settled."), "payments:finance-transfers",
    )  # fmt: skip


@finance
@require_safe
def refunds(request: HttpRequest) -> HttpResponse:
    """Refunds that wait for a decision or for their transfer."""
    page = queries.open_refunds(request.GET.get("after", ""))
    who = scope.current()
    rows = [
        {
            "refund": r,
            "may_decide": r.state == RefundState.REQUESTED
            and may_decide_refund(who, r.payment.agency_id)
            and str(r.requested_by) != who.subject,
            "own": str(r.requested_by) == who.subject,
            "may_send": r.state == RefundState.APPROVED and may_request_refund(who, r.payment.agency_id),
            "svg": queries.refund_qr_svg(r) if r.state == RefundState.APPROVED else "",
        }
        for r in page
    ]
    _looked([r.payment for r in page])
    return render(
        request, "payments/finance/refunds.html", {"page": page, "rows": rows, "tabs": _tabs("refunds")}
    )


@finance
@require_POST
def decide(request: HttpRequest, refund_id: int) -> HttpResponse:
    """Approve or reject."""
    approve, note = request.POST.get("decision") == "approve", request.POST.get("note", "")
    done = _("The refund is approved.") if approve else _("The refund is rejected.")
    return _done(
        request,
        lambda: decide_refund(refund_id, approve=approve, note=note),
        done,
        "payments:finance-refunds",
    )


@finance
@require_POST
def sent(request: HttpRequest, refund_id: int) -> HttpResponse:
    """The refund's transfer has been made."""
    number = request.POST.get("transaction", "")
    return _done(
        request, lambda: refund_sent(refund_id, bank_transaction=number),
        _("The refund is recorded as transferred."), "payments:finance-refunds",
    )  # fmt: skip


@takes_files
@finance
@require_http_methods(["GET", "HEAD", "POST"])
def bank_day(request: HttpRequest) -> HttpResponse:
    """Upload the bank's file of a day and see what differs."""
    agencies = [a for a in map(agency_by_id, sorted(finance_agencies(scope.current()))) if a is not None]
    questions = [
        Field(
            Kind.SELECT, "agency", _("Agency"), required=True,
            choices=[Choice(a.pk, a.name) for a in agencies], value=agencies[0].pk if agencies else None,
        ),
        Field(Kind.DATE, "day", _("Day of the file"), required=True),
    ]  # fmt: skip
    file_error = ""
    if request.method == "POST":
        values, errors, questions = _answers(request, questions)
        upload = request.FILES.get("file")
        if upload is None:
            file_error = _("Attach the bank's file.")
        if upload is not None and not errors:
            try:
                made = reconcile(int(values["agency"]), date.fromisoformat(values["day"]), upload.read())
            except PrasanError as error:
                file_error = str(error.message)
            else:
                return redirect("payments:finance-report", made.pk)
    return render(
        request, "payments/finance/bank_day.html",
        {
            "questions": questions, "file_error": file_error,
            "mistakes": [*mistakes(questions), *([Mistake(file_error, "file")] if file_error else [])],
            "columns": ",".join(COLUMNS), "reports": queries.reconciliations(), "tabs": _tabs("bank"),
        },
        status=422 if file_error or any(q.error for q in questions) else 200,
    )  # fmt: skip


@finance
@require_safe
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One day's report."""
    found = queries.reconciliation(report_id)
    parts = [
        (_("In the bank's file, never told to us"), found.report["missing_here"]),
        (_("Booked here, missing in the bank's file"), found.report["missing_there"]),
        (_("Another amount"), found.report["different"]),
        (_("Unknown reference"), found.report["unmatched"]),
    ]
    return render(
        request,
        "payments/finance/report.html",
        {
            "found": found,
            "parts": parts,
            "agrees": found.report["matched"] and not any(lines for _title, lines in parts),
            "tabs": _tabs("bank"),
        },
    )


def _answers(
    request: HttpRequest, questions: list[Field]
) -> tuple[dict[str, Any], dict[str, Any], list[Field]]:
    data = default_data(request.POST)
    values, errors = parse_all(questions, data)
    return values, dict(errors), [bind(q, data, errors) for q in questions]


def _done(request: HttpRequest, do: Callable[[], object], done: str, back: str) -> HttpResponse:
    """Do it and go back to the list, with the good news or what was wrong."""
    try:
        do()
    except PrasanError as error:
        messages.error(request, " ".join(map(str, error.fields.values())) or str(error.message))
    else:
        messages.success(request, done)
    return redirect(back)


def _looked(shown: list[Payment]) -> None:
    for one in shown:
        looked(one.payer, ["name", "payment"], thing=str(one.pk), purpose=PURPOSE)


def _tabs(current: str) -> list[Link]:
    """The pages of the finance office."""
    return [Link(label, reverse(f"payments:finance-{name}"), name == current) for name, label in TABS.items()]
