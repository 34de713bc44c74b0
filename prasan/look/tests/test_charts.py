"""Lines drawn as SVG: in their place, told apart without colour, broken where nothing is told."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from prasan.look.charts import MOST_LINES, Series, key, lines

X = [(2020, "2020"), (2022, "2022"), (2024, "2024")]
Y = [(0.0, "0"), (1.0, "1")]


def drawn(*series: Series, x=X, y=Y) -> ET.Element:
    return ET.fromstring(lines("chart", "Title", "Text", series, x, y))  # noqa: S314  our own drawing


def marks(picture: ET.Element, of: int = 1) -> list[tuple[float, float]]:
    found = [p for p in picture.iter("path") if f"th-series__mark--{of}" in p.get("class", "")]
    placed = [re.findall(r"[\d.]+", p.get("transform", "")) for p in found]
    return [(float(x), float(y)) for x, y in placed]


def test_a_higher_value_stands_higher_and_a_later_one_further_right() -> None:
    (x1, y1), (x2, y2) = marks(drawn(Series("A", "A", ((2020, 0.1), (2024, 0.9)))))
    assert x1 < x2
    assert y1 > y2


def test_rank_1_stands_on_top_where_the_axis_is_turned() -> None:
    first, last = marks(drawn(Series("A", "A", ((2020, 1), (2024, 193))), y=[(193, "193"), (1, "1")]))
    assert first[1] < last[1]


def test_a_line_is_broken_where_nothing_is_told() -> None:
    whole = drawn(Series("A", "A", ((2020, 0.1), (2022, 0.2), (2024, 0.3))))
    broken = drawn(Series("A", "A", ((2020, 0.1), (2022, None), (2024, 0.3))))
    assert len(list(whole.iter("polyline"))) == 1
    assert len(list(broken.iter("polyline"))) == 0
    assert len(marks(broken)) == 2


def test_no_two_lines_look_alike_without_colour() -> None:
    series = [Series(str(n), str(n), ((2020, n / 10), (2024, n / 10))) for n in range(MOST_LINES + 1)]
    picture = drawn(*series)
    dashes = [line.get("stroke-dasharray") for line in picture.iter("polyline")]
    shapes = {p.get("d") for p in picture.iter("path")}
    assert len(dashes) == len(set(dashes)) == len(shapes) == MOST_LINES


def test_labels_do_not_lie_over_each_other() -> None:
    picture = drawn(*(Series(f"L{n}", "", ((2020, 0.5), (2024, 0.0 if n % 2 else 0.01))) for n in range(8)))
    places = sorted(
        float(text.get("y", "0"))
        for text in picture.iter("text")
        if "th-series__label" in text.get("class", "")
    )
    assert all(below - above >= 14 for above, below in pairwise(places))
    assert places[-1] <= 300


@pytest.mark.parametrize("series", [(), (Series("A", "A", ()),), (Series("A", "A", ((2020, None),)),)])
def test_nothing_to_draw_is_no_mistake(series: tuple[Series, ...]) -> None:
    assert list(drawn(*series).iter("polyline")) == []


def test_what_is_written_in_is_escaped() -> None:
    nasty = Series("<b>", "<script>", ((2020, 0.1),))
    assert "<script>" not in lines("chart", "<i>", "<u>", [nasty], X, Y) + key([nasty])
