"""The next edition simulated, and past ones foretold."""

from __future__ import annotations

import pytest

from prasan.missions.observatory import service as observatory
from prasan.missions.observatory.worlds import (
    back_test,
    chance,
    needed_in,
    simulate,
    simulated,
    steps,
    trend,
    wilson,
)

EDITIONS = observatory.shipped_editions()
NEWEST = EDITIONS[-1]


def test_the_same_seed_gives_the_same_worlds() -> None:
    past = steps(EDITIONS)
    first, second, other = (simulate(NEWEST, past, 50, seed=seed).indices for seed in (7, 7, 8))
    assert (first == second).all()
    assert (first != other).any()
    assert first.shape == (50, 193)
    assert first.min() >= 0
    assert first.max() <= observatory.ONE


def test_a_higher_index_makes_a_rank_likelier() -> None:
    worlds = simulate(NEWEST, steps(EDITIONS), 2000)
    found = [chance(worlds, "THA", 40, index).probability for index in (80_000, 88_000, 96_000)]
    assert found == sorted(found)
    assert found[0] < 0.05
    assert found[2] > 0.95


@pytest.mark.parametrize("index", [None, 84_000])
def test_a_chance_agrees_with_counting_world_by_world(index: int | None) -> None:
    worlds = simulate(NEWEST, steps(EDITIONS), 200)
    own = worlds.codes.index("THA")
    ranks = sorted(
        1 + sum(v > (row[own] if index is None else index) for at, v in enumerate(row) if at != own)
        for row in worlds.indices.tolist()
    )
    found = chance(worlds, "THA", 45, index)
    assert found.probability == sum(rank <= 45 for rank in ranks) / 200
    assert found.ranks[1] in ranks[99:101]


def test_what_a_rank_needs_is_just_enough_in_each_world() -> None:
    worlds = simulate(NEWEST, steps(EDITIONS), 100)
    for rank in (1, 40, 192, 193):
        for share, index in enumerate(needed_in(worlds, "THA", rank).tolist()):
            assert chance(worlds, "THA", rank, index).probability >= (share + 1) / 100
    with pytest.raises(ValueError, match="194"):
        needed_in(worlds, "THA", 194)


def test_the_chance_is_told_for_each_past_step() -> None:
    """The worlds of each step make the whole together, and differ more than the interval tells."""
    worlds = simulate(NEWEST, steps(EDITIONS), 5000)
    found = chance(worlds, "THA", 40)
    assert [step.until for step in found.steps] == [2016, 2018, 2020, 2022, 2024]
    counts = [int((worlds.taken == at).sum()) for at in range(5)]
    whole = sum(step.probability * count for step, count in zip(found.steps, counts, strict=True)) / 5000
    assert whole == pytest.approx(found.probability)
    apart = [step.probability for step in found.steps]
    assert max(apart) - min(apart) > found.high - found.low


def test_the_last_rank_is_certain_and_the_interval_holds_the_share() -> None:
    found = chance(simulate(NEWEST, steps(EDITIONS), 500), "THA", 193)
    assert found.probability == 1
    assert found.low <= found.probability <= found.high
    assert found.ranks[0] <= found.ranks[1] <= found.ranks[2]


def test_worlds_are_kept_and_know_nothing_of_later_editions() -> None:
    worlds = simulated(EDITIONS, 2020)
    assert simulated(EDITIONS, 2020) is worlds
    assert [step.until for step in worlds.past] == [2016, 2018, 2020]


def test_a_back_test_sees_nothing_of_the_edition_it_foretells() -> None:
    """Whatever comes after the foretold edition changes nothing of the foretelling."""
    until = tuple(e for e in EDITIONS if e.year <= 2020)
    assert back_test(until, 2020) == back_test(EDITIONS, 2020)


@pytest.mark.parametrize("year", [2018, 2020, 2022, 2024])
def test_a_back_test_is_of_every_state(year: int) -> None:
    found = back_test(EDITIONS, year, worlds=300)
    assert found.states == 193
    assert 0.5 < found.inside <= 1
    assert 0 <= found.brier <= found.brier_still * 1.5


def test_without_a_past_nothing_is_foretold() -> None:
    with pytest.raises(ValueError, match="past"):
        simulate(NEWEST, [], 10)


def test_the_trend_moves_everybody_once_more() -> None:
    moved = trend(EDITIONS, NEWEST)
    before = EDITIONS[-2].standings["THA"].index
    assert moved["THA"] == 2 * NEWEST.standings["THA"].index - before
    assert max(moved.values()) <= observatory.ONE


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0)]
)
def test_wilson_against_published_values(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-4)
