"""The editions that are loaded, kept in memory as long as nobody loads another."""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from django.db.models import Count, Max

from prasan import __version__
from prasan.foundation.errors import NotFound

from .models import LoadedEdition, Row
from .reading import read_edition
from .survey import Edition, Standing

SHIPPED = Path(__file__).parent / "data" / "editions"
SOURCE = "UN DESA, E-Government Knowledgebase, https://publicadministration.un.org/egovkb/en-us/Data-Center"


def editions() -> tuple[Edition, ...]:
    """Every edition, the oldest first: those that come with the program, and whatever was loaded since."""
    stamp = LoadedEdition.objects.aggregate(count=Count("year"), last=Max("loaded_at"))
    return _held(stamp["count"], stamp["last"])


def edition_of(year: int) -> Edition:
    """One edition. Raises NotFound."""
    for edition in editions():
        if edition.year == year:
            return edition
    raise NotFound(code="no-such-edition")


def sources() -> dict[int, str]:
    """Where each edition is from, in the words of whoever loaded it."""
    told = dict(LoadedEdition.objects.values_list("year", "source"))
    return {edition.year: told.get(edition.year) or SOURCE for edition in editions()}


def stamp() -> str:
    """Another text as soon as another edition is loaded, of whatever is shown of the editions."""
    found = LoadedEdition.objects.aggregate(count=Count("year"), last=Max("loaded_at"))
    return f"{__version__}-{found['count']}-{found['last'] and found['last'].timestamp()}"


def shipped_files() -> list[Path]:
    """The files that come with the program, the oldest first."""
    return sorted(SHIPPED.glob("*.csv"))


@cache
def shipped_editions() -> tuple[Edition, ...]:
    """The editions that come with the program, read from their files: they need no database."""
    return tuple(read_edition(path.read_bytes()) for path in shipped_files())


@lru_cache(maxsize=2)
def _held(_count: int, _last: datetime | None) -> tuple[Edition, ...]:
    rows = Row.objects.order_by("edition_id").values_list(
        "edition_id", "iso3", "rank", "index", "osi", "tii", "hci", "epi"
    )
    loaded = {
        year: Edition(year, {row[1]: Standing(*row[1:]) for row in of_year})
        for year, of_year in groupby(rows, key=lambda row: row[0])
    }
    found = {edition.year: edition for edition in shipped_editions()} | loaded
    return tuple(found[year] for year in sorted(found))
