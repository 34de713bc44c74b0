"""The portal's front pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from prasan.core.casework import service as casework
from prasan.foundation.languages import current_language
from prasan.foundation.types import Words

from .api_docs import EXAMPLE, TAGS, operations

PAGES: dict[str, Words] = {
    "about": _("About this portal"),
    "accessibility": _("Accessibility"),
    "contact": _("Contact"),
    "help": _("Help"),
    "privacy": _("Privacy"),
}


@dataclass(frozen=True)
class Door:
    """A card of the front page: a life event, with the words under its title."""

    event: str
    icon: str
    title: Words
    text: Words


DOORS = [
    Door("victim-of-crime", "shield", _("Cheated or harmed"),
         _("Report an online scam, have the account frozen, follow what is done")),
    Door("problem-with-the-state", "talk", _("A problem with the state"),
         _("Complain, ask, report what is broken, and get an answer in time")),
    Door("identity", "paper", _("Papers and registers"),
         _("Copies of the house register, certificates, your own data")),
    Door("starting-a-business", "business", _("Starting a business"),
         _("Notify, apply for a permit, ask for a grant")),
    Door("health", "heart", _("Health"), _("Your own health record and health services")),
    Door("getting-online", "wifi", _("Internet and digital skills"),
         _("Village internet and free Wi-Fi, community centres, help from a volunteer")),
]  # fmt: skip
POPULAR: list[Words] = [
    _("Village internet is down"),
    _("Cheated into a transfer"),
    _("Copy of the house register"),
    _("Report fake news"),
]
# Services that many people need, as far as this installation has them; in this order.
SHOWN = {
    "complaint": "talk",
    "scam-report": "shield",
    "house-registration-copy": "home",
    "hotspot-fault": "wifi",
    "health-record-copy": "heart",
    "startup-grant": "business",
    "volunteer-help-request": "people",
    "official-information-request": "eye",
    "open-data-request": "data",
    "residence-certificate": "paper",
}
MOST_SHOWN = 6


@dataclass(frozen=True)
class Card:
    """A service on the front page, in the reader's language."""

    slug: str
    icon: str
    title: str
    text: str
    meta: str


def _cards() -> list[Card]:
    cards: list[Card] = []
    for entry in [known for known in casework.in_order(list(SHOWN)) if known.online][:MOST_SHOWN]:
        of = entry.definition
        fee = casework.say(of.manual.fee)
        title, summary = casework.say(of.title), casework.say(of.summary)
        cards.append(Card(entry.slug, SHOWN[entry.slug], title, summary, fee))
    return cards


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: say what you need, call, or go by what happened in your life."""
    return render(request, "web/home.html", {"doors": DOORS, "popular": POPULAR, "cards": _cards()})


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """The API for people who connect a system: how it works, and every operation."""
    title = _("The API")
    groups = [(tag, TAGS.get(tag, tag), found) for tag, found in operations().items() if found]
    context = {
        "title": title,
        "breadcrumbs": [(title, "")],
        "groups": groups,
        "example": EXAMPLE,
        "description": "/api/v1/openapi.json",
    }
    return render(request, f"web/pages/{current_language()}/api.html", context)


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """A page of text, written in each language."""
    title = PAGES[name]
    return render(
        request,
        f"web/pages/{current_language()}/{name}.html",
        {"title": title, "breadcrumbs": [(title, "")]},
    )
