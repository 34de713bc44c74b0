"""Charts drawn on the server: columns and lines as SVG, bars as a list whose words stay words.

They have no style of their own: classes are coloured by the style sheet, so that a page without inline style
may show them. Each says what it shows in a title and a description; the table beside it has every number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, LINES_HEIGHT = 480, 250, 300
LEFT, RIGHT, TOP, BOTTOM = 50, 8, 14, 32  # room for the scale, the last label, the highest value, the months


@dataclass(frozen=True)
class Point:
    """A column, a stop of the line, or a bar. values: one for each series, None where none is told."""

    label: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Series:
    """One of several lines. label: short, as it stands at its end; name: the whole, for the key; points: x and y,
    y None where nothing is told."""

    label: str
    name: str
    points: tuple[tuple[float, float | None], ...]


# (place on an axis, what stands there); the first and the last are its ends
Axis = Sequence[tuple[float, str]]
MOST_LINES = 8
# Centred on nothing, about 10 wide: told apart without colour, as their dashes are.
_MARKERS = (
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", "M-4.5 -4.5h9v9h-9z", "M0 -6L5.5 4.5H-5.5z", "M0 -6.5L5.5 0L0 6.5L-5.5 0z",
    "M0 6L5.5 -4.5H-5.5z", "M-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z", "M-6 0L-3 -5.2H3L6 0L3 5.2H-3z", "M-6 -2.5h12v5h-12z",
)  # fmt: skip
_DASHES = ("", "9 4", "3 3", "12 3 3 3", "6 6", "14 4 2 4 2 4", "2 6", "18 5")


def columns(
    name: str, title: str, text: str, points: Sequence[Point], most: float | None = None
) -> SafeString:
    """The first series as columns, a second one as a line with dots over them. name: an id of the page."""
    end = most or nice(_greatest(points))
    step, parts = _step(points), [_scale(end)]
    for i, point in enumerate(points):
        if value := point.values[0]:
            x, height = LEFT + (i + 0.16) * step, (HEIGHT - TOP - BOTTOM) * value / end
            box = tuple(map(_n, (x, HEIGHT - BOTTOM - height, step * 0.68, height)))
            column = '<rect class="th-chart__column" x="{}" y="{}" width="{}" height="{}" rx="2"/>'
            parts.append(format_html(column, *box))
    if points and len(points[0].values) > 1:
        parts.append(_line(points, 1, end, "th-chart__line th-chart__line--second"))
    return _svg(name, title, text, points, parts)


def line(name: str, title: str, text: str, points: Sequence[Point], most: float | None = None) -> SafeString:
    """One series as a line with dots; it is broken where no value is told. name: an id of the page."""
    end = most or nice(_greatest(points))
    return _svg(name, title, text, points, [_scale(end), _line(points, 0, end, "th-chart__line")])


def lines(name: str, title: str, text: str, series: Sequence[Series], x: Axis, y: Axis) -> SafeString:
    """Up to eight lines with a mark and a dash of their own and their labels at their ends.

    name: an id of the page. The lower end of an axis comes first; y from 193 to 1 has rank 1 on top.
    """
    right = 14 + 9 * max((len(one.label) for one in series), default=0)
    wide, high = WIDTH - LEFT - right, LINES_HEIGHT - TOP - BOTTOM
    (first_x, _), (last_x, _) = x[0], x[-1]
    (first_y, _), (last_y, _) = y[0], y[-1]

    def at_x(value: float) -> float:
        return LEFT + wide * (value - first_x) / ((last_x - first_x) or 1)

    def at_y(value: float) -> float:
        return TOP + high * (last_y - value) / ((last_y - first_y) or 1)

    parts = [_grid(y, at_y, WIDTH - right), _years(x, at_x)]
    ends = []
    for i, one in enumerate(series[:MOST_LINES]):
        told = [(at_x(at), None if value is None else at_y(value)) for at, value in one.points]
        parts.append(_series(i, told))
        if one.label and (last := next((place for place in reversed(told) if place[1] is not None), None)):
            ends.append((i, one.label, last[0], last[1] or 0.0))
    parts.append(_ends(ends))
    return _framed(name, title, text, LINES_HEIGHT, parts)


def key(series: Sequence[Series]) -> SafeString:
    """Which line is whose: a list of mark, label and whole name."""
    return format_html(
        '<ul class="th-key">{}</ul>',
        format_html_join(
            "",
            '<li class="th-key__item"><svg class="th-key__mark" viewBox="0 0 44 16" aria-hidden="true"'
            ' focusable="false">{}</svg>{}</li>',
            (
                (
                    _series(i, [(2, 8), (42, 8)], marked=False) + _marker(i, 22, 8),
                    one.name if one.label in ("", one.name) else f"{one.label} {one.name}",
                )
                for i, one in enumerate(series[:MOST_LINES])
            ),
        ),
    )


def bars(points: Sequence[Point]) -> SafeString:
    """A list by rank: what it is, a bar, the number. The longest bar is the greatest value."""
    greatest = _greatest(points) or 1
    rows = (
        (
            point.label,
            format_html('<rect width="{}" height="10"/>', _n(100 * point.values[0] / greatest))
            if point.values[0]
            else "",
            point.shown[0],
        )
        for point in points
    )
    return format_html(
        '<ol class="th-bars">{}</ol>',
        format_html_join(
            "",
            '<li class="th-bar"><span>{}</span><svg class="th-bar__line" viewBox="0 0 100 10"'
            ' preserveAspectRatio="none" aria-hidden="true" focusable="false">{}</svg>'
            '<span class="th-bar__value">{}</span></li>',
            rows,
        ),
    )


def nice(value: float) -> float:
    """The end of a scale that holds `value`: 1, 2, 4, 6 or 8 times a power of ten, so that halves are short."""
    if value <= 2:
        return 2
    power = float(10 ** math.floor(math.log10(value)))
    return next(n * power for n in (1, 2, 4, 6, 8, 10) if n * power >= value)


def _greatest(points: Sequence[Point]) -> float:
    return max((value for point in points for value in point.values if value is not None), default=0)


def _svg(
    name: str, title: str, text: str, points: Sequence[Point], parts: Sequence[SafeString]
) -> SafeString:
    return _framed(name, title, text, HEIGHT, [*parts, _labels(points)])


def _framed(name: str, title: str, text: str, height: int, parts: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<svg class="th-chart__svg" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-text"'
        ' focusable="false"><title id="{}-title">{}</title><desc id="{}-text">{}</desc>{}</svg>',
        WIDTH, height, name, name, name, title, name, text,
        format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def _grid(y: Axis, at: Callable[[float], float], end: float) -> SafeString:
    return format_html_join(
        "",
        '<line class="th-chart__grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="th-chart__text" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (LEFT, _n(end), _n(at(value)), _n(at(value)), LEFT - 8, _n(at(value) + 5), shown)
            for value, shown in y
        ),
    )


def _years(x: Axis, at: Callable[[float], float]) -> SafeString:
    """What stands under the lines: from the last one back, those that have room."""
    kept: list[tuple[float, str]] = []
    for value, shown in reversed(x):
        if not kept or kept[-1][0] - at(value) >= 9.5 * max(4, len(shown)):
            kept.append((at(value), shown))
    return format_html_join(
        "",
        '<text class="th-chart__text" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((_n(place), LINES_HEIGHT - 8, shown) for place, shown in kept),
    )


def _series(i: int, told: Sequence[tuple[float, float | None]], *, marked: bool = True) -> SafeString:
    """A line, broken where nothing is told, with a mark at each value."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in told:
        if y is None:
            runs.append([])
        else:
            runs[-1].append((x, y))
    return format_html(
        '<g class="th-series th-series--{}">{}{}</g>',
        i + 1,
        format_html_join(
            "",
            '<polyline points="{}" stroke-dasharray="{}"/>',
            (
                (" ".join(f"{_n(x)},{_n(y)}" for x, y in run), _DASHES[i] or "none")
                for run in runs
                if len(run) > 1
            ),
        ),
        format_html_join("", "{}", ((_marker(i, x, y),) for run in runs for x, y in run)) if marked else "",
    )


