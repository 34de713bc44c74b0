"""Datasets, agencies and the rest in the shapes of CKAN, with the fields of the Thai government catalogue."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from prasan.core.directory import service as directory
from prasan.foundation.dates import local

from ..models import Dataset, Resource, Version
from ..vocabulary import LICENCE_URL, OPEN_LICENCES, Licence, Theme

_NAMES = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 9562: names that are URLs
TYPES = {
    "text": "text", "integer": "numeric", "number": "numeric", "boolean": "bool", "date": "date",
    "timestamp": "timestamp",
}  # fmt: skip


def address(name: str, *args: object) -> str:
    """A page of the portal as others reach it, in Thai: one address for one thing."""
    with translation.override("th"):
        return settings.PUBLIC_URL + reverse(name, args=args)


def made_id(kind: str, code: str) -> str:
    """A stable id for what has a code here and no UUID."""
    return str(uuid.uuid5(_NAMES, f"{kind}:{code}"))


def moment(at: datetime) -> str:
    """A time as CKAN writes it: UTC, without saying so."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def package(one: Dataset) -> dict[str, Any]:
    """A dataset, as package_show and package_search give it."""
    with translation.override("th"):
        return _package(one)


def _package(one: Dataset) -> dict[str, Any]:
    resources = [resource(r, one, place) for place, r in enumerate(one.open_resources)]
    licence = Licence(one.licence)
    day = local(one.data_changed_at or one.modified_at).date().isoformat()
    return {
        "id": str(one.pk), "name": one.slug, "title": one.title_th, "notes": one.notes_th,
        "title_translated": _both(one.title_th, one.title_en),
        "notes_translated": _both(one.notes_th, one.notes_en),
        "type": "dataset", "state": "active", "private": False, "version": None,
        "url": address("opendata:dataset", one.slug), "author": one.agency.name_th, "author_email": None,
        "maintainer": one.contact_name, "maintainer_email": one.contact_email,
        "license_id": one.licence, "license_title": str(licence.label),
        "license_url": LICENCE_URL.get(licence, ""), "isopen": licence in OPEN_LICENCES,
        "metadata_created": moment(one.created_at), "metadata_modified": moment(one.modified_at),
        "creator_user_id": None, "owner_org": made_id("agency", one.agency.code),
        "organization": organization(one.agency),
        "tags": [tag(name) for name in one.tags], "num_tags": len(one.tags),
        "groups": [group(one.theme)], "resources": resources, "num_resources": len(resources),
        "relationships_as_subject": [], "relationships_as_object": [], "extras": [],
        # The Thai government catalogue.
        "data_type": one.kind, "objective": one.objectives, "update_frequency_unit": one.frequency,
        "update_frequency_interval": str(one.interval), "geo_coverage": one.coverage,
        "data_source": one.source, "data_format": sorted({r["format"] for r in resources}),
        "data_category": one.category, "data_language": one.languages, "allow_harvest": "True",
        "created_date": local(one.created_at).date().isoformat(), "last_updated_date": day,
        "first_year_of_data": _year(one.starts_on), "last_year_of_data": _year(one.ends_on),
    }  # fmt: skip


def resource(one: Resource, of: Dataset, position: int) -> dict[str, Any]:
    """A resource of a dataset."""
    version = one.current
    changed = moment(version.added_at if version else of.modified_at)
    return {
        "id": str(one.pk), "package_id": str(of.pk), "name": one.title_th,
        "name_translated": _both(one.title_th, one.title_en), "description": "",
        "url": one.url or address("opendata:csv", of.slug, one.slug),
        "format": one.format, "mimetype": "text/csv" if one.is_table else None, "mimetype_inner": None,
        "size": version.size if version else None, "hash": f"sha256:{version.digest}" if version else "",
        "state": "active", "position": position, "resource_type": None, "url_type": None,
        "datastore_active": one.is_table, "cache_url": None, "cache_last_updated": None,
        "created": moment(one.created_at), "last_modified": changed, "metadata_modified": changed,
    }  # fmt: skip


def organization(agency: directory.Agency) -> dict[str, Any]:
    """An agency as a dataset names it."""
    return {
        "id": made_id("agency", agency.code), "name": agency.code, "title": agency.name_th,
        "title_translated": _both(agency.name_th, agency.name_en), "type": "organization",
        "description": "", "image_url": "", "is_organization": True, "approval_status": "approved",
        "state": "active",
    }  # fmt: skip


def tag(name: str) -> dict[str, Any]:
    """A keyword."""
    return {
        "id": made_id("tag", name),
        "name": name,
        "display_name": name,
        "vocabulary_id": None,
        "state": "active",
    }


def group(theme: str) -> dict[str, Any]:
    """A theme, which CKAN calls a group."""
    with translation.override("th"):
        title = str(Theme(theme).label)
    return {
        "id": made_id("theme", theme), "name": theme, "title": title, "display_name": title,
        "description": "", "image_display_url": "",
    }  # fmt: skip


def licences() -> list[dict[str, Any]]:
    """Every licence there is."""
    return [
        {
            "id": one.value, "title": str(one.label), "url": LICENCE_URL.get(one, ""), "status": "active",
            "od_conformance": "approved" if one in OPEN_LICENCES else "not reviewed",
            "osd_conformance": "not reviewed", "maintainer": "", "family": "", "is_generic": False,
            "domain_content": True, "domain_data": True, "domain_software": False,
        }
        for one in Licence
    ]  # fmt: skip


def fields(version: Version) -> list[dict[str, str]]:
    """The columns of a table, as datastore_search names types."""
    return [{"id": "_id", "type": "int"}] + [
        {"id": column["name"], "type": TYPES[column["type"]]} for column in version.columns
    ]


def _both(th: str, en: str) -> dict[str, str]:
    return {"th": th, "en": en or th}


def _year(day: object) -> str:
    return str(getattr(day, "year", "") or "")
