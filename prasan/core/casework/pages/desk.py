"""The desk: what waits for an officer and their units, to find, sort and take on."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from prasan.core.casework import rules
from prasan.core.casework import service as casework
from prasan.core.casework.format.definition import Definition, StateKind
from prasan.core.casework.format.verbs import KINDS, say
from prasan.core.casework.models import Service
from prasan.core.casework.queries import MANY, Filter, View
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.foundation import scope, thai
from prasan.foundation.errors import Invalid

from .sent import number_in

at_a_desk = identity.needs(rules.has_desk)

VIEWS = {
    View.QUEUE: pgettext_lazy("desk", "Queue"),
    View.MINE: pgettext_lazy("desk", "My work"),
    View.UNCLAIMED: pgettext_lazy("desk", "Unclaimed"),
    View.OVERDUE: pgettext_lazy("desk", "Overdue"),
    View.SOON: pgettext_lazy("desk", "Due soon"),
    View.WAITING: pgettext_lazy("desk", "Waiting for the citizen"),
    View.PARTS: pgettext_lazy("desk", "Asked of us"),
    View.CLOSED: pgettext_lazy("desk", "Closed"),
}
STATE = re.compile(r"[a-z][a-z0-9_-]{0,59}")
SORTS = {
    "due": _("Nearest deadline first"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
}


@require_safe
@at_a_desk
def desk(request: HttpRequest) -> HttpResponse:
    """A view of the desk as a list of 50."""
    wanted, status, refused = read_filter(request.GET), 200, None
    try:
        page = casework.desk(wanted, request.GET.get("after", ""))
    except Invalid as error:  # a cursor that fits no more: from the start again, and say so
        page, refused, status = casework.desk(wanted), error, error.status
    understood = ""
    if wanted.text and not page.items and not request.GET.get("after"):
        other = replace(wanted, text=thai.swap_keyboard(wanted.text))
        if (swapped := casework.desk(other)).items:
            wanted, page, understood = other, swapped, other.text
    units = [directory.unit_by_id(unit) for unit in rules.desk_units(scope.current())]
    shown = _services() if units else []
    context = {
        "wanted": wanted,
        "page": page,
        "refused": refused,
        "understood": understood,
        "heading": VIEWS[wanted.view],
        "units": units,
        "services": [(service.pk, service.title) for service in shown],
        "states": _states(shown, wanted),
        "provinces": directory.places(),
        "people": identity.officers_of(*(unit.pk for unit in units)),
        "sorts": SORTS,
        "narrowed": bool(_asked(replace(wanted, view=View.QUEUE, sort="due"))),
        "view_url": address(Filter(view=wanted.view)),
        "next": address(wanted, page.next_cursor) if page.next_cursor else "",
        "leads": rules.leads_an_agency(scope.current()),
        "bulk": wanted.view not in (View.CLOSED, View.PARTS),
        "query": urlencode(_asked(wanted)),
        "pulse_url": _pulse_url(wanted, timezone.now()),
        **_pulse(wanted, 0),
    }
    return render(request, "casework/desk.html", context, status=status)


@require_safe
@at_a_desk
def pulse(request: HttpRequest) -> HttpResponse:
    """The counts and how much is new since the page was opened, asked for every few seconds.

    Two queries, no case's content and so no look for the ledger; 304 while nothing changed.
    """
    wanted = read_filter(request.GET)
    text = render_to_string(
        "casework/_desk_pulse.html", _pulse(wanted, casework.news(wanted, _since(request))), request
    )
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(text)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def read_filter(asked: QueryDict) -> Filter:
    """What the desk is to be narrowed to; whatever makes no sense is left out."""
    view = asked.get("view", "")
    sort = asked.get("sort", "")
    unit = number_in(asked.get("unit", ""))
    state, place = asked.get("state", ""), asked.get("place", "")
    return Filter(
        view=View(view) if view in set(View) else View.QUEUE,
        unit=unit if unit in rules.desk_units(scope.current()) else None,
        service=_service(asked.get("service", "")),
        assignee=number_in(asked.get("assignee", "")),
        state=state if STATE.fullmatch(state) else "",
        place=place if any(place == province.code for province in directory.places()) else "",
        text=asked.get("q", "").replace("\x00", "")[:200].strip(),
        sort=sort if sort in SORTS else "due",
    )


def _service(text: str) -> int | None:
    """The service that was asked for, by its number or its name."""
    if (number := number_in(text)) or not text:
        return number
    return Service.objects.filter(slug=text[:60].replace("\x00", "")).values_list("pk", flat=True).first()


def address(wanted: Filter, after: str = "") -> str:
    """Where the desk shows this."""
    asked = _asked(wanted) | ({"after": after} if after else {})
    return reverse("casework:desk") + (f"?{urlencode(asked)}" if asked else "")


def _asked(wanted: Filter) -> dict[str, str]:
    plain = Filter()
    held = {
        "view": wanted.view if wanted.view != plain.view else "",
        "unit": wanted.unit,
        "service": wanted.service,
        "assignee": wanted.assignee,
        "state": wanted.state,
        "place": wanted.place,
        "q": wanted.text,
        "sort": wanted.sort if wanted.sort != plain.sort else "",
    }
    return {name: str(value) for name, value in held.items() if value}


def _pulse(wanted: Filter, news: int) -> dict[str, Any]:
    counted = casework.counts()
    tabs = [
        {
            "view": view,
            "label": label,
            "url": address(replace(wanted, view=view)),
            "current": view == wanted.view,
            "count": counted.get(view),
        }
        for view, label in VIEWS.items()
    ]
    return {"tabs": tabs, "many": MANY, "news": news, "here": address(wanted)}


def _pulse_url(wanted: Filter, since: datetime) -> str:
    return f"{reverse('casework:desk-pulse')}?{urlencode({**_asked(wanted), 'since': since.isoformat()})}"


def _since(request: HttpRequest) -> datetime:
    try:
        since = datetime.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return timezone.now()
    return since if since.tzinfo else timezone.now()


@dataclass(frozen=True)
class Choice:
    """A service that has cases: its id, title, and the states of its cases as id, label and kind."""

    pk: int
    title: str
    states: list[tuple[str, str, StateKind]]


def _services() -> list[Choice]:
    """Every service that has cases, by title."""
    minute = int(time.monotonic() // 60)
    try:
        choices = _choices(_versions(minute))
    except ObjectDoesNotExist:  # the tables were put back from a backup within this minute
        _versions.cache_clear()
        choices = _choices(_versions(minute))
    return sorted(choices, key=lambda choice: thai.sort_key(choice.title))


def _choices(known: list[tuple[int, int]]) -> list[Choice]:
    return [_choice(pk, casework.definition_of(version)) for pk, version in known]


def _choice(pk: int, of: Definition) -> Choice:
    states = of.workflow.states if of.workflow else {}
    told = [(name, say(state.label), state.kind) for name, state in states.items()]
    return Choice(pk, say(of.title), told)


def _states(services: list[Choice], wanted: Filter) -> list[tuple[str, str]]:
    """Name and label of the states that cases of the view can be in, by label.

    Services write of one state in words of their own; without a service the most frequent words tell it.
    """
    said: dict[str, Counter[str]] = {}
    for service in services:
        if wanted.service in (None, service.pk):
            for name, label, kind in service.states:
                if (kind == StateKind.CLOSED) == (wanted.view == View.CLOSED):
                    waiting = kind == StateKind.WAITING
                    said.setdefault(name, Counter())[str(KINDS[kind]) if waiting else label] += 1
    labels = [(name, count.most_common(1)[0][0]) for name, count in said.items()]
    return sorted(labels, key=lambda pair: thai.sort_key(pair[1]))


@lru_cache(maxsize=1)
def _versions(minute: int) -> list[tuple[int, int]]:
    """Services with their current versions, read once a minute: they are but choices of a filter."""
    found = Service.objects.filter(current__isnull=False, entry=False)
    return list(found.values_list("pk", "current_id"))
