"""A state through time, and several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prasan.foundation.errors import Invalid, NotFound
from prasan.look.charts import MOST_LINES

from ..editions import editions
from ..history import Measure, history, value_of
from ..home import home
from ..states import State, by_code, find_state, states
from ..survey import ONE
from ..words import GROUPS, NO_STATE, NOTHING, REGIONS, edition_of, number
from . import drawn
from .show import crumbs, csv_file


@require_safe
def state(request: HttpRequest, iso3: str) -> HttpResponse:
    """Index, parts and rank of a state in every edition."""
    found = _state(iso3)
    held = editions()
    now = held[-1].standings[found.iso3]
    nearby = [s for s in held[-1].surveyed if now.rank and abs((s.rank or 0) - now.rank) <= 2]
    compare = urlencode([("state", s.iso3) for s in nearby] or [("state", found.iso3)])
    return render(request, "observatory/state.html", {
        "title": found.name,
        "crumbs": crumbs((found.name, "")),
        "region": REGIONS[found.region],
        "state": found,
        "edition": edition_of(held[-1].year),
        "rank": now.rank or NOTHING,
        "index": number(now.index),
        "group": GROUPS[now.group],
        "figures": drawn.of_state(held, found),
        "compare": f"{reverse('observatory:compare')}?{compare}",
        "what_if": f"{reverse('observatory:what-if')}?state={found.iso3}",
    })  # fmt: skip


@require_safe
def state_file(request: HttpRequest, iso3: str) -> HttpResponse:
    """The same as CSV."""
    found = _state(iso3)
    rows = []
    for year, standing in history(editions(), found.iso3):
        if standing is not None:
            values = (standing.index, standing.osi, standing.tii, standing.hci, standing.epi)
            told = (None if v is None else f"{v / ONE:.5f}" for v in values)
            rows.append((year, found.iso3, found.un_name, standing.rank, standing.group.value, *told))
    heads = ("edition", "iso3", "country", "rank", "group", "index", "osi", "tii", "hci", "epi")
    return csv_file(found.iso3, heads, rows)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """States side by side; what is wrong in the address is told above what could be shown of it."""
    chosen, measure, mistakes = _asked(request)
    title = _("States side by side")
    query = urlencode([*(("state", s.iso3) for s in chosen), ("show", measure.value)])
    file = f"{reverse('observatory:compare-file')}?{query}"
    return render(request, "observatory/compare.html", {
        "title": title,
        "crumbs": crumbs((title, "")),
        "mistakes": mistakes,
        "chosen": chosen,
        "full": len(chosen) >= MOST_LINES,
        "others": sorted((s for s in states() if s not in chosen), key=lambda s: s.name),
        "measures": [(m.value, drawn.NAMES[m], drawn.short(m), m is measure) for m in Measure],
        "figures": [drawn.compared(editions(), chosen, measure, file)] if chosen else [],
    }, status=422 if mistakes else 200)  # fmt: skip


@require_safe
def compare_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV. Raises Invalid."""
    chosen, measure, mistakes = _asked(request)
    if mistakes:
        raise Invalid(mistakes[0]["text"])
    rows = []
    held = editions()
    paths = [history(held, one.iso3) for one in chosen]
    for at, edition in enumerate(held):
        values = (value_of(told[at][1], measure) for told in paths)
        scale = 1 if measure is Measure.RANK else ONE
        told = (None if v is None else v if scale == 1 else f"{v / scale:.5f}" for v in values)
        rows.append((edition.year, *told))
    return csv_file(f"compare-{measure.value}", ("edition", *(one.iso3 for one in chosen)), rows)


def _asked(request: HttpRequest) -> tuple[list[State], Measure, list[dict[str, str]]]:
    """The states and the measure in the address, and what is wrong with them; without any, some that suit."""
    wrong, chosen = [], []
    told = [text for text in request.GET.getlist("state") if text.strip()]
    for text in told:
        found = find_state(text[:80])
        if found is None:
            wrong.append(NO_STATE % text[:40])
        elif found not in chosen:
            chosen.append(found)
    if len(chosen) > MOST_LINES:
        wrong.append(_("At most %(n)d states fit into one chart.") % {"n": MOST_LINES})
    show = request.GET.get("show") or Measure.INDEX.value
    if show not in {m.value for m in Measure}:
        wrong.append(_("Choose what to show: the index, one of its parts, or the rank."))
        show = Measure.INDEX.value
    chosen = chosen[:MOST_LINES] if told else _usual()
    return chosen, Measure(show), [{"text": text, "target": ""} for text in wrong[:MOST_LINES]]


def _usual() -> list[State]:
    """The country, and the three that stand highest in its region."""
    own = home()
    near = (by_code()[s.iso3] for s in editions()[-1].surveyed)
    best: Sequence[State] = [s for s in near if s.region is own.region and s is not own]
    return [own, *best[:3]]


def _state(iso3: str) -> State:
    """Raises NotFound."""
    found = by_code().get(iso3.upper())
    if found is None:
        raise NotFound(code="no-such-state")
    return found
