"""A bank of the demonstration: reads a QR as a banking program does, and tells the portal as a bank does.

It exists only where PRASAN_DEMO is set. Nothing of the portal knows it: the message goes over HTTP, signed.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prasan.foundation.money import parse_baht
from prasan.look.fields import Field, Kind

from ..account import account_name, biller
from ..emv import Bill, read_bill
from ..tasks import tell_portal


@require_http_methods(["GET", "HEAD", "POST"])
def bank(request: HttpRequest) -> HttpResponse:
    """Scan (paste) a QR, see what it says, pay it, or pay another amount."""
    if not settings.DEMO:
        raise Http404
    text = (request.POST.get("qr") or request.GET.get("qr") or "").strip()[:600]
    back = _back(request.POST.get("back") or request.GET.get("back") or "")
    bill, error, paid = None, "", ""
    if text:
        try:
            bill = read_bill(text)
        except ValueError:
            error = _("This is not a bill-payment QR, or it was changed.")
    if request.method == "POST" and bill is not None:
        try:
            paid = _pay(bill, parse_baht(request.POST.get("amount", "")))
        except ValueError:
            error = _("Enter an amount of money.")
    question = Field(Kind.TEXT, "qr", _("Text of the QR code"), value=text, required=True)
    amount_question = Field(
        Kind.MONEY, "amount", _("Amount"), value=bill.amount if bill else None, required=True
    )
    return render(
        request, "payments/demo_bank.html",
        {"bill": bill, "error": error, "paid": paid, "question": question, "amount": amount_question,
         "text": text, "back": back,
         "payee": account_name() if bill and bill.biller == biller() else ""},
    )  # fmt: skip


def _pay(bill: Bill, amount: int) -> str:
    """Hand the message to the worker, which sends it until the portal has taken it."""
    if amount <= 0:
        raise ValueError("nothing to pay")
    transaction = f"DEMO{timezone.now():%Y%m%d}{secrets.token_hex(6).upper()}"
    tell_portal.defer(
        transaction=transaction, biller=bill.biller, ref1=bill.ref1, ref2=bill.ref2,
        amount=f"{amount // 100}.{amount % 100:02d}", paid_at=timezone.now().isoformat(),
    )  # fmt: skip
    return transaction


def _back(path: str) -> str:
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""
