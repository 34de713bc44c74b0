"""Pages about oneself: sign up, my details, and (in a demonstration only) the chooser of demo people."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from prasan.foundation import scope
from prasan.foundation.errors import Invalid, TooMany
from prasan.foundation.http import answer
from prasan.foundation.ids import mask_citizen_id
from prasan.foundation.languages import current_language, in_language
from prasan.look.fields import bind, default_data, mistakes, parse_all, press, wants

from .adapter import remember_text_size
from .flows.make_demo_people import demo_people
from .flows.save_details import is_verified, save_details
from .flows.sign_up import sign_up
from .flows.throttle import MOST_SIGN_UPS, SIGN_UPS, too_often
from .homes import home_of
from .models import Account
from .queries import memberships_of, person_facts
from .questions import check_sign_up, details_questions, sign_up_questions
from .rules import signed_in


def while_signing_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run a view as the program: who signs in may not read any account yet."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with scope.system("sign-in"):
            return view(request, *args, **kwargs)

    return wrapped


def of_a_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a link to a new password; there is none of other signs than the links that are sent have."""

    @wraps(view)
    def wrapped(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
        if not re.fullmatch(r"[0-9A-Za-z]{1,13}", uidb36) or not re.fullmatch(r"[0-9A-Za-z-]{1,200}", key):
            raise Http404
        return view(request, uidb36=uidb36, key=key)

    return wrapped


def too_many_page(request: HttpRequest) -> HttpResponse:
    """What allauth shows to who asks too often."""
    return answer(request, TooMany())


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@while_signing_in
def sign_up_page(request: HttpRequest) -> HttpResponse:
    """Make an account and be signed in."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(home_of(request.user))
    questions = sign_up_questions()
    if request.method == "POST":
        data = default_data(request.POST)
        answers, wrong = parse_all(questions, data)
        wrong = {**check_sign_up(answers), **wrong}
        if not wrong:
            if too_often(request, SIGN_UPS, MOST_SIGN_UPS):
                raise TooMany
            try:
                account = sign_up(answers, current_language())
            except Invalid as error:
                wrong = {**error.fields}
        if not wrong:
            _enter(request, account, "password")
            messages.success(
                request, _("Your account is ready. Add a passkey to sign in without a password.")
            )
            return HttpResponseRedirect(_next(request, account))
        questions = [bind(q, data, wrong) for q in questions]
    wanted = request.POST.get("next") or request.GET.get("next", "")
    context = {"questions": questions, "mistakes": mistakes(questions), "next": wanted}
    return render(request, "identity/sign_up.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def details_page(request: HttpRequest) -> HttpResponse:
    """What the state knows of me here, and how I sign in."""
    account = cast(Account, request.user)
    verified = is_verified(account)
    questions = details_questions(account, verified=verified)
    if request.method == "POST":
        data = default_data(request.POST)
        answers, wrong = parse_all(questions, data)
        if wants(data):
            questions = [bind(q, press(data)) for q in questions]
        elif wrong:
            questions = [bind(q, data, wrong) for q in questions]
        else:
            save_details(account, answers, asked={q.name for q in questions})
            messages.success(request, _("Your details have been saved."))
            response = HttpResponseRedirect(request.path)
            remember_text_size(response, large=account.large_text)
            return response
    facts = person_facts(account.pk)
    context = {
        "questions": questions,
        "mistakes": mistakes(questions),
        "verified": verified,
        "facts": facts,
        "citizen_id": mask_citizen_id(facts["citizen_id"]) if "citizen_id" in facts else "",
        "memberships": memberships_of(account),
    }
    return render(request, "identity/details.html", context)


@never_cache
def demo_page(request: HttpRequest) -> HttpResponse:
    """Choose an invented person to be."""
    with scope.system("demo"):
        accounts = {a.username: a for a in Account.objects.filter(is_demo=True, is_active=True)}
    about = in_language("about_th", "about_en")
    people = [(accounts[r["username"]], r[about]) for r in demo_people() if r["username"] in accounts]
    groups = [
        (_("Citizens"), [(account, words) for account, words in people if not account.is_officer]),
        (_("Officers"), [(account, words) for account, words in people if account.is_officer]),
    ]
    return render(request, "identity/demo.html", {"groups": groups, "next": request.GET.get("next", "")})


@never_cache
@require_POST
@while_signing_in
def demo_enter(request: HttpRequest, username: str) -> HttpResponse:
    """Be an invented person."""
    account = Account.objects.filter(username=username, is_demo=True, is_active=True).first()
    if account is None:
        raise Http404
    _enter(request, account, "demo")
    response = HttpResponseRedirect(_next(request, account))
    remember_text_size(response, large=account.large_text)
    return response


def _enter(request: HttpRequest, account: Account, method: str) -> None:
    login(request, account)
    record_authentication(request, account, method=method)


def _next(request: HttpRequest, account: Account) -> str:
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return home_of(account)
