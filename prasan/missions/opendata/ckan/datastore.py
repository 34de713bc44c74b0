"""Actions on the rows of tables: datastore_search and datastore_info."""

from __future__ import annotations

import uuid
from typing import Any

from prasan.core.documents import service as documents
from prasan.foundation.errors import Invalid, NotFound

from .. import queries
from ..models import Resource, Version
from ..tables.engine import ask
from ..tables.question import Aggregate, Filter, Question
from ..tables.types import Column
from . import shapes
from .errors import not_found, wrong
from .parameters import Parameters

ROWS, MOST_ROWS, MOST_OFFSET = 100, 32_000, 10**9


def datastore_search(given: Parameters) -> Any:
    """Rows of a table: filtered by values, searched, sorted."""
    resource, version = _table(given.text("resource_id", given.text("id"), required=True))
    limit, offset = given.number("limit", ROWS, MOST_ROWS), given.number("offset", 0, MOST_OFFSET)
    chosen = given.names("fields")
    distinct = given.truth("distinct")
    question = Question(
        select=() if distinct else [name for name in chosen if name != "_id"],
        filters=_filters(given),
        groups=chosen if distinct else (),
        aggregates=[Aggregate("count")] if distinct else (),
        order=_sort(given.text("sort"), version.columns),
        text=_text(given),
    )
    file = documents.public_file(version.parquet)
    try:
        answer = ask(
            file,
            version.columns,
            question,
            limit=limit,
            offset=offset,
            total=given.truth("include_total", default=True),
        )
    except Invalid as error:
        name, said = next(iter(error.fields.items()), ("query", error.message))
        raise wrong(
            {"select": "fields", "filter": "filters", "order": "sort"}.get(name, name), str(said)
        ) from error
    columns = [column for column in answer.columns if not distinct or column["name"] in chosen]
    names = [column["name"] for column in columns]
    numbered = not distinct and (not chosen or "_id" in chosen) and not question.filters and not question.text
    numbered = numbered and not question.order
    records = [dict(zip(names, row, strict=False)) for row in answer.rows]
    if numbered:
        records = [{"_id": offset + n, **record} for n, record in enumerate(records, 1)]
    shown = shapes.fields(version)[: 1 if numbered else 0]
    result: dict[str, Any] = {
        "resource_id": str(resource.pk), "include_total": answer.total is not None, "limit": limit,
        "offset": offset, "records_format": "objects", "records": records,
        "fields": shown + [{"id": c["name"], "type": shapes.TYPES[c["type"]]} for c in columns],
        "_links": {"start": "/api/3/action/datastore_search", "next": "/api/3/action/datastore_search"},
    }  # fmt: skip
    if given.text("records_format", "objects") == "lists":
        result |= {"records_format": "lists", "records": [list(record.values()) for record in records]}
    if answer.total is not None:
        result |= {"total": answer.total, "total_was_estimated": False}
    return result


def datastore_info(given: Parameters) -> Any:
    """The columns of a table and how many rows it has."""
    resource, version = _table(given.text("id", given.text("resource_id"), required=True))
    told = resource.told
    return {
        "meta": {
            "id": str(resource.pk), "count": version.rows, "size": version.size, "table_type": "BASE TABLE",
            "db_size": None, "idx_size": 0, "aliases": [],
        },
        "fields": [
            {
                **field, "schema": {"native_type": field["type"], "notnull": False},
                **({"info": {"notes": told[field["id"]].get("th", "")}} if told.get(field["id"], {}).get("th") else {}),
            }
            for field in shapes.fields(version)[1:]
        ],
    }  # fmt: skip


def _table(text: str) -> tuple[Resource, Version]:
    try:
        return queries.table(uuid.UUID(text))
    except (ValueError, NotFound):
        raise not_found(f'Resource "{text[:60]}" was not found.') from None


def _filters(given: Parameters) -> list[Filter]:
    wanted = given.json("filters", {})
    if not isinstance(wanted, dict):
        raise wrong("filters", "Must be a JSON object")
    found = []
    for name, value in wanted.items():
        values = value if isinstance(value, list) else [value]
        if not values or not all(isinstance(one, str | int | float) for one in values):
            raise wrong("filters", "Must be a value or a list of values")
        found.append(_filter(name, values))
    return found


def _filter(name: str, values: list[Any]) -> Filter:
    texts = [str(one).lower() if isinstance(one, bool) else str(one) for one in values]
    return Filter(name, "eq", texts[0]) if len(texts) == 1 else Filter(name, "in", texts)


def _text(given: Parameters) -> str:
    text = given.json("q", "") if str(given.given.get("q", "")).startswith("{") else given.text("q")
    if not isinstance(text, str):
        raise wrong("q", "Must be a string")
    return text


def _sort(text: str, columns: list[Column]) -> list[str]:
    """`name desc, other` as the table's own order. Names may be quoted."""
    names, order = {column["name"] for column in columns}, []
    for part in filter(None, (one.strip() for one in text.split(","))):
        bare, _blank, way = part.rpartition(" ")
        if way.lower() not in ("asc", "desc"):
            bare, way = part, "asc"
        bare = bare.strip().strip('"')
        if bare == "_id" and way.lower() == "asc":
            continue
        if bare not in names:
            raise wrong("sort", f'field "{bare[:60]}" not in table')
        order.append(("-" if way.lower() == "desc" else "") + bare)
    return order
