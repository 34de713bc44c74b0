"""What everybody sees: consultations, one with its paragraphs, one paragraph to answer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from prasan.core.identity import service as identity
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, TooMany
from prasan.foundation.paging import keyset
from prasan.look.context import Link
from prasan.look.fields import Choice as Option
from prasan.look.fields import Field, Kind, ask

from .. import queries
from ..flows.answer import answer
from ..models import Answer, Choice, Consultation, Part
from ..models.answer import LONGEST
from . import voice

MOST_ANONYMOUS = 60  # answers in ten minutes from one address, which an office or a school shares


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Consultations, those that close last first."""
    show = request.GET.get("show", "")
    show = show if show in queries.SHOWS else ""
    page = keyset(
        queries.shown(show), ["-closes_at", "id"], request.GET.get("after", ""), of=f"consultations:{show}"
    )
    here = reverse("consultation:index")
    names = {
        "": pgettext("consultations", "All"), "open": _("Open for answers"), "closed": _("Waiting for the report"),
        "reported": _("With a report"),
    }  # fmt: skip
    tabs = [
        Link(name, f"{here}?show={key}" if key else here, current=key == show) for key, name in names.items()
    ]
    title = _("Consultations")
    asked = {"show": show} if show else {}
    return render(
        request,
        "consultation/index.html",
        {
            "title": title, "breadcrumbs": [(title, "")], "tabs": tabs, "consultations": page,
            "next": "?" + urlencode({**asked, "after": page.next_cursor}) if page.next_cursor else "",
        },
    )  # fmt: skip


@never_cache
@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """A consultation with its paragraphs and questions."""
    found = queries.consultation(slug)
    own = queries.own(found, voice.key_of(request))
    parts = list(queries.counted(found))
    return render(
        request,
        "consultation/consultation.html",
        {
            "one": found, "rows": [(part, own.get(part.pk)) for part in parts], "answered": len(own),
            "following": next((p.position for p in parts if p.pk not in own), 0),
            "breadcrumbs": _crumbs((found.title, "")), **_standing(request, found),
        },
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, slug: str, place: int) -> HttpResponse:
    """A paragraph or question: what others say, and one's own answer."""
    found = queries.consultation(slug)
    one = queries.part(found, place)
    token = ""
    key = voice.key_of(request)
    mine = queries.own(found, key).get(one.pk)
    standing = _standing(request, found)
    form = ask(request, _questions(one, mine) if standing["may_answer"] else [])
    if request.method == "POST" and form.answers is not None:
        if not standing["signed_in"]:
            if identity.too_often(request, "consultation", MOST_ANONYMOUS):
                raise TooMany
            if found.anonymous and not key:
                token = voice.new_token()
                key = voice.key_of_token(token)
        try:
            answer(one, choice=form.answers.get("choice") or "", text=form.answers.get("text") or "", key=key)
        except Invalid as error:
            form.refuse(request, error)
        else:
            response = _on(found, one, key)
            messages.success(
                request, _("Your answer is kept. You can change it until the consultation closes.")
            )
            if token:
                voice.keep(response, token)
            return response
    page = keyset(
        queries.worded(one), ["-at", "id"], request.GET.get("after", ""), of=f"consultation:{one.pk}"
    )
    back = reverse("consultation:consultation", args=[slug])
    last = found.parts.count()
    return render(
        request,
        "consultation/part.html",
        {
            "one": found, "part": one, "form": form, "mine": mine, "answers": page, "last": last,
            "before": place - 1, "after": place + 1 if place < last else 0,
            "next": f"?after={page.next_cursor}#answers" if page.next_cursor else "",
            "first": f"{request.path}#answers" if request.GET.get("after") else "",
            "breadcrumbs": _crumbs((found.title, back), (_name(one), "")), "name": _name(one), **standing,
        },
        status=422 if form.mistakes else 200,
    )  # fmt: skip


def _on(found: Consultation, one: Part, key: str) -> HttpResponseRedirect:
    """On to the next part that has no answer yet, or back to the consultation."""
    own = queries.own(found, key)
    later = found.parts.filter(position__gt=one.position).exclude(pk__in=own).first()
    if later:
        return HttpResponseRedirect(reverse("consultation:part", args=[found.slug, later.position]))
    return HttpResponseRedirect(reverse("consultation:consultation", args=[found.slug]))


def _questions(one: Part, mine: Answer | None) -> list[Field]:
    text = Field(
        Kind.MULTILINE, "text",
        pgettext("consultation", "Your answer") if one.is_question else _("Reasons, or what should be changed"),
        value=mine.text if mine else None, max_length=LONGEST, required=one.is_question,
        help=_("Everybody can read it, without your name. Leave out names, addresses and numbers of people."),
    )  # fmt: skip
    if one.is_question:
        return [text]
    options = [Option(value, label) for value, label in Choice.choices]
    return [
        Field(
            Kind.RADIOS, "choice", _("What do you think of this text?"), value=mine.choice if mine else None,
            choices=options, required=True,
        ),
        text,
    ]  # fmt: skip


def _standing(request: HttpRequest, found: Consultation) -> dict[str, object]:
    """Whether who asks may answer now, and how."""
    signed_in = scope.current().person is not None
    return {
        "signed_in": signed_in,
        "may_answer": found.answering and (signed_in or found.anonymous),
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    }


def _name(one: Part) -> str:
    if one.is_question:
        return _("Question %(place)d") % {"place": one.position}
    return _("Paragraph %(place)d") % {"place": one.position}


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Consultations"), reverse("consultation:index")), *more]
