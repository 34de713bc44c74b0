"""Apply: from the first question to the confirmation, one group of questions at a time."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.core.casework import service as casework
from prasan.core.casework import telling
from prasan.core.casework.channels import Channel
from prasan.core.casework.definitions import definition_of, questions_of, required_of
from prasan.core.casework.form import asked_questions, pages_asked
from prasan.core.casework.format.definition import Page
from prasan.core.casework.format.verbs import say
from prasan.core.casework.models import Case, Draft
from prasan.core.identity import service as identity
from prasan.core.identity.service import StepUp
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotFound
from prasan.foundation.http import takes_files
from prasan.look import fields as look

from . import fields

LATE = timedelta(minutes=1)  # a case opens within a second or two of its payment


@require_http_methods(["GET", "HEAD", "POST"])
@identity.signed_in
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Where one begins, or goes on with what was begun; pressing the button makes a new draft."""
    entry = casework.entry(slug)
    if entry is None or not entry.online:
        raise NotFound(_("There is no such service."))
    if request.method != "POST":
        shown = {
            "entry": entry,
            "d": entry.definition,
            "drafts": casework.drafts_begun(slug),
            "needed": casework.level_missing(entry.definition, request.user.ial),  # type: ignore[union-attr]
        }
        return render(request, "casework/start.html", shown)
    try:
        draft = casework.start_draft(slug)
    except Invalid as refused:
        return render(
            request,
            "casework/not_eligible.html",
            {"d": entry.definition, "entry": entry, "why": refused},
            status=200,
        )
    return redirect("casework:draft", draft.pk)


