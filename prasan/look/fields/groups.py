"""Questions made of questions: an address, and items repeated as often as needed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from .field import Data, Field, Kind, StoredFile

MOST_ITEMS = 50


def address_parts(field: Field) -> list[Field]:
    """The questions of a Thai address, as house registrations write it."""
    value: dict[str, Any] = field.value if isinstance(field.value, dict) else {}

    def part(kind: Kind, name: str, label: str, **more: Any) -> Field:
        return Field(
            kind=kind, name=f"{field.name}.{name}", label=label, value=value.get(name),
            raw=field.raw, errors=field.errors,
            plain=not field.required, **more,
        )  # fmt: skip

    text = Kind.TEXT
    return [
        part(text, "no", _("House number"), required=field.required, max_length=20,
             autocomplete="address-line1"),
        part(text, "moo", _("Village no. (moo)"), max_length=10),
        part(text, "village", _("Village or building"), max_length=100),
        part(text, "soi", _("Lane (soi)"), max_length=100),
        part(text, "road", _("Road"), max_length=100),
        part(Kind.PLACE, "place", _("Province, district and sub-district"), required=field.required),
        part(text, "postcode", _("Postcode"), max_length=5, pattern=r"^[0-9]{5}$",
             autocomplete="postal-code"),
    ]  # fmt: skip


def short_name(part: Field) -> str:
    """The key of an inner question in its group's value."""
    return part.name.rpartition(".")[2]


def count(field: Field) -> int:
    """How many items of a repeat are on the page; at least one to fill in when none is required either."""
    most = min(field.max_items or MOST_ITEMS, MOST_ITEMS)
    if field.raw is None:
        there = len(field.value) if isinstance(field.value, list) else 0
        return max(1, min(there or (field.min_items or 1), MOST_ITEMS))
    return posted_count(field.name, field.raw, most)


def posted_count(name: str, data: Data, most: int = MOST_ITEMS) -> int:
    """The number of items that was posted, whatever was put there."""
    text = (data.get(name) or ["1"])[-1]
    return max(0, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 4 else 1


def rows(field: Field) -> list[list[Field]]:
    """The questions of every item of a repeat, named "repeat-0-question"."""
    made = []
    for n in range(count(field)):
        item = field.value[n] if isinstance(field.value, list) and n < len(field.value) else {}
        made.append(
            [
                replace(
                    inner, name=f"{field.name}-{n}-{inner.name}", value=item.get(inner.name),
                    raw=field.raw, errors=field.errors, files=_files(field, n, inner, item),
                )
                for inner in field.fields
            ]
        )  # fmt: skip
    return made


def _files(field: Field, n: int, inner: Field, item: dict[str, Any]) -> list[StoredFile]:
    """Of the files of all items, those of one question of item `n`: what was posted, or else what is stored."""
    value = item.get(inner.name) or ()
    given = [value] if isinstance(value, str) else value
    if field.raw is not None:
        given = field.raw.get(f"{field.name}-{n}-{inner.name}", ())
    return [file for file in field.files if file.id in given] if inner.kind is Kind.FILES else []
