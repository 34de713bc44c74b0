"""How far a state is from a target, what would get it there, and how likely that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prasan.foundation.errors import Invalid
from prasan.look.fields import mistakes

from ..answering import Answer, Others, answer
from ..editions import SOURCE, editions
from ..states import by_code
from ..survey import Part
from ..whatif import frontier
from ..words import edition_of, number, percent, plain
from ..worlds import BackTest, back_tests
from . import asked, found
from .show import Table, crumbs, csv_file, numbers, words


@require_safe
def what_if(request: HttpRequest) -> HttpResponse:
    """The questions and, where they are in order, their answer."""
    held = editions()
    fields, question, pair = asked.read(held, request.GET)
    shown: dict[str, Any] = {}
    if question is not None:
        try:
            got = answer(held, question)
            shown = _shown(got, pair, request.GET.urlencode())
            if question.others is Others.SIMULATED:
                shown["back_tests"] = _back_tests(held, question.edition.year, question.rank)
        except Invalid as wrong:
            fields = asked.refused(fields, wrong)
    title = _("What would it take?")
    by_name = {field.name: field for field in fields}
    return render(request, "observatory/what_if.html", {
        "title": title,
        "crumbs": crumbs((title, "")),
        "mistakes": mistakes(fields),
        "first": [by_name[name] for name in ("state", "edition", "rank", "score", "others")],
        "costs": [by_name[name] for name in asked.COSTS.values()],
        "new": [by_name[name] for name in asked.NEW.values()],
        "between": by_name["between"],
        **shown,
    }, status=200 if shown else 422)  # fmt: skip


@require_safe
def what_if_file(request: HttpRequest) -> HttpResponse:
    """Every way that was found as CSV, a row each with all parts. Raises Invalid."""
    held = editions()
    fields, question, pair = asked.read(held, request.GET)
    if question is None:
        raise Invalid(fields={f.name: str(f.error) for f in fields if f.error})
    got = answer(held, question)
    heads = ("way", *(part.value for part in Part), "index", "rank", "rank_5", "rank_95", "chance")
    ways = (
        (name, *(plain(parts[part]) for part in Part), _index(got, parts)) for name, parts in _ways(got, pair)
    )
    rows = [*((*way, "", "", "", "") for way in ways), *_outcomes(got)]
    return csv_file(f"what-if-{question.iso3}-{question.edition.year}", heads, rows)


@require_safe
def back_tests_file(request: HttpRequest) -> HttpResponse:
    """How past editions would have been foretold as CSV, for the rank in the address. Raises Invalid."""
    held = editions()
    _fields, question, _pair = asked.read(held, request.GET)
    if question is None:
        raise Invalid
    rank = question.rank or asked.USUAL_RANK
    heads = ("edition", "rank", "states", "past_steps", "inside_5_95", "mean_ranks_off", "mean_ranks_off_nobody_moves",
             "brier", "brier_nobody_moves", "newcomers_foretold", "newcomers_came")  # fmt: skip
    rows = (
        (t.year, t.rank, t.states, t.past, f"{t.inside:.4f}", f"{t.off:.3f}", f"{t.still:.3f}", f"{t.brier:.5f}",
         f"{t.brier_still:.5f}", f"{t.foretold:.2f}", t.came)
        for t in back_tests(held, question.edition.year, rank)
    )  # fmt: skip
    return csv_file(f"back-tests-rank-{rank}", heads, rows)


def _shown(got: Answer, pair: tuple[Part, Part], query: str) -> dict[str, Any]:
    """The answer as its template shows it."""
    q, way = got.question, got.distance
    state = by_code()[q.iso3]
    file = f"{reverse('observatory:what-if-file')}?{query}"
    standing = q.edition.standings[q.iso3]
    return {
        "answer": got,
        "state": state,
        "year": edition_of(q.edition.year),
        "rank": q.rank,
        "rank_now": standing.rank,
        "index_now": number(way.index),
        "needed": number(way.needed),
        "missing": number(max(0.0, way.needed - way.index)),
        "sure": got.sure and number(got.sure.needed),
        "simulated": q.others is Others.SIMULATED,
        "levers": found.levers(got, file),
        "together": found.together(got, file) if way.smallest and not way.reached else None,
        "frontier": found.choices(got, pair, file),
        "outcomes": found.outcomes(got, file),
        "chance": got.moves.chance if got.moves else None,
        "chance_now": _chance_words(got),
        "steps": found.steps(got, file),
    }


def _chance_words(got: Answer) -> Mapping[str, str] | None:
    told = got.moves.chance if got.moves else None
    if told is None:
        return None
    low, high = (percent(value, 1) for value in (told.low, told.high))
    apart = [step.probability for step in told.steps]
    return {
        "share": percent(told.probability), "low": low, "high": high, "worlds": f"{told.worlds:,}",
        "least": percent(min(apart)), "most": percent(max(apart)), "steps": str(len(apart)),
        "best": str(told.ranks[0]), "middle": str(told.ranks[1]), "worst": str(told.ranks[2]),
    }  # fmt: skip


def _ways(got: Answer, pair: tuple[Part, Part]) -> Iterator[tuple[str, Mapping[Part, int]]]:
    """The name of each way and all parts after it."""
    way, now = got.distance, got.distance.now
    yield "now", now
    for part, value in way.levers.items():
        if value is not None and not way.reached:
            yield f"{part.value}-alone", {**now, part: value}
    if way.smallest:
        yield "smallest", way.smallest
    if way.cheapest:
        yield "cheapest", way.cheapest
    if got.question.planned:
        yield "planned", {**now, **got.question.planned}
    edition = got.question.edition
    for first, second in frontier(edition, now, way.needed * edition.whole, *pair):
        yield "frontier", {**now, pair[0]: first, pair[1]: second}


def _outcomes(got: Answer) -> Iterator[tuple[object, ...]]:
    """Where staying, moving and the planned parts lead, and the chance in each past step."""
    for name, told in (("if-stays", got.stays), ("if-moves", got.moves), ("if-planned", got.planned)):
        if told is not None:
            ranks = told.ranks or ("", "")
            chance = f"{told.chance.probability:.4f}" if told.chance else ""
            yield (name, "", "", "", plain(told.index, 7), told.rank, *ranks, chance)
    for step in got.moves.chance.steps if got.moves and got.moves.chance else ():
        yield (f"if-moves-as-{step.since}-{step.until}", *[""] * 7, f"{step.probability:.4f}")


def _index(got: Answer, parts: Mapping[Part, int]) -> str:
    edition = got.question.edition
    return plain(edition.weighed(parts) / edition.whole, 7)


def _back_tests(held: tuple[Any, ...], until: int, rank: int | None) -> dict[str, Any] | None:
    """How the same simulation would have foretold past editions; None where none can be."""
    rank = rank or asked.USUAL_RANK
    tests = back_tests(held, until, rank)
    if not tests:
        return None
    heads = [
        *words(_("Edition")),
        *numbers(
            _("Steps before it"), _("Within 5 to 95"), _("Ranks wrong, mean"), _("if nobody moved"),
            _("Error of the chance (Brier)"), _("if nobody moved"), _("New at the rank: foretold"), _("came"),
        ),
    ]  # fmt: skip
    rows = [[*words(edition_of(t.year)), *numbers(*_test(t))] for t in reversed(tests)]
    file = f"{reverse('observatory:back-tests-file')}?rank={rank}&edition={until}"
    better = sum(t.brier < t.brier_still for t in tests)
    closer = sum(t.off < t.still for t in tests)
    return {
        "table": Table(_("Past editions foretold, rank %(rank)d") % {"rank": rank}, heads, rows, file, SOURCE),
        "better": better, "closer": closer, "count": len(tests), "rank": rank,
        "inside": percent(sum(t.inside for t in tests) / len(tests)),
    }  # fmt: skip


def _test(test: BackTest) -> list[str]:
    return [
        str(test.past), percent(test.inside), f"{test.off:.1f}", f"{test.still:.1f}", f"{test.brier:.3f}",
        f"{test.brier_still:.3f}", f"{test.foretold:.1f}", str(test.came),
    ]  # fmt: skip