def _marker(i: int, x: float, y: float) -> SafeString:
    return format_html(
        '<path class="th-series__mark th-series__mark--{}" transform="translate({} {})" d="{}"/>',
        i + 1, _n(x), _n(y), _MARKERS[i],
    )  # fmt: skip


def _ends(ends: Sequence[tuple[int, str, float, float]]) -> SafeString:
    """The labels at the ends of the lines, moved apart where they would lie over each other."""
    gap, placed = 17.0, []
    low = LINES_HEIGHT - BOTTOM + 5 - gap * len(ends)
    under = -gap
    for count, (i, label, x, y) in enumerate(sorted(ends, key=lambda end: end[3])):
        under = max(under + gap, min(y, low + gap * (count + 1)))
        placed.append((i + 1, _n(x + 10), _n(under + 5), label))
    return format_html_join(
        "", '<text class="th-series__label th-series__label--{}" x="{}" y="{}">{}</text>', placed
    )


def _scale(end: float) -> SafeString:
    """Lines at nothing, half and the end, with their numbers."""
    return format_html_join(
        "",
        '<line class="th-chart__grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="th-chart__text" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (LEFT, WIDTH - RIGHT, _n(y), _n(y), LEFT - 8, _n(y + 5), f"{value:,g}")
            for value in (0, end / 2, end)
            for y in (_y(value, end),)
        ),
    )


def _labels(points: Sequence[Point]) -> SafeString:
    """What stands under the columns: every third from the last one back, so that they have room."""
    step = _step(points)
    return format_html_join(
        "",
        '<text class="th-chart__text" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (_n(LEFT + i * step + step / 2), HEIGHT - 8, point.label)
            for i, point in enumerate(points)
            if (len(points) - 1 - i) % 3 == 0
        ),
    )


def _line(points: Sequence[Point], series: int, end: float, name: str) -> SafeString:
    step = _step(points)
    runs: list[list[tuple[str, str]]] = [[]]
    for i, point in enumerate(points):
        value = point.values[series]
        if value is None:
            runs.append([])
        else:
            runs[-1].append((_n(LEFT + i * step + step / 2), _n(_y(value, end))))
    return format_html(
        '<g class="{}">{}{}</g>',
        name,
        format_html_join(
            "", '<polyline points="{}"/>', ((" ".join(f"{x},{y}" for x, y in run),) for run in runs if run)
        ),
        format_html_join("", '<circle cx="{}" cy="{}" r="4"/>', (dot for run in runs for dot in run)),
    )


def _step(points: Sequence[Point]) -> float:
    return (WIDTH - LEFT - RIGHT) / max(1, len(points))


def _y(value: float, end: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / end


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
