"""The catalogue and the public manual of each service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ruamel.yaml import YAML

from prasan.core.casework import catalogue
from prasan.core.casework.catalogue import Entry
from prasan.core.casework.queries import drafts_begun
from prasan.core.search import service as search_room
from prasan.foundation import worktime_words
from prasan.foundation.errors import NotFound

from .fields import words

LIFE_EVENTS = Path(__file__).parents[1] / "format/life_events.yaml"


@dataclass(frozen=True)
class Group:
    """Entries under one heading of the catalogue."""

    key: str
    title: str
    entries: list[Entry]


@lru_cache
def life_events() -> list[dict[str, Any]]:
    """The closed list of life events: slug and title."""
    loaded: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(LIFE_EVENTS.read_text())["life_events"]
    return loaded


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """The whole catalogue, by life event or by agency; `event`, `agency` and `online` narrow it."""
    entries = catalogue.entries()
    by = "agency" if request.GET.get("by") == "agency" else "event"
    online = request.GET.get("online") == "1"
    if online:
        entries = [entry for entry in entries if entry.online]
    groups = _by_agency(entries) if by == "agency" else _by_event(entries)
    chosen = request.GET.get("event") or request.GET.get("agency")
    shown = [group for group in groups if group.key == chosen] or groups
    return render(
        request,
        "casework/services.html",
        {
            "groups": shown,
            "all_groups": groups,
            "chosen": chosen if len(shown) == 1 and len(groups) > 1 else "",
            "by": by,
            "online": online,
            "count": len({entry.slug for group in shown for entry in group.entries}),
        },
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find a service by people's own words."""
    query = request.GET.get("q", "").replace("\x00", "")[:200].strip()
    found = search_room.search(catalogue.KIND, query, 20)
    hits = catalogue.in_order([hit.key for hit in found.hits])
    return render(request, "casework/search.html", {"query": query, "entries": hits, "found": found})


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
                    "title": words(step.name),
                    "time": worktime_words.span(step.time.amount, step.time.unit.value) if step.time else "",
                    "body": words(step.by),
                    "state": "later",
                }
                for step in definition.manual.steps
            ],
            "total": worktime_words.span(definition.manual.time.amount, definition.manual.time.unit.value)
            if definition.manual.time
            else "",
            "agency": entry.agency_en if get_language() == "en" else entry.agency_th,
        },
    )


def _by_event(entries: Iterable[Entry]) -> list[Group]:
    listed = list(entries)
    groups = [
        Group(
            event["slug"],
            event["title"]["en" if get_language() == "en" else "th"],
            _sorted(entry for entry in listed if event["slug"] in entry.definition.life_events),
        )
        for event in life_events()
    ]
    other = _sorted(entry for entry in listed if not entry.definition.life_events)
    return [group for group in [*groups, Group("other", _("Other services"), other)] if group.entries]


def _by_agency(entries: Iterable[Entry]) -> list[Group]:
    held: dict[int, list[Entry]] = {}
    for entry in entries:
        held.setdefault(entry.agency_id, []).append(entry)
    named = [
        Group(
            str(agency), found[0].agency_en if get_language() == "en" else found[0].agency_th, _sorted(found)
        )
        for agency, found in held.items()
    ]
    return sorted(named, key=lambda group: group.title)


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    """What can be done here first, then by title."""
    return sorted(entries, key=lambda entry: (not entry.online, words(entry.definition.title)))
