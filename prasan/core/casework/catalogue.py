"""The catalogue of services and entries: what the portal lists, shows and searches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db.models import QuerySet

from prasan.core.search import service as search
from prasan.foundation.paging import Page, keyset

from .channels import Channel
from .definitions import definition_of
from .format.definition import Definition, Text
from .models import Service, ServiceVersion

KIND = "service"
_folders: list[Path] = []


@dataclass(frozen=True)
class Entry:
    """A service or an entry of the catalogue, with its current definition."""

    slug: str
    agency_id: int
    agency_th: str
    agency_en: str
    place: str  # code of the place its agency is for; "" for the whole country
    version_id: int
    definition: Definition

    @property
    def online(self) -> bool:
        """Whether one can apply here, on the web."""
        return self.definition.takes(Channel.WEB)


def register_services(folder: Path) -> None:
    """A mission tells where its service files lie; `shipped_files` lists them for the importer."""
    if folder not in _folders:
        _folders.append(folder)


def shipped_files() -> list[Path]:
    """Every shipped service file, by name."""
    return sorted(
        (path for folder in _folders for path in folder.glob("**/*.yaml")), key=lambda path: path.name
    )


def published_digests() -> frozenset[str]:
    """SHA-256 of every file that was ever published here, in hexadecimal."""
    return frozenset(ServiceVersion.objects.values_list("sha256", flat=True))


def entries() -> list[Entry]:
    """The whole catalogue by slug: two queries whatever its size, and definitions from memory."""
    return [known for known in map(_entry, _services().order_by("slug")) if not known.definition.inside]


def page(agency: str = "", cursor: str = "", limit: int = 50) -> Page[Entry]:
    """The catalogue by slug, of one agency (by its code) or all.

    What is opened from inside alone is left out, so a page can be shorter than `limit`.
    """
    services = _services()
    if agency:
        services = services.filter(agency__code=agency)
    found = keyset(services, ["slug"], cursor, limit, of=f"services:{agency}")
    known = [known for known in map(_entry, found) if not known.definition.inside]
    return Page(known, found.next_cursor)


def entry(slug: str) -> Entry | None:
    """One entry, or None."""
    service = _services().filter(slug=slug).first()
    return _entry(service) if service else None


def find(query: str, limit: int = 20) -> list[Entry]:
    """The entries that answer people's own words, best first."""
    return in_order([hit.key for hit in search.find(KIND, query, limit)])


def in_order(slugs: list[str]) -> list[Entry]:
    """The entries named, in that order; unknown and retired ones are left out."""
    known = {service.slug: service for service in _services().filter(slug__in=slugs)}
    return [_entry(known[slug]) for slug in slugs if slug in known]


def index(service: Service, definition: Definition) -> None:
    """Put the entry's words into the search index, in both languages; not of services opened from inside."""
    if definition.inside:
        return
    manual = definition.manual
    texts = [
        manual.who,
        manual.conditions,
        *(paper.name for paper in manual.papers),
        *(s.name for s in manual.steps),
    ]
    search.index(
        KIND,
        service.slug,
        title=_both(definition.title),
        summary=_both(definition.summary),
        keywords="\n".join([*definition.keywords.th, *definition.keywords.en]),
        body="\n".join(_both(text) for text in texts if text),
    )


def _services() -> QuerySet[Service]:
    """Those that are in use, with their agencies."""
    return Service.objects.filter(retired=False, current__isnull=False).select_related("agency")


def _entry(service: Service) -> Entry:
    assert service.current_id is not None  # noqa: S101
    return Entry(
        service.slug,
        service.agency_id,
        service.agency.name_th,
        service.agency.name_en,
        service.agency.place_id or "",
        service.current_id,
        definition_of(service.current_id),
    )


def _both(text: Text) -> str:
    return f"{text.th}\n{text.en}"
