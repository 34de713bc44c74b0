"""The office of who consults the public: writing a draft and opening it; hiding words."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotFound
from prasan.foundation.paging import keyset
from prasan.look.fields import Asked, ask

from .. import queries, rules
from ..flows.moderate import hide, show
from ..flows.write import (
    add_consultation,
    change_consultation,
    discard,
    open_consultation,
    write_parts,
)
from ..models import Consultation, Reason
from .forms import about, about_text, said

for_office = identity.needs(rules.consults)


def mine(slug: str) -> Consultation:
    """A consultation of the person's agencies. Raises NotFound."""
    found = queries.of_agencies(rules.agencies_of(scope.current())).filter(slug=slug).first()
    if found is None:
        raise NotFound(_("There is no such consultation."), code="no-consultation")
    return found


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of the office."""
    return [(_("Consultations of your agency"), reverse("consultation-office:index")), *more]


def page_of(found: Consultation) -> str:
    """The address of its page in the office."""
    return reverse("consultation-office:consultation", args=[found.slug])


def form_page(
    request: HttpRequest, form: Asked, title: str, found: Consultation | None = None, **more: object
) -> HttpResponse:
    """A page that asks."""
    way = crumbs((found.title, page_of(found)), (title, "")) if found else crumbs((title, ""))
    context = {"form": form, "title": title, "breadcrumbs": way, **more}
    return render(
        request, "consultation/office_form.html", context, status=422 if form.mistakes else 200
    )  # fmt: skip


def identifier(text: str) -> UUID:
    """The id of an answer as it was posted. Raises NotFound."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(code="no-answer") from None


@for_office
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every consultation of the agencies one consults for."""
    found = queries.of_agencies(rules.agencies_of(scope.current()))
    page = keyset(found, ["-closes_at", "id"], request.GET.get("after", ""), of="consultations-office")
    following = f"?after={page.next_cursor}" if page.next_cursor else ""
    context = {"consultations": page, "next": following, "breadcrumbs": crumbs()[:1]}
    return render(request, "consultation/office.html", context)


@for_office
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new consultation, a draft at first."""
    agencies = [directory.agency_by_id(pk) for pk in rules.agencies_of(scope.current())]
    form = ask(request, about(None, agencies))
    if form.answers is not None:
        agency = directory.agency(form.answers["agency"])
        try:
            made = add_consultation(agency, form.answers["slug"], **said(form.answers))
        except Invalid as error:
            form.refuse(request, error)
        else:
            messages.success(request, _("The consultation is a draft. Now give its text."))
            return HttpResponseRedirect(reverse("consultation-office:text", args=[made.slug]))
    return form_page(request, form, _("A new consultation"))


@for_office
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said of a draft."""
    found = mine(slug)
    form = ask(request, about(found, []))
    if form.answers is not None:
        try:
            change_consultation(found, **said(form.answers))
        except Invalid as error:
            form.refuse(request, error)
        else:
            return HttpResponseRedirect(page_of(found))
    return form_page(request, form, _("About the consultation"), found)


@for_office
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, slug: str) -> HttpResponse:
    """The text of a draft and its questions."""
    found = mine(slug)
    form = ask(request, about_text(list(found.parts.all())))
    if form.answers is not None:
        try:
            write_parts(found, **{name: value or "" for name, value in form.answers.items()})
        except Invalid as error:
            form.refuse(request, error)
        else:
            messages.success(request, _("Look at each paragraph before you open the consultation."))
            return HttpResponseRedirect(page_of(found))
    return form_page(request, form, _("Text and questions"), found)


@for_office
@never_cache
@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """A consultation with its parts, and what can be done."""
    found = mine(slug)
    context = {
        "one": found, "parts": list(queries.counted(found)), "breadcrumbs": crumbs((found.title, "")),
    }  # fmt: skip
    return render(request, "consultation/office_consultation.html", context)


@for_office
@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a draft, or throw it away."""
    found = mine(slug)
    back = page_of(found)
    try:
        if request.POST.get("sure") != "on":
            raise Conflict(_("Tick that you are sure."), code="not-sure")
        match request.POST.get("do"):
            case "open":
                open_consultation(found)
                messages.success(request, _("The consultation is open."))
            case "discard":
                discard(found)
                messages.success(request, _("The draft is thrown away."))
                back = reverse("consultation-office:index")
            case _:
                raise Invalid
    except Conflict as error:
        messages.error(request, str(error.message))
    return HttpResponseRedirect(back)


@for_office
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, slug: str, place: int) -> HttpResponse:
    """What people say to a part; its words can be hidden, with the reason."""
    found = mine(slug)
    part = queries.part(found, place)
    if request.method == "POST":
        one = queries.answer(found, identifier(request.POST.get("answer", "")))
        if request.POST.get("do") == "show":
            show(one)
            messages.success(request, _("The words are shown again."))
        else:
            hide(one, request.POST.get("reason", ""))
            messages.success(request, _("The reason stands in the place of the words."))
        return HttpResponseRedirect(request.get_full_path())
    after = request.GET.get("after", "")
    page = keyset(queries.worded(part), ["-at", "id"], after, of=f"answers:{part.pk}")
    context = {
        "one": found, "part": part, "answers": page, "reasons": Reason.choices,
        "next": f"?after={page.next_cursor}" if page.next_cursor else "",
        "breadcrumbs": crumbs((found.title, page_of(found)), (_("Answers"), "")),
    }  # fmt: skip
    return render(request, "consultation/office_answers.html", context)
