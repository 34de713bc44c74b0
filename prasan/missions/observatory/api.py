"""The observatory by HTTP: editions, states, recomputing, what-ifs. Open to everybody; nothing of it is personal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from django.http import HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from prasan.foundation.api import answers
from prasan.foundation.errors import Invalid, NotFound
from prasan.foundation.languages import current_language

from .answering import Others, Outcome, Question, answer
from .editions import edition_of, editions, sources, stamp
from .history import history
from .pages.editions import remark
from .recompute import recompute
from .states import by_code, find_state
from .survey import ONE, Part, Standing
from .words import NO_STATE, ONE_TARGET

router = Router(tags=["observatory"])
Share = Annotated[float, Field(description="0 to 1.")]
Weight = Annotated[float, Query(gt=0, le=1_000_000, allow_inf_nan=False)]
Value = Annotated[float | None, Query(ge=0, le=1, allow_inf_nan=False)]


def _answers(ok: Any, *statuses: int) -> dict[int, Any]:
    """What can come of an open operation whose answer is kept."""
    return {**answers(ok, *statuses, keyed=False), 304: None}


def _etag(request: HttpRequest, *_args: object, **_kwargs: object) -> str:
    return f'"{stamp()}-{current_language()}"'


def kept(view: Any) -> Any:
    """An answer that stays the same until another edition is loaded: asked again, it is 304."""
    return cache_control(public=True, max_age=300)(condition(etag_func=_etag)(view))


class EditionOut(Schema):
    """An edition of the survey."""

    year: int
    states: int = Field(description="How many have a rank.")
    follows: bool = Field(
        description="Whether the published index follows from the published parts, but for rounding."
    )
    source: str


class Editions(Schema):
    """Every edition, the oldest first."""

    items: list[EditionOut]


class StandingOut(Schema):
    """A state in an edition."""

    year: int
    iso3: str
    name: str
    rank: int
    group: str = Field(description="very-high, high, middle or low.")
    index: Share
    osi: Share
    tii: Share
    hci: float = Field(description="0 to 1; the editions to 2005 print some that are over it.")
    epi: float | None = Field(description="E-participation.")


class OneEdition(EditionOut):
    """An edition with every state, by rank."""

    items: list[StandingOut]


class CountryOut(Schema):
    """A state in every edition in which it was surveyed, the oldest first."""

    iso3: str
    iso2: str
    name: str
    region: str = Field(description="asia, europe, americas, africa or oceania.")
    items: list[StandingOut]


class LineOut(Schema):
    """A state computed again."""

    iso3: str
    published: Share
    recomputed: float
    difference: float = Field(description="Published less recomputed.")
    rank_published: int
    rank_recomputed: int
    remark: str = Field(
        description='"withheld": given no index; "unexplained": not explained by the parts; or "".'
    )


class RecomputedOut(Schema):
    """An edition computed again from its parts."""

    year: int
    states: int
    index_equal_4dp: int
    rank_equal: int
    max_abs_error: float
    ranked_by: str = Field(
        description="exact, or four-decimals: states with the same printed index share a rank."
    )
    follows: bool
    items: list[LineOut]


class Levers(Schema):
    """A value for each part; null where even 1 is not enough."""

    osi: float | None
    tii: float | None
    hci: float | None


class PastStepOut(Schema):
    """The chance if the world moves as it did between two editions."""

    since: int
    until: int
    chance: Share


class OutcomeOut(Schema):
    """Where an index leads. index: null where it is drawn; the rest where the others are simulated."""

    index: float | None
    rank: int = Field(description="The middle one where the others are simulated.")
    ranks: list[int] | None = Field(description="In which 5 and 95 of 100 worlds leave it.")
    chance: float | None = Field(description="Of the target.")
    interval: list[float] | None = Field(description="95%, from the number of worlds alone.")
    steps: list[PastStepOut] | None


class WhatIf(Schema):
    """The answer to a question."""

    state: str
    year: int
    others: str
    index_now: float
    rank_now: int
    index_needed: float = Field(description="With simulated others: enough in half of the worlds.")
    index_sure: float | None = Field(description="With simulated others: enough in 9 of 10 worlds.")
    reached: bool
    levers: Levers = Field(description="What each part must reach alone.")
    smallest: Levers | None = Field(description="The parts after the smallest change of all together.")
    cheapest: Levers | None = Field(description="The parts after the change that costs least by the weights.")
    stays: OutcomeOut
    moves: OutcomeOut | None
    planned: OutcomeOut | None


@router.get(
    "/observatory/editions",
    response=_answers(Editions),
    summary="Editions of the survey",
)
@decorate_view(kept)
def all_editions(request: HttpRequest) -> dict[str, Any]:
    """Every edition of the UN E-Government Survey."""
    return {"items": [_edition(edition.year) for edition in editions()]}


@router.get(
    "/observatory/editions/{int:year}",
    response=_answers(OneEdition, 404),
    summary="An edition",
)
@decorate_view(kept)
def one_edition(request: HttpRequest, year: int) -> dict[str, Any]:
    """Every state in an edition: rank, group, index and parts."""
    return _edition(year) | {"items": [_standing(year, s) for s in edition_of(year).surveyed]}


@router.get(
    "/observatory/editions/{int:year}/recomputed",
    response=_answers(RecomputedOut, 404),
    summary="An edition computed again",
)
@decorate_view(kept)
def recomputed(request: HttpRequest, year: int) -> dict[str, Any]:
    """Index and rank of every state computed from the published parts, with the difference to what was published."""
    found = recompute(edition_of(year))
    lines = [
        {
            "iso3": line.standing.iso3, "published": line.standing.index / ONE, "recomputed": round(line.index / ONE, 7),
            "difference": round(line.difference / ONE, 7), "rank_published": line.standing.rank,
            "rank_recomputed": line.rank, "remark": remark(found, line),
        }
        for line in found.lines
    ]  # fmt: skip
    return {**found.told(), "year": year, "items": lines}


@router.get(
    "/observatory/states/{slug:iso3}",
    response=_answers(CountryOut, 404),
    summary="A state",
)
@decorate_view(kept)
def state(request: HttpRequest, iso3: str) -> dict[str, Any]:
    """A state in every edition, by its ISO 3166 alpha-3 code."""
    found = by_code().get(iso3.upper())
    if found is None:
        raise NotFound(code="no-such-state")
    return {
        "iso3": found.iso3,
        "iso2": found.iso2,
        "name": found.name,
        "region": found.region.value,
        "items": [_standing(year, s) for year, s in history(editions(), found.iso3) if s is not None],
    }


@router.get(
    "/observatory/what-if",
    response=_answers(WhatIf, 404),
    summary="What would it take?",
)
@decorate_view(kept)
def what_if(
    request: HttpRequest,
    state: str = Query(..., max_length=80, description="Name or ISO 3166 alpha-3 code."),
    edition: int | None = Query(None, description="The year; the newest when not given."),
    rank: int | None = Query(None, ge=1, le=193, description="The target; this or `score`."),
    score: Value = None,
    others: Others = Query(Others.FROZEN, description="What the other states do meanwhile."),
    cost_osi: Weight = 1,
    cost_tii: Weight = 1,
    cost_hci: Weight = 1,
    new_osi: Value = None,
    new_tii: Value = None,
    new_hci: Value = None,
) -> dict[str, Any]:
    """The distance of a state to a rank or an index, by each part alone and together, and where own values lead."""
    found = find_state(state)
    if found is None:
        raise Invalid(fields={"state": NO_STATE % state[:40]})
    if (rank is None) == (score is None):
        raise Invalid(fields={"rank": ONE_TARGET})
    held = editions()
    chosen = held[-1] if edition is None else edition_of(edition)
    new = {Part.OSI: new_osi, Part.TII: new_tii, Part.HCI: new_hci}
    asked = Question(
        chosen, found.iso3, rank, None if score is None else round(score * ONE), others,
        {Part.OSI: cost_osi, Part.TII: cost_tii, Part.HCI: cost_hci},
        {part: round(value * ONE) for part, value in new.items() if value is not None} or None,
    )  # fmt: skip
    got = answer(held, asked)
    way = got.distance
    return {
        "state": found.iso3,
        "year": chosen.year,
        "others": others.value,
        "index_now": round(way.index / ONE, 7),
        "rank_now": chosen.standings[found.iso3].rank,
        "index_needed": way.needed / ONE,
        "index_sure": got.sure and got.sure.needed / ONE,
        "reached": way.reached,
        "levers": _parts(way.levers),
        "smallest": way.smallest and _parts(way.smallest),
        "cheapest": way.cheapest and _parts(way.cheapest),
        "stays": _outcome(got.stays),
        "moves": got.moves and _outcome(got.moves),
        "planned": got.planned and _outcome(got.planned),
    }


def _edition(year: int) -> dict[str, Any]:
    found = edition_of(year)
    return {
        "year": year, "states": len(found.surveyed), "follows": recompute(found).follows, "source": sources()[year],
    }  # fmt: skip


def _standing(year: int, s: Standing) -> dict[str, Any]:
    return {
        "year": year, "iso3": s.iso3, "name": by_code()[s.iso3].name, "rank": s.rank, "group": s.group.value,
        "index": s.index / ONE, "osi": s.osi / ONE, "tii": s.tii / ONE, "hci": s.hci / ONE,
        "epi": None if s.epi is None else s.epi / ONE,
    }  # fmt: skip


def _parts(values: Mapping[Part, int | None]) -> dict[str, float | None]:
    return {part.value: None if value is None else value / ONE for part, value in values.items()}


def _outcome(told: Outcome) -> dict[str, Any]:
    chance = told.chance
    return {
        "index": None if told.index is None else round(told.index / ONE, 7),
        "rank": told.rank,
        "ranks": told.ranks and list(told.ranks),
        "chance": chance and chance.probability,
        "interval": chance and [chance.low, chance.high],
        "steps": chance
        and [{"since": s.since, "until": s.until, "chance": s.probability} for s in chance.steps],
    }
