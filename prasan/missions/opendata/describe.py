"""A table or dataset described for machines: schema.org, CSV on the Web, Data Package."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from .ckan.shapes import address
from .models import Dataset, Resource, Version
from .vocabulary import FORMATS, LANGUAGE_CODE, LICENCE_URL, Language, Licence

CSVW = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "date",
        "timestamp": "datetime"}  # fmt: skip
PACKAGE = CSVW | {"timestamp": "datetime"}


def schema_org(one: Dataset) -> SafeString:
    """The dataset as JSON-LD for search engines, fit to stand inside a page."""
    licence = LICENCE_URL.get(Licence(one.licence))
    told: dict[str, Any] = {
        "@context": "https://schema.org/", "@type": "Dataset", "@id": address("opendata:dataset", one.slug),
        "name": one.title, "description": one.notes, "url": address("opendata:dataset", one.slug),
        "identifier": str(one.pk), "keywords": one.tags, "isAccessibleForFree": True,
        "inLanguage": [LANGUAGE_CODE[Language(name)] for name in one.languages],
        "dateModified": one.modified_at.isoformat(), "datePublished": (one.published_at or one.created_at).isoformat(),
        "creator": {"@type": "GovernmentOrganization", "name": one.agency.name},
        "includedInDataCatalog": {"@type": "DataCatalog", "name": "Prasan", "url": address("opendata:catalogue")},
        "distribution": [part for resource in one.open_resources for part in _downloads(one, resource)],
    }  # fmt: skip
    if licence:
        told["license"] = licence
    if one.starts_on:
        told["temporalCoverage"] = f"{one.starts_on}/{one.ends_on or '..'}"
    return inside_page(told)


def inside_page(told: object) -> SafeString:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(told, ensure_ascii=False, indent=1)
    for letter, written in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(letter, written)
    return mark_safe(text)  # noqa: S308 - every letter that could end it is written otherwise


def csvw(of: Dataset, one: Resource, version: Version) -> dict[str, Any]:
    """Metadata of the CSV by CSV on the Web (W3C Recommendation, 17 December 2015)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "th"}],
        "url": address("opendata:csv", of.slug, one.slug),
        "dc:title": one.title_th, "dc:description": of.notes_th, "dc:publisher": of.agency.name_th,
        "dc:modified": version.added_at.isoformat(), "dc:license": LICENCE_URL.get(Licence(of.licence), ""),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {
            "columns": [
                {
                    "titles": column["name"], "name": f"c{place}", "datatype": CSVW[column["type"]],
                    **_explained(one, column["name"], "dc:description"),
                }
                for place, column in enumerate(version.columns, 1)
            ]
        },
    }  # fmt: skip


def data_package(of: Dataset, tables: list[tuple[Resource, Version]]) -> dict[str, Any]:
    """The dataset by Data Package (version 2)."""
    licence = Licence(of.licence)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": of.slug, "id": str(of.pk),
        "title": of.title_th, "description": of.notes_th, "homepage": address("opendata:dataset", of.slug),
        "keywords": of.tags, "created": of.created_at.isoformat(),
        "licenses": [{"title": str(licence.value), "path": LICENCE_URL[licence]}] if licence in LICENCE_URL else [],
        "contributors": [{"title": of.agency.name_th, "roles": ["publisher"]}],
        "resources": [
            {
                "name": one.slug, "title": one.title_th, "path": address("opendata:csv", of.slug, one.slug),
                "type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
                "bytes": version.size, "hash": f"sha256:{version.digest}",
                "schema": {
                    "fields": [
                        {"name": c["name"], "type": PACKAGE[c["type"]], **_explained(one, c["name"], "description")}
                        for c in version.columns
                    ],
                    "missingValues": [""],
                },
            }
            for one, version in tables
        ],
    }  # fmt: skip


def _explained(one: Resource, column: str, name: str) -> dict[str, str]:
    told = one.told.get(column) or {}
    text = told.get("th") or told.get("en")
    return {name: text} if text else {}


def _downloads(of: Dataset, one: Resource) -> list[dict[str, Any]]:
    version = one.current
    if version is None:
        media = FORMATS.get(one.format, ("application/octet-stream", ""))[0]
        return [{"@type": "DataDownload", "name": one.title, "encodingFormat": media, "contentUrl": one.url}]
    return [
        {
            "@type": "DataDownload", "name": one.title, "encodingFormat": FORMATS[form][0],
            "contentUrl": address(name, of.slug, one.slug), "contentSize": f"{size} B",
        }
        for form, name, size in (
            ("CSV", "opendata:csv", version.size), ("PARQUET", "opendata:parquet", version.parquet_size),
        )
    ]  # fmt: skip


def api_url(one: Resource) -> str:
    """Where the table answers questions."""
    return f"{settings.PUBLIC_URL}/api/v1/opendata/tables/{one.pk}"