@require_safe
@identity.signed_in
def overview(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The parts of the application: which are done, which is next."""
    draft = casework.draft_for(draft_id)
    if casework.paid_fee(draft):
        return redirect("casework:done", draft.pk)
    names = casework.draft_names(draft)
    pages = pages_asked(draft.version_id, names)
    return render(
        request,
        "casework/draft.html",
        {
            "draft": draft,
            "d": definition_of(draft.version_id),
            "parts": [
                {"page": page, "done": bool(draft.payment) or page.id in draft.pages_done} for page in pages
            ],
            "next": next((page for page in pages if page.id not in draft.pages_done), None),
            "fee": casework.fee_of(draft, names["person"]),
        },
    )


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@identity.signed_in
def page(request: HttpRequest, draft_id: UUID, page_id: str) -> HttpResponse:
    """One group of questions. What was typed is kept even when something is wrong with it."""
    draft = casework.draft_for(draft_id)
    if casework.paid_fee(draft):
        return redirect("casework:done", draft.pk)
    names = casework.draft_names(draft)
    pages = pages_asked(draft.version_id, names)
    shown = next((p for p in pages if p.id == page_id), None)
    if shown is None:
        return redirect("casework:draft", draft_id)
    asked = asked_questions(draft.version_id, shown, names)
    if request.method == "POST" and (
        on_page := request.POST.getlist("_on")
    ):  # a script may have shown others
        asked = {name: questions_of(draft.version_id)[name] for name in shown.fields if name in on_page}
    form_fields = fields.fields_for(asked, draft.answers, required_of(draft.version_id))
    status = 200
    if request.method == "POST" and "_asked" in request.POST:
        return _questions_now(request, draft, shown)
    if request.method == "POST" and draft.payment:  # its answers are settled: what was typed stays to be seen
        form_fields, status = fields.show_again(form_fields, look.default_data(request.POST), {}), 409
    elif request.method == "POST":
        going, form_fields = _post(request, draft, shown, form_fields)
        if going is not None:
            return going
        status = 200 if look.wants(look.default_data(request.POST)) else 422
    return render(
        request,
        "casework/draft_page.html",
        {
            "draft": draft,
            "d": definition_of(draft.version_id),
            "page": shown,
            "fields": form_fields,
            "depends": any(questions_of(draft.version_id)[name].when for name in shown.fields),
            "mistakes": look.mistakes(form_fields),
            "number": pages.index(shown) + 1,
            "of": len(pages),
            "back": _before(draft, pages, shown),
        },
        status=status,
    )


def _questions_now(request: HttpRequest, draft: Draft, shown: Page) -> HttpResponse:
    """The questions of the page that are asked after what was chosen on it, for its script; nothing is kept."""
    data, version = look.default_data(request.POST), draft.version_id
    every = {name: questions_of(version)[name] for name in shown.fields}
    answers, _errors = look.parse_all(fields.fields_for(every, draft.answers, required_of(version)), data)
    answers = {name: value for name, value in answers.items() if every[name].format != "document"}
    draft.answers = {**draft.answers, **fields.as_answers(every, answers)}  # in memory alone
    asked = asked_questions(version, shown, casework.draft_names(draft))
    return render(
        request,
        "casework/_questions.html",
        {"fields": fields.fields_for(asked, draft.answers, required_of(version))},
    )


def _post(
    request: HttpRequest, draft: Draft, shown: Page, form_fields: list[look.Field]
) -> tuple[HttpResponse | None, list[look.Field]]:
    """Keep what was posted; gives where to go on, or the fields to show again."""
    data = look.default_data(request.POST)
    questions = questions_of(draft.version_id)
    if pressed := look.wants(data):
        answers, _errors, data = fields.read(request, form_fields, questions, _owner())
        pressed_data = look.press(data)
        kept, _wrong = look.parse_all([look.bind(f, pressed_data) for f in form_fields], pressed_data)
        if pressed in ("drop", "remove"):
            answers = fields.as_answers(questions, kept)
        casework.save_page(draft.pk, shown.id, answers)
        return None, fields.show_again(form_fields, pressed_data, {})
    answers, errors, data = fields.read(request, form_fields, questions, _owner())
    wrong = casework.save_page(draft.pk, shown.id, answers)
    # Of a question that an answer just given hides nothing is wrong; of one that it shows nothing yet.
    asked = _asked_now(draft.pk, shown)
    on_page = {field.name for field in form_fields}
    errors = {key: said for key, said in errors.items() if re.split(r"[.-]", key)[0] in asked}
    wrong = {key: said for key, said in wrong.items() if key.split(".")[0] in on_page}
    if errors or wrong:
        named = {
            key.replace(".", "-") if "." in key and key not in errors else key: m for key, m in wrong.items()
        }
        return None, fields.show_again(form_fields, data, {**named, **errors})
    if "_later" in request.POST:
        messages.success(request, _("Your answers are saved. You can come back to them at any time."))
        return redirect("casework:draft", draft.pk), form_fields
    if new := next((name for name in asked if name not in on_page), None):
        return HttpResponseRedirect(f"{request.path}#f-{new}"), form_fields
    return _onward(draft.pk, shown), form_fields


def _asked_now(draft_id: UUID, shown: Page) -> list[str]:
    """The questions of the page that are asked after the answers just kept."""
    draft = casework.draft_for(draft_id)
    return list(asked_questions(draft.version_id, shown, casework.draft_names(draft)))


def _onward(draft_id: UUID, shown: Page) -> HttpResponseRedirect:
    """The next page that is not done yet, or, when all are, the page to check the answers."""
    draft = casework.draft_for(draft_id)
    pages = pages_asked(draft.version_id, casework.draft_names(draft))
    ids = [p.id for p in pages]
    after = pages[ids.index(shown.id) + 1 :] if shown.id in ids else pages
    following = next((p for p in after if p.id not in draft.pages_done), None) or next(
        (p for p in pages if p.id not in draft.pages_done), None
    )
    if following is None:
        return HttpResponseRedirect(reverse("casework:check", args=[draft_id]))
    return HttpResponseRedirect(reverse("casework:draft-page", args=[draft_id, following.id]))


@require_http_methods(["GET", "HEAD", "POST"])
@identity.signed_in
def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Check the answers, then submit, or pay first. Posting twice leads to the same case."""
    try:
        draft = casework.draft_for(draft_id)
    except NotFound:
        if opened := casework.case_from_draft(draft_id):
            return _confirmed(opened)
        raise
    if casework.paid_fee(draft):
        return redirect("casework:done", draft.pk)
    if request.method == "POST":
        return _submit(request, draft)
    return render(request, "casework/check.html", _checked(draft, casework.draft_names(draft)))


def _submit(request: HttpRequest, draft: Draft) -> HttpResponse:
    try:
        with transaction.atomic():  # what is refused leaves nothing half done
            if casework.fee_of(draft):
                payment = casework.ask_payment(draft.pk)
                return redirect("payments:fee", payment.pk)
            case = casework.submit(draft.pk)
    except StepUp as step:
        return render(request, "casework/step_up.html", {"needed": step.needed, "draft": draft}, status=403)
    except NotFound:
        if opened := casework.case_from_draft(draft.pk):
            return _confirmed(opened)
        raise
    except Invalid as wrong:
        names = casework.draft_names(draft)
        at = {name.split(".")[0] for name in wrong.fields}
        undone = [page for page in pages_asked(draft.version_id, names) if at & set(page.fields)]
        shown = {**_checked(draft, names), "wrong": wrong, "undone": undone}
        return render(request, "casework/check.html", shown, status=422)
    return _confirmed(case)


def _confirmed(case: Case) -> HttpResponseRedirect:
    if case.channel in (Channel.COUNTER, Channel.PHONE) and case.applicant_id != scope.current().person:
        return redirect("casework:slip", case.number)
    return redirect(reverse("casework:my-case", args=[case.number]) + "?new=1")


def _checked(draft: Draft, names: dict[str, Any]) -> dict[str, Any]:
    """What the page to check the answers shows."""
    groups = []
    for part in pages_asked(draft.version_id, names):
        rows = [
            {
                "label": say(question.label),
                "value": telling.told(question, draft.answers.get(name)),
                "groups": telling.told_groups(question, draft.answers.get(name)),
                "nothing": _("Not answered"),
                "url": reverse("casework:draft-page", args=[draft.pk, part.id]) + f"#f-{name}",
            }
            for name, question in asked_questions(draft.version_id, part, names).items()
        ]
        groups.append({"page": part, "rows": rows})
    return {
        "draft": draft,
        "d": definition_of(draft.version_id),
        "groups": groups,
        "fee": casework.fee_of(draft, names["person"]),
    }


@never_cache
@require_safe
@identity.signed_in
def done(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Where the payment page leads: to the case, which opens a moment after the payment; until then, wait."""
    asks = "HX-Request" in request.headers  # the page that waits, by itself
    try:
        draft = casework.draft_for(draft_id)
    except NotFound:
        if case := casework.case_from_draft(draft_id):
            return _go(_confirmed(case), asks)
        raise
    payment = casework.paid_fee(draft)
    if payment is None or payment.paid_at is None:
        # It may have opened between the two looks.
        return _go(
            redirect("casework:done" if casework.case_from_draft(draft_id) else "casework:check", draft_id),
            asks,
        )
    late = timezone.now() - payment.paid_at > LATE
    return render(
        request,
        "casework/_being_opened.html" if asks else "casework/being_opened.html",
        {"draft": draft, "d": definition_of(draft.version_id), "payment": payment, "late": late},
    )


def _go(there: HttpResponseRedirect, asks: bool) -> HttpResponse:
    """On to another page, also for a page that asks by itself."""
    return HttpResponse(headers={"HX-Redirect": there.url}) if asks else there


@require_POST
@identity.signed_in
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    try:
        casework.discard_draft(draft_id)
    except Conflict as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The draft is gone."))
    return redirect("casework:my-cases")


@require_POST
@identity.signed_in
def unpay(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take the payment back, to change the answers."""
    try:
        casework.cancel_payment(draft_id)
    except Conflict as refused:
        messages.error(request, str(refused))
    return redirect("casework:check", draft_id)


def _before(draft: Draft, pages: list[Page], shown: Page) -> str:
    at = pages.index(shown)
    if at == 0:
        return reverse("casework:draft", args=[draft.pk])
    return reverse("casework:draft-page", args=[draft.pk, pages[at - 1].id])


def _owner() -> UUID | None:
    subject = scope.current().subject
    return UUID(subject) if subject else None
