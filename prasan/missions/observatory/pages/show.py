"""Tables, figures and files, as every page of the observatory shows them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from prasan.look import charts
from prasan.look.charts import Axis, Series

Words = str | Promise


@dataclass(frozen=True)
class Cell:
    """A place in a table. url: what it leads to; tag: colour of a label; number: set to the right."""

    text: Words
    url: str = ""
    tag: str = ""
    number: bool = False

    @property
    def markup(self) -> SafeString:
        """As it stands in the page; made here, for a template for each of thousands takes long."""
        if self.url:
            return format_html('<a class="govuk-link" href="{}">{}</a>', self.url, self.text)
        if self.tag:
            return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', self.tag, self.text)
        return conditional_escape(str(self.text))


Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """heads: their `number` is that of their column; rows: the first cell names the row; file: its CSV;
    stack: on a phone each row is a card."""

    caption: Words
    heads: Sequence[Cell]
    rows: Sequence[Row]
    file: str = ""
    source: Words = ""
    stack: bool = False

    @property
    def labelled(self) -> list[list[tuple[Cell, Words]]]:
        """Its rows, each cell with the head of its column."""
        return [list(zip(row, (head.text for head in self.heads), strict=True)) for row in self.rows]

    @property
    def origin(self) -> tuple[str, str]:
        """The source in words, and the address it ends in, or ""."""
        text, found, address = str(self.source).partition(", https://")
        return (text, f"https://{address}") if found else (text, "")


@dataclass(frozen=True)
class Figure:
    """A chart with what is beside it. name: an id of the page."""

    name: str
    title: Words
    picture: SafeString
    key: SafeString
    table: Table
    note: Words = ""
    links: Sequence[tuple[Words, str]] = field(default_factory=tuple)


def words(*texts: Words) -> list[Cell]:
    """Cells of words."""
    return [Cell(text) for text in texts]


def numbers(*texts: Words) -> list[Cell]:
    """Cells of numbers."""
    return [Cell(text, number=True) for text in texts]


def figure(
    name: str, title: Words, series: Sequence[Series], x: Axis, y: Axis, table: Table, note: Words = "", text: str = ""
) -> Figure:  # fmt: skip
    """Lines with their key. text: what is seen in them; without, the first and last value of each."""
    told = text or " ".join(_described(one, x) for one in series) or _("There is nothing to show yet.")
    picture = charts.lines(f"chart-{name}", str(title), told, series, x, y)
    return Figure(name, title, picture, charts.key(series), table, note)


def _described(one: Series, x: Axis) -> str:
    names = dict(x)
    known = [(names.get(at, f"{at:g}"), value) for at, value in one.points if value is not None]
    if not known:
        return ""
    (start, first), (end, last) = known[0], known[-1]
    told = {"name": one.name, "start": start, "first": f"{first:.4g}", "end": end, "last": f"{last:.4g}"}
    return _("%(name)s: %(first)s at %(start)s, %(last)s at %(end)s.") % told


def csv_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A table as CSV, in UTF-8 with a mark so that spreadsheets read Thai; heads are the same in every language."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def crumbs(*more: tuple[Words, str]) -> list[tuple[Words, str]]:
    """The way to a page of the observatory; its own name last, without an address."""
    return [(_("Observatory"), reverse("observatory:overview")), *more]
