"""The pages on which a person says how letters reach them, and proves that these addresses are theirs."""

from __future__ import annotations

from typing import Any, cast

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from prasan.core.notices import service as notices
from prasan.foundation.errors import Invalid, TooMany
from prasan.foundation.ids import show_phone
from prasan.look.fields import Choice, Field, Kind, bind, default_data, mistakes, parse_all

from .flows.contacts import choose, disconnect_line, line_code, prove, proven, send_code, waits
from .models import Account, ContactChannel
from .rules import signed_in


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def letters_page(request: HttpRequest) -> HttpResponse:
    """Every way a letter can take, which are proven, and which are wanted."""
    account = cast(Account, request.user)
    known = proven(account)
    if request.method == "POST":
        choose(account, set(request.POST.getlist("wanted")) & set(known))
        messages.success(request, _("Your choice has been saved."))
        return HttpResponseRedirect(request.path)
    ways = [
        _way(ContactChannel.EMAIL, _("E-mail"), account.email, known),
        _way(ContactChannel.SMS, _("Text message"), account.phone and show_phone(account.phone), known),
        _way(ContactChannel.LINE, "LINE", "", known),
    ]
    choices = [Choice(way["channel"], way["title"]) for way in ways if way["proven"]]
    wanted = [contact.channel for contact in known.values() if contact.wanted]
    question = Field(
        Kind.CHECKBOXES, "wanted", _("Letters also come by"), value=wanted, choices=choices, plain=True
    )
    return render(request, "identity/letters.html", {"ways": ways, "question": question if choices else None})


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def channel_page(request: HttpRequest, channel: str) -> HttpResponse:
    """Prove one address by a code, or connect and disconnect LINE."""
    account = cast(Account, request.user)
    if channel not in ContactChannel:
        raise Http404
    if channel == ContactChannel.LINE:
        return _line(request, account)
    return _prove(request, account, ContactChannel(channel))


def _way(channel: ContactChannel, title: str, address: str, known: dict[str, Any]) -> dict[str, Any]:
    ready, url = notices.set_up(channel), reverse("account-channel", args=[channel])
    return {
        "channel": channel.value, "title": title, "address": address, "url": url, "ready": ready,
        "proven": channel in known,
    }  # fmt: skip


def _prove(request: HttpRequest, account: Account, channel: ContactChannel) -> HttpResponse:
    address = account.email if channel == ContactChannel.EMAIL else account.phone
    done = HttpResponseRedirect(reverse("account-letters"))
    if not address or channel in proven(account) or not notices.set_up(channel):
        return done
    question = Field(
        Kind.TEXT, "code", _("Code"), help=_("6 digits. They are good for 15 minutes."), required=True,
        max_length=20, autocomplete="one-time-code",
    )  # fmt: skip
    refused = ""
    if request.method == "POST" and request.POST.get("do") != "send":
        data = default_data(request.POST)
        answers, wrong = parse_all([question], data)
        try:
            if not wrong:
                prove(account, channel, answers["code"])
                messages.success(request, _("Proven. Letters to you now come there too."))
                return done
        except Invalid as error:
            wrong = {**error.fields}
        question = bind(question, data, wrong)
    elif request.method == "POST":
        try:
            send_code(account, channel)
        except (TooMany, Invalid) as error:
            refused = str(error.message)
    context = {
        "address": address if channel == ContactChannel.EMAIL else show_phone(address),
        "email": channel == ContactChannel.EMAIL, "sent": waits(account, channel), "refused": refused,
        "question": question, "mistakes": mistakes([question]),
    }  # fmt: skip
    return render(request, "identity/prove.html", context)


def _line(request: HttpRequest, account: Account) -> HttpResponse:
    connected, context = ContactChannel.LINE in proven(account), dict[str, Any]()
    if request.method == "POST" and request.POST.get("do") == "disconnect":
        disconnect_line(account)
        messages.success(request, _("LINE is disconnected. Letters no longer go there."))
        return HttpResponseRedirect(reverse("account-letters"))
    if not notices.set_up(ContactChannel.LINE) and not connected:
        return HttpResponseRedirect(reverse("account-letters"))
    if request.method == "POST" and not connected:
        try:
            code = line_code(account)
        except TooMany as error:
            context["refused"] = str(error.message)
        else:
            friend, chat = notices.line_links(code)
            picture = segno.make(friend, error="m").svg_inline(scale=4, border=2, omitsize=True)
            context |= {"code": code, "friend": friend, "chat": chat, "qr": mark_safe(picture)}  # noqa: S308 - ours
    return render(request, "identity/line.html", {"connected": connected, **context})
