"""The catalogue and the public manual of each service."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prasan.core.casework import catalogue
from prasan.core.casework.format.verbs import say
from prasan.core.casework.queries import drafts_begun
from prasan.core.directory import service as directory
from prasan.core.search import service as search_room
from prasan.foundation import worktime_words
from prasan.foundation.errors import NotFound
from prasan.foundation.languages import in_language

from .groups import GROUPS, at_place, province_of


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """The whole catalogue, by life event, agency or place; `event`, `agency`, `place` and `online` narrow it."""
    entries = catalogue.entries()
    asked = request.GET.get("by", "")
    by = asked if asked in GROUPS else "event"
    online = request.GET.get("online") == "1"
    if online:
        entries = [entry for entry in entries if entry.online]
    groups = GROUPS[by](entries)
    chosen = request.GET.get(by, "")
    province = province_of(chosen) if by == "place" else None
    shown = at_place(groups, chosen) if province else [group for group in groups if group.key == chosen]
    return render(
        request,
        "casework/services.html",
        {
            "groups": shown or groups,
            "all_groups": groups,
            "chosen": chosen if shown else "",
            "by": by,
            "online": online,
            "count": len({entry.slug for group in shown or groups for entry in group.entries}),
            "provinces": directory.places() if by == "place" else [],
            "province": province,
            "offices": directory.agencies_at(province.code) if province else [],
        },
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find a service by people's own words."""
    query = request.GET.get("q", "").replace("\x00", "")[:200].strip()
    found = search_room.search(catalogue.KIND, query, 20)
    hits = catalogue.in_order([hit.key for hit in found.hits])
    events = [] if hits or not query else GROUPS["event"](catalogue.entries())
    return render(
        request,
        "casework/search.html",
        {"query": query, "entries": hits, "found": found, "events": [event for event in events if event.key]},
    )


@require_safe
def manual(request: HttpRequest, slug: str) -> HttpResponse:
    """The public manual of a service, and the way to apply for it."""
    entry = catalogue.entry(slug)
    if entry is None:
        raise NotFound(_("There is no such service."))
    definition = entry.definition
    return render(
        request,
        "casework/manual.html",
        {
            "entry": entry,
            "d": definition,
            "drafts": drafts_begun(slug) if entry.online else [],
            "signed_in": request.user.is_authenticated,
            "steps": [
                {
                    "title": say(step.name),
                    "time": worktime_words.span(step.time.amount, step.time.unit.value) if step.time else "",
                    "body": say(step.by),
                    "state": "later",
                }
                for step in definition.manual.steps
            ],
            "total": worktime_words.span(definition.manual.time.amount, definition.manual.time.unit.value)
            if definition.manual.time
            else "",
            "agency": in_language(entry.agency_th, entry.agency_en),
        },
    )
