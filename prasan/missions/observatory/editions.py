"""The editions that are loaded, kept in memory as long as nobody loads another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from django.db.models import Count, Max

from prasan.foundation.errors import NotFound

from .models import LoadedEdition, Row
from .reading import read_edition
from .survey import Edition, Standing

SHIPPED = Path(__file__).parent / "data" / "editions"
SOURCE = "UN DESA, E-Government Knowledgebase, https://publicadministration.un.org/egovkb/en-us/Data-Center"


def editions() -> Sequence[Edition]:
    """Every edition, the oldest first."""
    stamp = LoadedEdition.objects.aggregate(count=Count("year"), last=Max("loaded_at"))
    return _read(stamp["count"], stamp["last"])


def edition_of(year: int) -> Edition:
    """One edition. Raises NotFound."""
    for edition in editions():
        if edition.year == year:
            return edition
    raise NotFound(code="no-such-edition")


def shipped_files() -> list[Path]:
    """The files that come with the program, the oldest first."""
    return sorted(SHIPPED.glob("*.csv"))


@cache
def shipped_editions() -> Sequence[Edition]:
    """The editions that come with the program, read from their files: they need no database."""
    return tuple(read_edition(path.read_bytes()) for path in shipped_files())


@lru_cache(maxsize=2)
def _read(_count: int, _last: datetime | None) -> tuple[Edition, ...]:
    rows = Row.objects.order_by("edition_id").values_list(
        "edition_id", "iso3", "rank", "index", "osi", "tii", "hci", "epi"
    )
    return tuple(
        Edition(year, {row[1]: Standing(*row[1:]) for row in of_year})
        for year, of_year in groupby(rows, key=lambda row: row[0])
    )
