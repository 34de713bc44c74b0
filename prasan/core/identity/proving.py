"""Pages to prove who one is: the person's code, and the counter where an officer looks at the card."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from prasan.core.ledger import service as ledger
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, PrasanError, TooMany
from prasan.foundation.ids import mask_citizen_id
from prasan.look.fields import Field, Kind, Mistake, bind, default_data, mistakes, parse_all

from .flows.save_details import is_verified
from .flows.verify_at_counter import account_at_counter, proof_code, verify_at_counter
from .models import Account
from .queries import person_facts
from .questions import name_questions
from .rules import may_verify, needs, signed_in

PURPOSE = {"th": "พิสูจน์ตัวตนที่เคาน์เตอร์", "en": "To prove who somebody is at a counter"}


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def code_page(request: HttpRequest) -> HttpResponse:
    """How to prove who one is, and the code to show at the counter."""
    account = cast(Account, request.user)
    context: dict[str, object] = {"verified": is_verified(account)}
    if request.method == "POST":
        try:
            context["code"] = proof_code(account)
        except (TooMany, Conflict) as error:
            context["refused"] = str(error.message)
            return render(request, "identity/verify.html", context, status=error.status)
    return render(request, "identity/verify.html", context)


@sensitive_post_parameters("code", "citizen_id")
@never_cache
@require_http_methods(["GET", "POST"])
@needs(may_verify)
def counter_page(request: HttpRequest) -> HttpResponse:
    """First the code and the number on the card; then what the officer compares and confirms."""
    asked = _card()
    if request.method != "POST":
        return _show(request, asked)
    data = default_data(request.POST)
    answers, wrong = parse_all(asked, data)
    asked = [bind(question, data, wrong) for question in asked]
    if wrong:
        return _show(request, asked, status=Invalid.status)
    code, number = answers["code"], answers["citizen_id"]
    try:
        if request.POST.get("do") != "verify":
            return _compare(request, account_at_counter(code, number), code, number)
        confirmed, unconfirmed = parse_all(_confirmations(), data)
        if unconfirmed:
            account = account_at_counter(code, number)
            questions = [bind(q, data, unconfirmed) for q in _confirmations()]
            return _compare(request, account, code, number, questions)
        account = verify_at_counter(code, number, confirmed)
    except Invalid as error:
        return _show(request, [bind(q, data, error.fields) for q in asked], status=error.status)
    except (Conflict, NotAllowed, TooMany) as error:  # the try is counted: what raises is undone
        return _show(request, asked, error)
    messages.success(
        request, _("%(name)s is proven at level %(level)s.") % {"name": account.name, "level": account.ial}
    )
    return HttpResponseRedirect(request.path)


def _show(
    request: HttpRequest, asked: list[Field], refused: PrasanError | None = None, status: int = 200
) -> HttpResponse:
    wrong = [Mistake(str(refused.message), "f-code")] if refused else mistakes(asked)
    status = refused.status if refused else status
    return render(request, "identity/counter.html", {"questions": asked, "mistakes": wrong}, status=status)


def _compare(
    request: HttpRequest, account: Account, code: str, number: str, questions: list[Field] | None = None
) -> HttpResponse:
    ledger.looked(account.subject, ["name", "birth_date"], purpose=PURPOSE, basis="public_task")
    context = {
        "about": account,
        "code": code,
        "number": number,
        "shown_number": mask_citizen_id(number),
        "questions": questions or _confirmations(account),
        "mistakes": mistakes(questions or []),
    }
    status = Invalid.status if questions else 200
    return render(request, "identity/counter_compare.html", context, status=status)


def _card() -> list[Field]:
    return [
        Field(
            Kind.TEXT, "code", _("Code of the person"), required=True, max_length=20, autocomplete="off",
            help=_("8 letters and digits, which the person sees at “Prove who you are”."),
        ),
        Field(Kind.CITIZEN_ID, "citizen_id", _("Citizen ID on the card"), required=True, autocomplete="off"),
    ]  # fmt: skip


def _confirmations(account: Account | None = None) -> list[Field]:
    return [
        *name_questions(account),
        Field(
            Kind.DATE, "birth_date", _("Date of birth"),
            value=person_facts(account.pk).get("birth_date") if account else None,
            help=_("As on the card. Leave it empty where the card does not show all of it."),
        ),
        Field(Kind.CHECKBOX, "genuine", _("The card is genuine and has not run out"), required=True),
        Field(
            Kind.CHECKBOX, "face", _("The person stands before me, and their face is that on the card"),
            required=True,
        ),
        Field(Kind.CHECKBOX, "same", _("Number, name and date of birth are those on the card"), required=True),
    ]  # fmt: skip
