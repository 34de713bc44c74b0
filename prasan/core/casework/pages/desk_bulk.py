"""One act on several cases: each has its own result, and what could not be done is told with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from prasan.core.casework import service as casework
from prasan.foundation.errors import Invalid, PrasanError

from .desk import address, at_a_desk, read_filter
from .sent import number_in
from .units import choosing, chosen_unit

MOST = 100
Act = Callable[[str], object]


@dataclass(frozen=True)
class Result:
    """What became of one case; `refused` is why it could not be done, "" when it was."""

    number: str
    refused: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@at_a_desk
def bulk(request: HttpRequest) -> HttpResponse:
    """Claim, assign or hand over the cases that were ticked.

    The page that asks where to stands at this address: its other language leads back to the desk.
    """
    if request.method != "POST":
        return redirect("casework:desk")
    back = address(read_filter(QueryDict(request.POST.get("query", ""))))
    posted = set(request.POST.getlist("case"))
    numbers = sorted(n for n in posted if n.isascii() and n.isdigit())[:MOST]
    verb = request.POST.get("do", "")
    if not numbers:
        messages.error(request, _("Tick the cases first."))
        return redirect(back)
    context: dict[str, object] = {
        "numbers": numbers,
        "back": back,
        "query": request.POST.get("query", ""),
        "verb": verb,
    }
    if verb == "hand_over" and request.POST.get("go") != "1":
        return render(request, "casework/desk_hand_over.html", context | _form(request))
    try:
        act = _act(request, verb)
    except PrasanError as refused:
        if verb == "hand_over":
            context |= _form(request) | {"refused": refused}
            return render(request, "casework/desk_hand_over.html", context, status=refused.status)
        messages.error(request, str(refused))
        return redirect(back)
    # In one order for everyone, so that two officers who act on the same cases do not lock each other out.
    results = [_one(number, act) for number in numbers]
    done = [r for r in results if not r.refused]
    if len(done) == len(results):
        messages.success(request, _said(len(done)))
        return redirect(back)
    context |= {"done": done, "left": [r for r in results if r.refused], "said": _said(len(done))}
    return render(request, "casework/desk_bulk.html", context)


def _act(request: HttpRequest, verb: str) -> Act:
    if verb == "claim":
        return casework.claim
    if verb == "assign":
        assignee = number_in(request.POST.get("assignee", ""))
        if assignee is None:
            raise Invalid(_("Choose a colleague."))
        return lambda number: casework.assign(number, assignee)
    if verb == "hand_over":
        unit, reason = chosen_unit(request.POST), request.POST.get("text", "").strip()
        if not reason:
            raise Invalid(_("Write why you hand the cases over."), fields={"text": _("Write a reason.")})
        return lambda number: casework.hand_over(number, unit, reason)
    raise Invalid(_("Choose what to do with the cases."))


def _one(number: str, act: Act) -> Result:
    try:
        with transaction.atomic():
            act(number)
    except PrasanError as refused:
        return Result(number, "; ".join(map(str, refused.fields.values())) or str(refused))
    return Result(number)


def _form(request: HttpRequest) -> dict[str, object]:
    return {"choice": choosing(request.POST), "typed": request.POST.get("text", "")}


def _said(done: int) -> str:
    return ngettext("Done with %(n)s case.", "Done with %(n)s cases.", done) % {"n": done}
