"""What the owner of a service reads: the services of one's agencies, and their published versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from prasan.core.directory import service as directory
from prasan.foundation.errors import NotFound
from prasan.foundation.scope import Scope

from .definitions import definition_of
from .format.definition import Text
from .models import Service, ServiceVersion
from .rules import owned_agencies


@dataclass(frozen=True)
class Owned:
    """A service in the owner's list."""

    slug: str
    title: Text
    agency: str
    number: int
    published_at: datetime
    online: bool


def owned(scope: Scope) -> list[Owned]:
    """The services the person may publish, by slug."""
    services = (
        Service.objects.filter(agency__in=owned_agencies(scope), current__isnull=False)
        .select_related("agency", "current")
        .defer("current__definition", "current__source")
        .order_by("slug")
    )
    return [
        Owned(
            service.slug,
            definition_of(service.current.pk).title,
            service.agency.name,
            service.current.number,
            service.current.published_at,
            not service.entry,
        )
        for service in services
        if service.current is not None
    ]


def owned_service(scope: Scope, slug: str) -> Service:
    """The service, if the person may publish it; raises NotFound."""
    service = (
        Service.objects.filter(slug=slug, agency__in=owned_agencies(scope)).select_related("current").first()
    )
    if service is None:
        raise NotFound
    return service


def exists(slug: str) -> bool:
    """Whether a service of that name is published, by whatever agency."""
    return Service.objects.filter(slug=slug).exists()


def versions(service: Service) -> list[ServiceVersion]:
    """All published versions, newest first, without their texts."""
    found = service.versions.select_related("published_by").defer("definition", "source")
    return list(found.order_by("-number"))


def version(service: Service, number: int) -> ServiceVersion:
    """One version; raises NotFound."""
    found = service.versions.filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def agency_codes(scope: Scope) -> list[str]:
    """Codes of the agencies whose services the person owns."""
    return [directory.agency_by_id(pk).code for pk in owned_agencies(scope)]
