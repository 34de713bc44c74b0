"""Key-set paging: the next page starts after the last row of this one, however many rows came before it.

One query a page, no counting. A cursor is opaque and signed: a reader can neither forge nor edit one, and
it fits only the list it came from.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Field, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from .errors import Invalid

T = TypeVar("T")
MOST = 200
_SALT = "prasan.paging"
_MAX_AGE = 7 * 24 * 3600  # seconds; a link to the next page is no bookmark


@dataclass(frozen=True)
class Page(Generic[T]):
    """The rows of one page in order; `next_cursor` is "" on the last one."""

    items: list[T]
    next_cursor: str = ""

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def keyset(
    queryset: QuerySet[Any, T], keys: Sequence[str], cursor: str = "", limit: int = 50, *, of: str = ""
) -> Page[T]:
    """One page of `queryset` ordered by `keys`, after `cursor`.

    keys: field names, annotations or paths over foreign keys, "-" before one that falls ("-opened_at",
    "id"); the primary key is added when it is not among them, so that the order is total. Empty values
    (NULL) sort as in PostgreSQL: last when rising, first when falling; where the first key can be empty,
    deep pages cannot start inside its index, so prefer one that cannot. limit: 1 to 200 rows. of: what else
    makes this list this one (its filter), so that a cursor of another list is refused.

    Raises Invalid for a cursor that is forged, older than a week, or of another list.
    """
    keys = list(keys)
    if not {"pk", queryset.model._meta.pk.name} & {k.lstrip("-") for k in keys}:
        keys.append("pk")
    limit = max(1, min(limit, MOST))
    if cursor:
        queryset = queryset.filter(_after(queryset, keys, _read(cursor, keys, of)))
    rows = list(queryset.order_by(*(_order(key) for key in keys))[: limit + 1])
    if len(rows) <= limit:
        return Page(rows)
    rows = rows[:limit]
    return Page(rows, _write([_value(rows[-1], key.lstrip("-")) for key in keys], keys, of))


def _order(key: str) -> Any:
    return F(key[1:]).desc(nulls_first=True) if key.startswith("-") else F(key).asc(nulls_last=True)


def _after(queryset: QuerySet[Any, Any], keys: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after `values`: beyond in the first key, or equal in it and beyond in the second, ..."""
    branches: list[Q] = []
    equal = Q()
    for key, value in zip(keys, values, strict=True):
        name = key.lstrip("-")
        beyond = _beyond(queryset, key, value)
        if beyond is not None:
            branches.append(equal & beyond)
        equal &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    # The leading key's bound alone lets an index scan start at the right row.
    first = keys[0].lstrip("-")
    lead = Q()
    if values[0] is not None and not _nullable(queryset, first):
        lead = Q(**{f"{first}__{'lte' if keys[0].startswith('-') else 'gte'}": values[0]})
    return lead & reduce(or_, branches)


def _beyond(queryset: QuerySet[Any, Any], key: str, value: Any) -> Q | None:
    """Rows strictly after `value` in one key, or None when there are none."""
    name, falling = key.lstrip("-"), key.startswith("-")
    if value is None:
        return Q(**{f"{name}__isnull": False}) if falling else None
    if falling:
        return Q(**{f"{name}__lt": value})
    later = Q(**{f"{name}__gt": value})
    return later | Q(**{f"{name}__isnull": True}) if _nullable(queryset, name) else later


def _nullable(queryset: QuerySet[Any, Any], name: str) -> bool:
    """Whether the key can be NULL; taken as yes where that is not known (annotations)."""
    model: type[Model] | None = queryset.model
    for part in name.split("__"):
        if part == "pk":
            return False
        if model is None or part in queryset.query.annotations:
            return True
        try:
            found = model._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if not isinstance(found, Field) or found.null:
            return True
        model = found.related_model if isinstance(found.related_model, type) else None
    return False


def _value(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    for part in name.split("__"):
        row = None if row is None else getattr(row, part)
    return row.pk if isinstance(row, Model) else row


_READ: dict[str, Callable[[str], Any]] = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "u": uuid.UUID,
    "n": Decimal,
}


def _pack(value: Any) -> Any:
    """A key's value as JSON can hold it; what is not a plain value is tagged with its kind."""
    match value:
        case datetime() | date():
            return ["t" if isinstance(value, datetime) else "d", value.isoformat()]
        case uuid.UUID():
            return ["u", str(value)]
        case Decimal():
            return ["n", str(value)]
    return value


def _write(values: Sequence[Any], keys: Sequence[str], of: str) -> str:
    content = [list(keys), of, [_pack(value) for value in values]]
    return str(signing.dumps(content, salt=_SALT, compress=True))


def _read(cursor: str, keys: Sequence[str], of: str) -> list[Any]:
    try:
        made_for, made_of, packed = signing.loads(cursor, salt=_SALT, max_age=_MAX_AGE)
    except (signing.BadSignature, ValueError) as error:
        raise _refused() from error
    if made_for != list(keys) or made_of != of:
        raise _refused()
    return [_READ[v[0]](v[1]) if isinstance(v, list) else v for v in packed]


def _refused() -> Invalid:
    return Invalid(_("This page of the list is out of date. Start again from the first page."), code="cursor")
