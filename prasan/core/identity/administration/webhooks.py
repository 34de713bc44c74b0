"""Where an agency's events are sent: for its integrators and its administrators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.core.directory import service as directory
from prasan.core.events import service as events
from prasan.foundation.errors import Invalid
from prasan.look.fields import Choice, Field, Kind, ask

from ..rules import View, manages_webhooks, needs
from .common import confirmed, form_page, onward, record


def managed(view: View) -> View:
    """A page for who manages the webhooks of an agency."""
    return needs(manages_webhooks)(never_cache(view))


@managed
@require_safe
def webhooks_page(request: HttpRequest) -> HttpResponse:
    """The endpoints of each agency whose webhooks the person manages."""
    agencies = [directory.agency_by_id(id) for id in events.managed_agencies()]
    groups = [(agency, events.endpoints(agency.code)) for agency in agencies]
    return render(request, "identity/administration/webhooks.html", {"groups": groups})


@managed
@confirmed
@require_http_methods(["GET", "POST"])
def webhook_add(request: HttpRequest) -> HttpResponse:
    """Send an agency's events to an address. The signing key is on the page that answers, this once."""
    agencies = [directory.agency_by_id(id) for id in events.managed_agencies()]
    asked = ask(
        request,
        [
            Field(Kind.SELECT, "agency", _("Agency"), required=True, value=agencies[0].code,
                  choices=[Choice(agency.code, agency.name) for agency in agencies]),
            Field(Kind.TEXT, "url", _("Address"), required=True, max_length=500,
                  help=_("An https address that answers 2xx when it has the event.")),
            Field(Kind.TEXT, "topics", _("Events"), required=True, max_length=2000, value="case.*",
                  help=_("Names or patterns with blanks between them, such as case.opened case.*")),
        ],
    )  # fmt: skip
    back = reverse("admin-webhooks")
    if asked.answers is not None:
        answers = asked.answers
        try:
            endpoint, secret = events.save_endpoint(
                answers["agency"], answers["url"], answers["topics"].replace(",", " ").split()
            )
        except Invalid as error:
            asked.refuse(request, error)
        else:
            record(request, "add-webhook", [answers["agency"], *endpoint.topics])
            shown = {"title": _("The webhook has been added"), "about": endpoint.url, "secret": secret,
                     "back": back, "label": _("Key that signs what is sent")}  # fmt: skip
            return render(request, "identity/administration/secret.html", shown)
    return form_page(request, asked, title=_("Add a webhook"), back=back, button=_("Add"))


@managed
@require_safe
def webhook_page(request: HttpRequest, id: int) -> HttpResponse:
    """One endpoint and what became of what was sent to it, newest first."""
    endpoint = events.endpoint(id)
    page = events.deliveries(endpoint.pk, request.GET.get("after", ""), limit=25)
    context = {
        "endpoint": endpoint,
        "deliveries": page,
        "next": onward(page),
    }
    return render(request, "identity/administration/webhook.html", context)


@managed
@require_POST
def webhook_pause(request: HttpRequest, id: int) -> HttpResponse:
    """Stop sending for a while, or go on."""
    code = events.endpoint(id).agency.code
    if request.POST.get("paused") == "1":
        events.pause_endpoint(id)
        record(request, "pause-webhook", [code])
        messages.success(request, _("Nothing is sent there for now. Events wait for 30 days."))
    else:
        events.resume_endpoint(id)
        record(request, "resume-webhook", [code])
        messages.success(request, _("Events are sent there again."))
    return HttpResponseRedirect(reverse("admin-webhook", args=[id]))


@managed
@confirmed
@require_POST
def webhook_end(request: HttpRequest, id: int) -> HttpResponse:
    """Stop sending there for good, and forget what was sent."""
    code = events.endpoint(id).agency.code
    events.remove_endpoint(id)
    record(request, "remove-webhook", [code])
    messages.success(request, _("The webhook has ended."))
    return HttpResponseRedirect(reverse("admin-webhooks"))


@managed
@require_POST
def webhook_again(request: HttpRequest, id: int, delivery: int) -> HttpResponse:
    """Give an event that was given up another round."""
    events.send_webhook_again(events.given_up(id, delivery).pk)
    record(request, "resend-webhook", [events.endpoint(id).agency.code])
    messages.success(request, _("The event is sent again in a moment."))
    return HttpResponseRedirect(reverse("admin-webhook", args=[id]))
