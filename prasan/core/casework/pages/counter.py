"""At the counter and on the telephone: open a case for someone, tell a caller how it stands."""

from __future__ import annotations

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prasan.core.casework import receipt_code, rules
from prasan.core.casework import service as casework
from prasan.core.casework.channels import Channel
from prasan.core.casework.definitions import state_of
from prasan.core.identity import service as identity
from prasan.foundation.errors import NotFound, PrasanError
from prasan.look.fields import Mistake

BY = (Channel.COUNTER, Channel.PHONE)
at_a_counter = identity.needs(rules.may_open_for_others)


@require_http_methods(["GET", "HEAD", "POST"])
@at_a_counter
def counter(request: HttpRequest) -> HttpResponse:
    """Choose a service and the person it is for; or look up the state of a case by its number."""
    context: dict[str, object] = {
        "entries": [entry for entry in casework.entries() if any(map(entry.definition.takes, BY))],
        "typed": request.POST if request.method == "POST" else {},
        "waiting": casework.waiting_for_callers(),
    }
    number = request.GET.get("number", "")[:40].strip()
    try:
        if request.method == "POST":
            return _open(request)
        if number:
            case, definition = casework.state_for_caller(number)
            context |= {
                "case": case,
                "d": definition,
                "state": state_of(case.version_id, case.state),
                "due": casework.answer_due(case),
            }
    except PrasanError as refused:
        at = "number" if request.method != "POST" else _at_fault(request)
        context |= {"refused": refused, "at": at, "mistakes": [Mistake(str(refused), at)], "number": number}
        return render(request, "casework/counter.html", context, status=refused.status)
    return render(request, "casework/counter.html", context | {"number": number})


def _at_fault(request: HttpRequest) -> str:
    """The input to look at again: a number nobody has, else the consent, else the service."""
    if request.POST.get("citizen_id", "").strip():
        return "citizen_id"
    return "service" if request.POST.get("consent") == "on" else "consent"


def _open(request: HttpRequest) -> HttpResponse:
    citizen_id = request.POST.get("citizen_id", "").strip()
    applicant = None
    if citizen_id:
        found = identity.find_person(citizen_id)
        if found is None:
            raise NotFound(_("Nobody with this ID number has an account. Leave it empty to go on without."))
        applicant = found.pk
    draft = casework.start_draft(
        request.POST.get("service", ""),
        channel=Channel.PHONE if request.POST.get("channel") == "phone" else Channel.COUNTER,
        applicant=applicant,
        consent=request.POST.get("consent") == "on",
    )
    return redirect("casework:draft", draft.pk)


@require_safe
@at_a_counter
def slip(request: HttpRequest, number: str) -> HttpResponse:
    """The printed slip: number, service, due date and a QR code that opens the page to follow the case."""
    case, definition = casework.state_for_caller(number)
    url = f"{settings.PUBLIC_URL}{reverse('casework:track')}?number={case.number}"
    qr = segno.make(url, error="m").svg_inline(scale=4, border=2, omitsize=True)
    return render(
        request,
        "casework/slip.html",
        {
            "case": case,
            "d": definition,
            "qr": mark_safe(qr),  # noqa: S308 - made here from a number
            "url": url,
            "due": casework.answer_due(case),
            "code": receipt_code.code_of(case.number),
            "check_page": settings.PUBLIC_URL + reverse("ledger:check"),
        },
    )
