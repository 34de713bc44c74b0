"""Load what is shipped: places, agencies and their units, public holidays.

Run as often as wanted: only differences are written, and what an administrator edited is left alone.
Sources: places from the `geothai` wheel (codes of the Department of Provincial Administration, postcodes of
Thailand Post; CC BY 4.0), holidays from the `holidays` wheel, agencies from `data/*.csv` in this room.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import geothai
import holidays
from django.db import transaction
from django.db.models import Model

from prasan.foundation.thai import sort_key

from ..memory import edited
from ..models import Agency, Holiday, Place, Unit

DATA = Path(__file__).parents[1] / "data"

# Days in the package's list on which government offices work: Labour Day is a holiday of private employers
# (Labour Protection Act B.E. 2541 s. 29), Children's Day is a Saturday of events.
_NOT_OFFICIAL = ("National Labor Day", "National Children's Day")

M = TypeVar("M", bound=Model)


@transaction.atomic
def load_directory(*, first_year: int | None = None, years: int = 4) -> dict[str, int]:
    """Bring the directory up to the shipped data; answers how many rows of each table were written.

    first_year (CE): the first year of holidays, by default last year; years: how many, by default until the
    year after next. Runs under `scope.system`.
    """
    first = first_year or datetime.datetime.now(tz=datetime.UTC).year - 1
    written = {
        "places": _upsert(Place, ["code"], _places()),
        "agencies": _load_agencies(),
        "units": _upsert(Unit, ["agency_id", "code"], _units()),
        "holidays": _upsert(Holiday, ["date"], _holidays(range(first, first + years))),
    }
    if any(written.values()):
        edited()
    return written


def _upsert(model: type[M], key: Sequence[str], rows: Iterable[dict[str, Any]]) -> int:
    """Write the rows that are new or differ; `key` tells which row is which."""
    made = {tuple(getattr(row, k) for k in key): row for row in model._default_manager.all()}
    new: list[M] = []
    changed: list[M] = []
    fields: set[str] = set()
    for values in rows:
        row = made.get(tuple(values[k] for k in key))
        if row is None:
            new.append(model(**values))
        elif not getattr(row, "edited", False) and any(getattr(row, f) != v for f, v in values.items()):
            for field, value in values.items():
                setattr(row, field, value)
            changed.append(row)
            fields |= set(values) - set(key)
    model._default_manager.bulk_create(new, batch_size=2000)
    if changed:
        model._default_manager.bulk_update(changed, sorted(fields), batch_size=500)
    return len(new) + len(changed)


def _places() -> Iterator[dict[str, Any]]:
    for province in geothai.provinces():
        yield _place(province.code, None, province.name_th, province.name_en, ())
        for district in geothai.districts(province.code):
            yield _place(
                district.code, province.code, district.name_th.removeprefix("เขต"), district.name_en, ()
            )
            for sub in geothai.subdistricts(district.code):
                yield _place(sub.code, district.code, sub.name_th, sub.name_en, sub.postal_codes)


def _place(code: str, parent: str | None, th: str, en: str, postcodes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "code": code,
        "parent_id": parent,
        "name_th": th,
        "name_en": en,
        "postcodes": list(postcodes),
        "sort_key": sort_key(th),
    }


def _load_agencies() -> int:
    """Parents first: a row is written once its parent has an id."""
    rows, written = _read("agencies.csv"), 0
    while rows:
        ids = dict(Agency.objects.values_list("code", "id"))
        ready = [row for row in rows if not row["parent"] or row["parent"] in ids]
        if not ready:
            raise ValueError(f"no such parent: {', '.join(sorted({row['parent'] for row in rows}))}")
        written += _upsert(Agency, ["code"], (_agency(row, ids) for row in ready))
        rows = [row for row in rows if row not in ready]
    return written


def _agency(row: dict[str, str], ids: dict[str, int]) -> dict[str, Any]:
    texts = ("code", "kind", "name_th", "name_en", "short_th", "short_en", "phone", "website")
    return {
        **{field: row[field] for field in texts},
        "parent_id": ids.get(row["parent"]),
        "place_id": row["place"] or None,
        "attributes": dict(pair.split("=", 1) for pair in row["attributes"].split()),
        "sort_key": sort_key(row["name_th"]),
    }


def _units() -> Iterator[dict[str, Any]]:
    names = {(row["agency"], row["code"]): row for row in _read("units.csv")}
    ids = dict(Agency.objects.values_list("code", "id"))
    for row in _read("agencies.csv"):
        for code in row["units"].split():
            name = names.get((row["code"], code)) or names["", code]
            yield {
                "agency_id": ids[row["code"]],
                "code": code,
                "name_th": name["name_th"],
                "name_en": name["name_en"],
                "place_id": row["place"] or None,
            }


def _holidays(years: range) -> Iterator[dict[str, Any]]:
    thai = holidays.country_holidays("TH", years=years, language="th")
    english = holidays.country_holidays("TH", years=years, language="en_US")
    for date, name in sorted(english.items()):
        if name not in _NOT_OFFICIAL:
            yield {"date": date, "name_th": thai[date][:200], "name_en": name[:200]}


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
