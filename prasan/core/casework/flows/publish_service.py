"""Publish a service file: it is checked, stored as a new immutable version, and new cases run on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prasan.core.casework import catalogue, rules
from prasan.core.casework.effects import registered
from prasan.core.casework.format.check import check
from prasan.core.casework.format.definition import Definition
from prasan.core.casework.format.file import to_stored
from prasan.core.casework.format.known import Known
from prasan.core.casework.format.mistakes import Mistake
from prasan.core.casework.models import Service, ServiceVersion
from prasan.core.directory import service as directory
from prasan.core.identity.service import Role
from prasan.core.ledger import service as ledger
from prasan.core.protection import service as protection
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed


class Faulty(Invalid):
    """The file has mistakes; each tells its line and column."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(_("The service file has mistakes."))
        self.mistakes = mistakes


def publish_service(source: bytes, beside: Iterable[str] = (), *, base: int | None = None) -> ServiceVersion:
    """Publish the file `source` and return its version; the same text again returns the version there is.

    beside: services that are published together with this one, for they may name one another.
    base: number of the version the text began from, 0 for a new service; None publishes over whatever there is.
    Raises Faulty, NotAllowed (the person does not own services of that agency), Conflict (another version was
    published since `base`).
    """
    definition, mistakes = check(source, known_here(beside))
    if definition is None:
        raise Faulty(mistakes)
    assert_may_publish(definition)
    agency = directory.agency(definition.agency)
    digest = hashlib.sha256(source).hexdigest()
    who = scope.current()
    with transaction.atomic():
        service = _service_for(definition, agency.pk)
        newest = service.versions.order_by("-number").first()
        if base is not None:
            begins_from(definition.service, newest.number if newest else 0, base)
        if newest and newest.sha256 == digest:
            return newest
        version = ServiceVersion.objects.create(
            service=service,
            number=newest.number + 1 if newest else 1,
            definition=to_stored(definition),
            source=source.decode(),
            sha256=digest,
            published_by_id=who.person,
        )
        service.current = version
        service.agency_id, service.mission, service.entry = (
            agency.pk,
            definition.mission,
            definition.form is None,
        )
        service.save()
        ledger.record(
            "admin",
            actor=who.name or who.system,
            role=Role.SERVICE_OWNER.value if who.person else "program",
            agency=definition.agency,
            unit="",
            action="publish",
            subjects=[],
            data=[f"{definition.service} v{version.number}"],
        )
        catalogue.index(service, definition)
        _register_purpose(definition)
    return version


def assert_may_publish(definition: Definition) -> None:
    """Raises NotAllowed when the person does not own services of the agency that the definition names."""
    if not rules.may_publish(scope.current(), directory.agency(definition.agency).pk):
        raise NotAllowed(_("You may not publish services of this agency."))


def begins_from(name: str, newest: int, base: int) -> None:
    """Raises Conflict when a text that began from version `base` would undo a newer one."""
    if newest == base:
        return
    if base == 0:
        text = _("There is a service named %(name)s already. Choose another name, or edit that one.")
        raise Conflict(text % {"name": name})
    text = _("Version %(n)s was published while you were editing. Compare, then take its changes over.")
    raise Conflict(text % {"n": newest})


def _register_purpose(definition: Definition) -> None:
    """The record of processing is made from the service file, not typed by hand."""
    use = definition.data
    if use is None or definition.form is None:
        return
    specs = definition.form.schema["properties"]
    protection.register_purpose(
        definition.service,
        protection.Use(
            agency=definition.agency,
            title={"th": use.purpose.th, "en": use.purpose.en},
            basis=use.basis.value,
            keep_years=use.keep_years,
            law={"th": use.law.name.th, "en": use.law.name.en},
            section=use.law.section,
            data=list(specs),
            classes=sorted({spec.get("class", "personal") for spec in specs.values()}),
        ),
    )


def known_here(beside: Iterable[str] = ()) -> Known:
    """What this installation knows: its effects, agencies, units and services, those that it ships with among them.

    beside: services that are checked or published together with this one, for they may name one another.
    """
    published = Service.objects.filter(retired=False).values_list("slug", flat=True)
    who = scope.current()
    mine = rules.owned_agencies(who)
    codes = (agency.code for agency in directory.agencies() if agency.pk in mine)
    return Known(
        effects=registered(),
        agencies=frozenset(agency.code for agency in directory.agencies()),
        units=frozenset(directory.unit_addresses()),
        services=frozenset([*published, *(file.stem for file in catalogue.shipped_files()), *beside]),
        own=None if who.person is None else frozenset(codes),
        routed=_routed(mine),
    )


def _routed(agencies: list[int]) -> dict[str, frozenset[str]]:
    """To where the services of these agencies send new cases already, which somebody has allowed."""
    found = Service.objects.filter(agency_id__in=agencies).exclude(current=None)
    routes = found.values_list("slug", "current__definition__route")
    return {slug: frozenset(route["unit"] for route in rows or ()) for slug, rows in routes}


def _service_for(definition: Definition, agency_id: int) -> Service:
    service, _made = Service.objects.select_for_update().get_or_create(
        slug=definition.service, defaults={"agency_id": agency_id, "mission": definition.mission}
    )
    if service.agency_id != agency_id and not scope.current().system:
        raise NotAllowed(_("Another agency owns the service of this name."))
    return service
