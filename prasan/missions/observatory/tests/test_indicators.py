"""Parts made again from their indicators: the fit that is told, as it is."""

from __future__ import annotations

import pytest

from prasan.missions.observatory import service as observatory
from prasan.missions.observatory.indicators import EDITIONS, fit
from prasan.missions.observatory.service import Edition, Part

HELD = {edition.year: edition for edition in observatory.shipped_editions()}


@pytest.mark.parametrize(
    ("year", "part", "states", "correlation", "mean"),
    [
        (2020, Part.TII, 170, 0.994, 0.016),
        (2022, Part.TII, 170, 0.999, 0.016),
        (2014, Part.HCI, 183, 0.974, 0.044),
        (2022, Part.HCI, 158, 0.969, 0.043),
    ],
)
def test_the_fit_is_the_one_told(year: int, part: Part, states: int, correlation: float, mean: float) -> None:
    found = fit(HELD[year], part)
    assert found is not None
    assert len(found.lines) == states
    assert len(found.lines) + len(found.left_out) == 193
    assert found.correlation == pytest.approx(correlation, abs=1e-3)
    assert found.mean_difference / observatory.ONE == pytest.approx(mean, abs=1e-3)
    assert abs(found.furthest.difference) >= found.mean_difference


@pytest.mark.parametrize("part", [Part.TII, Part.HCI])
def test_what_is_computed_reaches_from_0_to_1(part: Part) -> None:
    found = fit(HELD[2022], part)
    assert found is not None
    values = [made.computed for made in found.lines]
    assert min(values) == 0
    assert max(values) == pytest.approx(observatory.ONE)


def test_online_services_and_other_methods_are_not_made_again() -> None:
    assert Part.OSI not in EDITIONS
    assert fit(HELD[2024], Part.TII) is None
    assert fit(HELD[2018], Part.TII) is None
    assert fit(Edition(2003, HELD[2003].standings), Part.HCI) is None


def test_no_figure_is_newer_than_the_edition_could_know() -> None:
    for part, years in EDITIONS.items():
        for year in years:
            found = fit(HELD[year], part)
            assert found is not None
            assert {datum.year <= year - 2 for made in found.lines for datum in made.data.values()} == {True}
