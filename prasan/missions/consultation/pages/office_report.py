"""The office after a consultation: arguments gathered and answered, what changed, the report."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from prasan.foundation.errors import Conflict, Invalid, NotFound
from prasan.look.fields import ask

from .. import queries
from ..flows.gather import gather, reply, revise, take_out
from ..flows.publish_report import publish_report
from ..models import Answer, Consultation
from ..similar import MOST, alike
from .forms import about_argument, about_change, about_report
from .office import crumbs, for_office, form_page, identifier, mine, page_of

SHOWN = 10  # groups of similar answers


@for_office
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arguments(request: HttpRequest, slug: str) -> HttpResponse:
    """The arguments, and answers that may say the same, to be put to one."""
    found = mine(slug)
    if request.method == "POST":
        try:
            chosen = [identifier(one) for one in request.POST.getlist("answers")]
            wanted = request.POST.get("argument", "")
            gather(
                found, chosen, int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else None,
                text_th=request.POST.get("text_th", ""), text_en=request.POST.get("text_en", ""),
            )  # fmt: skip
            messages.success(request, _("The answers are gathered."))
        except (Invalid, Conflict) as error:
            messages.error(request, str(error.message))
        return HttpResponseRedirect(request.path)
    left = _left(found)
    groups = [[left[place] for place in group] for group in alike([one.text for one in left])[:SHOWN]]
    context = {
        "one": found, "groups": groups, "waiting": _waiting(found).count(),
        "arguments": found.arguments.annotate(said_by=Count("answers")).order_by("-said_by", "pk"),
        "breadcrumbs": crumbs((found.title, page_of(found)), (_("Arguments"), "")),
    }  # fmt: skip
    return render(request, "consultation/office_arguments.html", context)


@for_office
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def argument(request: HttpRequest, slug: str, argument: int) -> HttpResponse:
    """What the office answers to an argument, and who says it."""
    found = mine(slug)
    one = found.arguments.filter(pk=argument).first()
    if one is None:
        raise NotFound(code="no-argument")
    here = reverse("consultation-office:arguments", args=[slug])
    if request.method == "POST" and "take_out" in request.POST:
        take_out(queries.answer(found, identifier(request.POST["take_out"])))
        return HttpResponseRedirect(here)
    form = ask(request, about_argument(one))
    if form.answers is not None:
        try:
            reply(
                found, one, outcome=form.answers["outcome"], reply_th=form.answers["reply_th"],
                reply_en=form.answers.get("reply_en") or "",
            )  # fmt: skip
        except Invalid as error:
            form.refuse(request, error)
        else:
            return HttpResponseRedirect(here)
    said = Answer.objects.filter(gathered__argument=one).order_by("at")[:200]
    return form_page(request, form, one.text, found, answers=said, argument=one, one=found)


@for_office
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, place: int) -> HttpResponse:
    """What became of a paragraph."""
    found = mine(slug)
    part = queries.part(found, place)
    if part.is_question:
        raise NotFound(code="no-paragraph")
    form = ask(request, about_change(part))
    if form.answers is not None:
        texts = {"same": None, "out": "", "changed": str(form.answers.get("revised") or "")}
        revise(found, part, texts[form.answers["became"]])
        return HttpResponseRedirect(page_of(found))
    title = _("Paragraph %(place)d") % {"place": place}
    return form_page(request, form, title, found, part=part)


@for_office
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report is published."""
    found = mine(slug)
    form = ask(request, about_report())
    if form.answers is not None:
        try:
            publish_report(
                found, summary_th=form.answers["summary_th"], summary_en=form.answers.get("summary_en") or ""
            )
        except (Invalid, Conflict) as error:
            form.refuse(request, error)
        else:
            messages.success(request, _("The report is public, and who answered is told."))
            return HttpResponseRedirect(reverse("consultation:report", args=[slug]))
    waiting = _waiting(found).count()
    return form_page(
        request, form, _("Publish the report"), found, ungathered=waiting, button=_("Publish the report")
    )


def _waiting(found: Consultation) -> QuerySet[Answer]:
    return (
        Answer.objects.filter(part__consultation=found, gathered=None, hiding=None)
        .exclude(text="")
        .select_related("part")
        .order_by("part__position", "at")
    )


def _left(found: Consultation) -> list[Answer]:
    return list(_waiting(found)[:MOST])
