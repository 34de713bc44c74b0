"""Charts drawn on the server: columns and lines as SVG, bars as a list whose words stay words.

They have no style of their own: classes are coloured by the style sheet, so that a page without inline style
may show them. Each says what it shows in a title and a description; the table beside it has every number.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 480, 250
LEFT, RIGHT, TOP, BOTTOM = 50, 8, 14, 32  # room for the scale, the last label, the highest value, the months


@dataclass(frozen=True)
class Point:
    """A column, a stop of the line, or a bar. values: one for each series, None where none is told."""

    label: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...]


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
    return format_html(
        '<svg class="th-chart__svg" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-text"'
        ' focusable="false"><title id="{}-title">{}</title><desc id="{}-text">{}</desc>{}{}</svg>',
        WIDTH, HEIGHT, name, name, name, title, name, text,
        format_html_join("", "{}", ((part,) for part in parts)), _labels(points),
    )  # fmt: skip


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
