"""Tables by HTTP: rows filtered, put together, sorted; open to everyone, and any page may ask."""

from __future__ import annotations

import hashlib
import uuid
from typing import Annotated, Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema
from pydantic import Field

from prasan.core.documents import service as documents
from prasan.foundation.api import Cursor, Listed, answers
from prasan.foundation.errors import Invalid

from . import queries
from .models import Resource, Version
from .tables.engine import ask
from .tables.question import OPERATORS, OTHERS, Aggregate, Filter, Question

router = Router(tags=["opendata"])
MOST = 1000
DEEPEST = 10_000_000  # rows before a page
_SALT = "prasan.opendata.page"
Names = Annotated[list[str], Query(max_length=50)]


class ColumnOut(Schema):
    """A column: text, integer, number, boolean, date or timestamp (without zone)."""

    name: str
    type: str
    about_th: str = ""
    about_en: str = ""


class TableOut(Schema):
    """A public table as it is now."""

    id: uuid.UUID
    dataset: str
    resource: str
    title_th: str
    title_en: str
    version: int
    rows: int
    sha256: str = Field(description="Of the CSV.")
    columns: list[ColumnOut]


class RowsOut(Listed):
    """A page of rows, each by the names of its columns."""

    version: int = Field(description="Of the table; a later page is of the same version.")
    columns: list[ColumnOut]
    items: list[dict[str, Any]]
    total: int | None = None


@router.get("/opendata/tables/{uuid:table_id}", response=answers(RowsOut, 404, 503, keyed=False),
            summary="Rows of a table")  # fmt: skip
def rows(
    request: HttpRequest, response: HttpResponse, table_id: uuid.UUID,
    select: Names = [],  # noqa: B006 - ninja reads it as the parameter's default
    filter: Annotated[list[str], Query(max_length=20, description=(
        "column:operator:value, all of them must hold. Operators: " + ", ".join([*OPERATORS, *OTHERS])
        + ". Values of `in` are parted by commas; `empty` takes yes or no."))] = [],  # noqa: B006
    group: Annotated[list[str], Query(max_length=5, description="Columns to put rows together by.")] = [],  # noqa: B006
    aggregate: Annotated[list[str], Query(max_length=20, description=(
        "function:column of the rows put together: sum, avg, min, max, median, distinct, count; or count alone. "
        "In the answer: function_column."))] = [],  # noqa: B006
    order: Annotated[list[str], Query(max_length=10, description="Columns of the answer, - before one that falls.")] = [],  # noqa: B006
    q: Annotated[str, Query(max_length=200, description="Words that stand in some column of text.")] = "",
    total: Annotated[bool, Query(description="Also count all rows of the answer.")] = False,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    cursor: Cursor = "",
) -> dict[str, Any]:  # fmt: skip
    """Rows in the file's order, or as asked. A cursor goes on in the version of the table it began with."""
    asked = [select, filter, group, aggregate, order, q]
    mark = hashlib.sha256(repr((str(table_id), asked)).encode()).hexdigest()[:16]
    number, offset = _read(cursor, mark) if cursor else (None, 0)
    resource, version = queries.table(table_id, number)
    question = Question(
        select=select, groups=group, order=order, text=q.replace("\0", ""),
        filters=[_filter(text, version) for text in filter], aggregates=[_aggregate(text) for text in aggregate],
    )  # fmt: skip
    file = documents.public_file(version.parquet)
    answer = ask(file, version.columns, question, limit=limit + 1, offset=offset, total=total)
    more, items = len(answer.rows) > limit, answer.records[:limit]
    response["Access-Control-Allow-Origin"] = "*"
    return {
        "version": version.number, "columns": [_column(resource, c) for c in answer.columns], "items": items,
        "next": signing.dumps([version.number, offset + limit, mark], salt=_SALT) if more else "",
        "total": answer.total,
    }  # fmt: skip


@router.get("/opendata/tables/{uuid:table_id}/about", response=answers(TableOut, 404, keyed=False),
            summary="A table's columns")  # fmt: skip
def about(request: HttpRequest, response: HttpResponse, table_id: uuid.UUID) -> dict[str, Any]:
    """What the table holds."""
    resource, version = queries.table(table_id)
    response["Access-Control-Allow-Origin"] = "*"
    return {
        "id": resource.pk, "dataset": resource.dataset.slug, "resource": resource.slug,
        "title_th": resource.title_th, "title_en": resource.title_en, "version": version.number,
        "rows": version.rows, "sha256": version.digest, "columns": [_column(resource, c) for c in version.columns],
    }  # fmt: skip


def _column(resource: Resource, column: Any) -> dict[str, str]:
    told = resource.told.get(column["name"]) or {}
    return {
        "name": column["name"],
        "type": column["type"],
        "about_th": told.get("th", ""),
        "about_en": told.get("en", ""),
    }


def _filter(text: str, version: Version) -> Filter:
    """`column:operator:value`; names may hold colons, so the longest column that fits is meant."""
    for name in sorted((c["name"] for c in version.columns), key=len, reverse=True):
        if text.startswith(f"{name}:"):
            operator, _colon, value = text[len(name) + 1 :].partition(":")
            return Filter(name, operator, value.split(",") if operator == "in" else value)
    raise Invalid(fields={"filter": _("There is no such column.")}, code="bad-question")


def _aggregate(text: str) -> Aggregate:
    function, _colon, column = text.partition(":")
    return Aggregate(function, column)


def _read(cursor: str, mark: str) -> tuple[int, int]:
    try:
        number, offset, made_for = signing.loads(cursor, salt=_SALT, max_age=7 * 24 * 3600)
    except (signing.BadSignature, ValueError) as error:
        raise _stale() from error
    if made_for != mark or offset > DEEPEST:
        raise _stale()
    return number, offset


def _stale() -> Invalid:
    return Invalid(_("This page of the list is out of date. Start again from the first page."), code="cursor")
