"""How the country stands, what it wants to reach, and how the two targets disagree."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..editions import editions
from ..home import agreement, home
from ..survey import Edition
from ..words import GROUPS, NOTHING, PARTS, edition_of, number, signed
from . import drawn


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The country now, through all editions, and its targets."""
    held, state = editions(), home()
    edition = held[-1]
    title = _("%(state)s in the world's survey of digital government") % {"state": state.name}
    found = agreement(held, edition)
    shown: dict[str, Any] = {
        "title": title,
        "crumbs": [(_("Observatory"), "")],
        "state": state,
        "year": edition.year,
        "edition": edition_of(edition.year),
        "tiles": _tiles(held, edition, state.iso3),
        "figures": drawn.of_state(held, state),
    }
    if found is not None:
        standing, first = edition.standings[state.iso3], found.rank_of_index[0]
        parts = {
            "agreement": found,
            "target_index": number(found.targets.index, 2),
            "index_of_rank": number(found.index_of_rank),
            "rank_of_index": first,
            "passed": found.passed and edition_of(found.passed),
            "index_now": number(standing.index),
            "reached_rank": (standing.rank or 999) <= found.targets.rank,
            "missing": number(max(0, found.index_of_rank - standing.index)),
            "what_if": reverse("observatory:what-if") + f"?state={state.iso3}&rank={found.targets.rank}",
            "imd_rank": found.targets.imd_rank,
        }
        shown |= parts
    return render(request, "observatory/overview.html", shown)


def _tiles(held: tuple[Edition, ...], edition: Edition, iso3: str) -> list[dict[str, object]]:
    """The country in the newest edition, each number with how it moved since the one before."""
    now = edition.standings[iso3]
    before = held[-2].standings.get(iso3) if len(held) > 1 else None
    since = edition_of(held[-2].year) if before else ""
    of = _("of %(n)d states") % {"n": len(edition.surveyed)}
    tiles: list[dict[str, object]] = [
        {"title": _("Rank in the edition of %(year)s") % {"year": edition_of(edition.year)},
         "value": now.rank or NOTHING, "of": of},
        {"title": _("Index"), "value": number(now.index), "of": ""},
        {"title": _("Group of the UN"), "value": GROUPS[now.group], "of": ""},
    ]  # fmt: skip
    for part, name in PARTS.items():
        tiles.append({"title": f"{name} ({part.value.upper()})", "value": number(now.part(part)), "of": ""})
        if before:
            tiles[-1]["of"] = _moved(now.part(part) - before.part(part), since)
    if before:
        tiles[1]["of"] = _moved(now.index - before.index, since)
        if before.rank:
            tiles[0]["of"] = _("%(of)s; %(rank)d in %(since)s") % {
                "of": of,
                "rank": before.rank,
                "since": since,
            }
    return tiles


def _moved(by: int, since: str) -> str:
    return _("%(by)s since %(since)s") % {"by": signed(by), "since": since}
