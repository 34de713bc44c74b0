"""What the published parts give, edition by edition, as the UN published index and ranks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.missions.observatory import service as observatory
from prasan.missions.observatory.recompute import Recomputed
from prasan.missions.observatory.survey import ranks, rounded

# year: indices equal to 4 decimals, ranks equal, largest difference, states given no index
SEEN = {
    2014: (181, 193, 0.000024, 0),
    2016: (183, 193, 0.000007, 0),
    2018: (193, 193, 0.000034, 0),
    2020: (193, 190, 0.000034, 0),
    2022: (171, 193, 0.0001, 0),
    2024: (170, 192, 0.00005, 0),
}


def again(year: int) -> Recomputed:
    return observatory.recompute(next(e for e in observatory.shipped_editions() if e.year == year))


@pytest.mark.parametrize("year", SEEN)
def test_an_edition_follows_from_its_parts(year: int) -> None:
    index, rank, most, withheld = SEEN[year]
    found = again(year)
    assert (found.states, found.index_equal_4dp, found.rank_equal) == (193, index, rank)
    assert found.max_error / observatory.ONE <= most
    assert found.follows
    assert len(found.withheld) == withheld


@pytest.mark.parametrize(
    ("year", "withheld", "unexplained"),
    [
        (2003, 18, []),
        (2004, 13, []),
        (2005, 12, []),
        (2008, 10, ["KHM", "CMR"]),
        (2010, 9, []),
        (2012, 3, []),
    ],
)
def test_an_edition_that_does_not_follow_says_so_and_why(
    year: int, withheld: int, unexplained: list[str]
) -> None:
    found = again(year)
    assert not found.follows
    assert len(found.withheld) == withheld
    assert [line.standing.iso3 for line in found.unexplained] == unexplained
    assert sum(abs(line.difference) > 10 for line in found.lines) == withheld + len(unexplained)


def test_those_who_tie_share_their_rank() -> None:
    shared = [line for line in again(2022).lines if line.standing.rank == 5]
    assert {line.standing.iso3 for line in shared} == {"ISL", "SWE"}
    assert {line.rank for line in shared} == {5}


def test_thailand_2024() -> None:
    line = next(line for line in again(2024).lines if line.standing.iso3 == "THA")
    assert (line.standing.rank, line.rank, line.standing.group) == (52, 52, observatory.Group.VERY_HIGH)


@given(st.dictionaries(st.text("ABC", min_size=1, max_size=3), st.integers(0, 5), min_size=1))
def test_a_rank_is_one_more_than_those_above(values: dict[str, int]) -> None:
    found = ranks(values)
    for key, value in values.items():
        assert found[key] == 1 + sum(other > value for other in values.values())


@given(st.integers(0, 10**6), st.integers(1, 300), st.sampled_from([1, 10]))
def test_rounding_is_to_the_nearest_and_halves_go_up(numerator: int, denominator: int, step: int) -> None:
    found = rounded(numerator, denominator, step)
    assert found % step == 0
    assert -step * denominator <= 2 * (numerator - found * denominator) < step * denominator
