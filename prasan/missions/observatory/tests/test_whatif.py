"""What a target asks of a state, against trying every value."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.foundation.errors import Invalid
from prasan.missions.observatory import service as observatory
from prasan.missions.observatory.service import ONE, Edition, Part

EDITIONS = [e for e in observatory.shipped_editions() if e.year >= 2014]
THAILAND = EDITIONS[-1]


def rank_with(edition: Edition, iso3: str, parts: dict[Part, int]) -> int:
    """The rank a state would have, counted one rival at a time."""
    own = edition.weighed(parts)
    return 1 + sum(s.index * edition.whole > own for s in edition.surveyed if s.iso3 != iso3)


def least(edition: Edition, iso3: str, part: Part, rank: int) -> int | None:
    """The least value of a part that gives the rank, by trying: coarse steps, then every value."""
    parts = {p: edition.standings[iso3].part(p) for p in Part}

    def enough(value: int) -> bool:
        return rank_with(edition, iso3, {**parts, part: value}) <= rank

    if not enough(ONE):
        return None
    coarse = next(value for value in range(0, ONE + 1, 500) if enough(value))
    return next(value for value in range(max(0, coarse - 500), coarse + 1) if enough(value))


def test_each_lever_alone_agrees_with_trying_every_value() -> None:
    draw = random.Random(193)
    for _question in range(200):
        edition = draw.choice(EDITIONS)
        iso3 = draw.choice(edition.surveyed).iso3
        rank, part = draw.randint(1, 193), draw.choice(list(Part))
        needed = observatory.needed_for_rank(edition, iso3, rank)
        found = observatory.distance(edition, iso3, needed).levers[part]
        assert found == least(edition, iso3, part, rank), (edition.year, iso3, rank, part)


def test_thailand_at_rank_40() -> None:
    needed = observatory.needed_for_rank(THAILAND, "THA", 40)
    found = observatory.distance(THAILAND, "THA", needed)
    assert f"{needed / ONE:.4f}" == "0.8616"
    assert (found.now[Part.OSI], found.levers[Part.OSI]) == (76_105, 84_065)
    assert found.levers[Part.TII] is None
    assert not found.reached


def test_the_other_official_target_was_passed_and_ranks_55th() -> None:
    assert THAILAND.standings["THA"].index > 82_000
    others = [s.index for s in THAILAND.surveyed if s.iso3 != "THA"]
    assert 1 + sum(index > 82_000 for index in others) == 54
    assert observatory.needed_for_rank(THAILAND, "THA", 53) > 82_000


PARTS = st.fixed_dictionaries({part: st.integers(0, ONE) for part in Part})


@given(PARTS, st.integers(0, ONE), st.sampled_from(EDITIONS))
def test_the_smallest_change_reaches_the_target_and_none_smaller_does(
    now: dict[Part, int], needed: int, edition: Edition
) -> None:
    target = needed * edition.whole
    found = observatory.smallest(edition, now, target)
    assert found is not None
    assert edition.weighed(found) >= target or found == now
    assert all(now[part] <= found[part] <= ONE for part in Part)
    free = [part for part in Part if found[part] < ONE]
    moved = [found[part] - now[part] for part in free]
    if edition.weighed(now) < target and free:
        assert max(moved) - min(moved) <= 1  # with equal weights those that can move all move alike
        assert all(found[part] - now[part] <= max(moved) for part in Part)
        assert edition.weighed(found) - target <= edition.whole


@given(PARTS, st.integers(0, ONE), st.permutations([1.0, 2.0, 5.0]))
def test_the_cheapest_way_costs_no_more_than_any_single_lever(
    now: dict[Part, int], needed: int, prices: list[float]
) -> None:
    edition, costs = THAILAND, dict(zip(Part, prices, strict=True))
    target = needed * edition.whole
    found = observatory.cheapest(edition, now, target, costs)
    assert found is not None
    paid = sum(costs[part] * (found[part] - now[part]) for part in Part)
    for part in Part:
        value = observatory.lever(edition, now, part, target)
        if value is not None:
            assert paid <= costs[part] * max(0, value - now[part]) + 1e-6
    assert edition.weighed(found) >= target


@given(PARTS, st.integers(0, ONE))
def test_the_frontier_just_reaches_the_target(now: dict[Part, int], needed: int) -> None:
    target = needed * 3
    for osi, tii in observatory.frontier(THAILAND, now, target, Part.OSI, Part.TII):
        assert THAILAND.weighed({**now, Part.OSI: osi, Part.TII: tii}) >= target
        assert osi >= now[Part.OSI]
        assert tii >= now[Part.TII]


@pytest.mark.parametrize("rank", [0, -1, 194])
def test_a_rank_nobody_has_is_refused(rank: int) -> None:
    with pytest.raises(Invalid):
        observatory.needed_for_rank(THAILAND, "THA", rank)


def test_a_score_over_one_and_a_cost_of_nothing_are_refused() -> None:
    with pytest.raises(Invalid):
        observatory.distance(THAILAND, "THA", ONE + 1)
    with pytest.raises(Invalid):
        observatory.distance(THAILAND, "THA", 90_000, {Part.OSI: 0.0, Part.TII: 1.0, Part.HCI: 1.0})
