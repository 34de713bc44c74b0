"""What the payer sees: the QR, whether it is paid, the receipt; and the page where anyone checks one."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from prasan.core.ledger.service import looked
from prasan.foundation.languages import current_language
from prasan.foundation.thai import baht_text
from prasan.look.fields import Field, Kind

from .. import queries
from ..account import account_name
from ..models import Outcome, Payment, State
from ..words import baht_words

PURPOSE = {"th": "ดูการชำระค่าธรรมเนียม", "en": "Viewing a fee"}


@never_cache
@require_safe
def fee(request: HttpRequest, payment_id: uuid.UUID) -> HttpResponse:
    """The fee with its QR; once paid, the good news and the way on."""
    payment = _seen(payment_id)
    strays = [t for t in queries.transfers_of(payment) if t.outcome != Outcome.PAID and not t.settled_at]
    return render(
        request,
        "payments/fee.html",
        {
            "payment": payment,
            "onward": _onward(payment),
            "svg": mark_safe(queries.qr_svg(payment)) if payment.state == State.PENDING else "",  # noqa: S308
            "strays": strays,
            "bank": _bank(payment),
            "account_name": account_name(),
        },
    )


def _onward(payment: Payment) -> str:
    """The page to go on with, in the reader's language."""
    language = current_language()
    with override("th"):  # the address is kept without a language, which is the Thai one
        return translate_url(payment.return_to, language) if payment.return_to else ""


@never_cache
@require_safe
def state(request: HttpRequest, payment_id: uuid.UUID) -> HttpResponse:
    """The line that says whether the money has come (with `paid`: whether what it paid for is done); asked
    for every few seconds by the page."""
    payment = queries.payment(payment_id)
    page = reverse("payments:fee", args=[payment.pk])
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(page)
    if request.GET.get("paid") and payment.state == State.PAID and not payment.told_at:
        return render(request, "payments/_opening.html", {"payment": payment})
    if payment.state != State.PENDING:
        return HttpResponse(headers={"HX-Redirect": page})
    return render(request, "payments/_state.html", {"payment": payment})


@require_safe
def receipt(request: HttpRequest, payment_id: uuid.UUID) -> HttpResponse:
    """The receipt, to be read or printed."""
    payment = _seen(payment_id)
    found = queries.receipt(payment)
    address = settings.PUBLIC_URL + reverse("payments:check") + f"?code={found.spaced_code}"
    return render(
        request,
        "payments/receipt.html",
        {
            "payment": payment,
            "onward": _onward(payment),
            "receipt": found,
            "thai": baht_text(payment.amount),
            "english": baht_words(payment.amount),
            "check": address,
            "svg": mark_safe(queries.svg(address)),  # noqa: S308 -- drawn by us from our own address
        },
    )


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Whether a receipt's code is genuine; says nothing about the payer."""
    code = request.GET.get("code", "")[:60]
    found = queries.check_receipt(code) if code else None
    question = Field(
        Kind.TEXT,
        "code",
        _("Code on the receipt"),
        help=_("16 letters and digits, such as 7K2M-9QXD-4F8T-B1NC"),
        value=code,
        max_length=20,
        required=True,
    )
    context = {"receipt": found, "code": code, "question": question, "payment": found and found.payment}
    return render(request, "payments/check.html", context)


def _seen(payment_id: uuid.UUID) -> Payment:
    payment = queries.payment(payment_id)
    looked(payment.payer, ["name", "payment"], thing=str(payment.pk), purpose=PURPOSE)
    return payment


def _bank(payment: Payment) -> str:
    """In the demonstration: where the fee can be paid without a bank."""
    if not settings.DEMO or payment.state != State.PENDING:
        return ""
    back = reverse("payments:fee", args=[payment.pk])
    return reverse("payments:demo-bank") + "?" + urlencode({"qr": queries.qr_text(payment), "back": back})
