"""The next edition simulated, and past ones foretold."""

from __future__ import annotations

import pytest

from prasan.missions.observatory import service as observatory
from prasan.missions.observatory.worlds import back_test, chance, simulate, steps, trend, wilson

EDITIONS = observatory.shipped_editions()
NEWEST = EDITIONS[-1]


def test_the_same_seed_gives_the_same_worlds() -> None:
    past = steps(EDITIONS)
    _codes, first = simulate(NEWEST, past, 50, seed=7)
    _codes, second = simulate(NEWEST, past, 50, seed=7)
    _codes, other = simulate(NEWEST, past, 50, seed=8)
    assert (first == second).all()
    assert (first != other).any()
    assert first.shape == (50, 193)
    assert first.min() >= 0
    assert first.max() <= observatory.ONE


def test_a_higher_index_makes_a_rank_likelier() -> None:
    past = steps(EDITIONS)
    found = [
        chance(NEWEST, past, "THA", 40, index, worlds=2000).probability for index in (80_000, 88_000, 96_000)
    ]
    assert found == sorted(found)
    assert found[0] < 0.05
    assert found[2] > 0.95


def test_the_last_rank_is_certain_and_the_interval_holds_the_share() -> None:
    found = chance(NEWEST, steps(EDITIONS), "THA", 193, worlds=500)
    assert found.probability == 1
    assert found.low <= found.probability <= found.high
    assert found.ranks[0] <= found.ranks[1] <= found.ranks[2]


def test_a_back_test_sees_nothing_of_the_edition_it_foretells() -> None:
    """Whatever comes after the foretold edition changes nothing of the foretelling."""
    until = [e for e in EDITIONS if e.year <= 2020]
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
