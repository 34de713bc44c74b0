"""Datasets as a graph by DCAT-AP 3.0: classes, properties and controlled vocabularies as the profile has them.

What an IRI of a vocabulary is, is said beside it (its class), so that a reader can check the graph by itself.
Source: DCAT-AP 3.0 (SEMIC), DCAT 3 (W3C Recommendation, 22 August 2024).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD

from prasan.core.directory import service as directory
from prasan.foundation.dates import local

from ..ckan.shapes import address
from ..describe import api_url
from ..models import Dataset, Resource, Version
from ..vocabulary import (
    EU,
    FORMATS,
    FREQUENCY_EU,
    LANGUAGE_EU,
    LICENCE_EU,
    LICENCE_URL,
    Coverage,
    Frequency,
    Language,
    Licence,
    Theme,
)

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
ADMS = Namespace("http://www.w3.org/ns/adms#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
IANA = "http://www.iana.org/assignments/media-types/"
PREFIXES = {
    "dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "skos": SKOS, "vcard": VCARD, "spdx": SPDX, "adms": ADMS,
    "dcatap": DCATAP, "hydra": HYDRA, "rdfs": RDFS, "xsd": XSD,
}  # fmt: skip
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # of XML 1.0, 2.2
_LOCAL = ("LocalAuthority", "องค์กรปกครองส่วนท้องถิ่น", "Local authority")
_NATIONAL = ("NationalAuthority", "หน่วยงานของรัฐส่วนกลาง", "National authority")
_THEME_EU = {theme: name for name, theme in Theme.__members__.items()}


def graph() -> Graph:
    """An empty graph that knows our prefixes."""
    made = Graph(bind_namespaces="none")
    for prefix, space in PREFIXES.items():
        made.bind(prefix, space)
    return made


def add_catalogue(made: Graph, changed: datetime | None) -> URIRef:
    """The catalogue itself."""
    page = URIRef(address("opendata:catalogue"))
    node = URIRef(f"{page}#catalogue")
    made.add((node, RDF.type, DCAT.Catalog))
    for language in ("th", "en"):
        with translation.override(language):
            name, told = (
                _("Open data of this portal"),
                _("Datasets that agencies publish here for everybody to use."),
            )
        made.add((node, DCTERMS.title, Literal(name, lang=language)))
        made.add((node, DCTERMS.description, Literal(told, lang=language)))
    publisher = URIRef(settings.PUBLIC_URL + "/")
    made.add((publisher, RDF.type, FOAF.Agent))
    for language in ("th", "en"):
        name = directory.setting(f"name.{language}") or "Prasan"
        made.add((publisher, FOAF.name, Literal(name, lang=language)))
    made.add((node, DCTERMS.publisher, publisher))
    made.add((node, FOAF.homepage, page))
    made.add((page, RDF.type, FOAF.Document))
    for code in ("THA", "ENG"):
        _term(made, node, DCTERMS.language, EU + f"language/{code}", DCTERMS.LinguisticSystem)
    themes = _term(made, node, DCAT.themeTaxonomy, EU + "data-theme", SKOS.ConceptScheme)
    made.add((themes, DCTERMS.title, Literal("Data theme", lang="en")))
    _place(made, node)
    if changed:
        made.add((node, DCTERMS.modified, _time(changed)))
    return node


def add_dataset(made: Graph, one: Dataset) -> URIRef:
    """A dataset with its agency, contact and distributions."""
    page = URIRef(address("opendata:dataset", one.slug))
    node = URIRef(f"{page}#dataset")
    made.add((node, RDF.type, DCAT.Dataset))
    _texts(made, node, DCTERMS.title, one.title_th, one.title_en)
    _texts(made, node, DCTERMS.description, one.notes_th, one.notes_en)
    made.add((node, DCTERMS.identifier, Literal(str(one.pk))))
    for word in one.tags:
        made.add((node, DCAT.keyword, _said(word, "th" if _thai(word) else "en")))
    made.add((node, DCTERMS.publisher, _agency(made, one.agency)))
    made.add((node, DCAT.contactPoint, _contact(made, one, page)))
    made.add((node, DCAT.landingPage, page))
    made.add((page, RDF.type, FOAF.Document))
    made.add((node, DCTERMS.issued, _time(one.published_at or one.created_at)))
    made.add((node, DCTERMS.modified, _time(one.modified_at)))
    frequency = EU + "frequency/" + FREQUENCY_EU[Frequency(one.frequency)]
    _term(made, node, DCTERMS.accrualPeriodicity, frequency, DCTERMS.Frequency)
    _term(made, node, DCTERMS.accessRights, EU + "access-right/PUBLIC", DCTERMS.RightsStatement)
    theme = EU + "data-theme/" + _THEME_EU[Theme(one.theme)]
    _concept(made, node, DCAT.theme, theme, *_both(Theme(one.theme).label))
    for language in one.languages:
        code = LANGUAGE_EU[Language(language)]
        _term(made, node, DCTERMS.language, EU + "language/" + code, DCTERMS.LinguisticSystem)
    if one.coverage not in (Coverage.NONE, Coverage.WORLD, Coverage.CONTINENT, Coverage.UNKNOWN):
        _place(made, node)
    if one.starts_on or one.ends_on:
        period = URIRef(f"{page}#period")
        made.add((period, RDF.type, DCTERMS.PeriodOfTime))
        for name, day in ((DCAT.startDate, one.starts_on), (DCAT.endDate, one.ends_on)):
            if day:
                made.add((period, name, Literal(day.isoformat(), datatype=XSD.date)))
        made.add((node, DCTERMS.temporal, period))
    # Where the data come from is a text here; dct:source may name another dataset alone.
    origin = URIRef(f"{page}#provenance")
    made.add((node, DCTERMS.provenance, origin))
    made.add((origin, RDF.type, DCTERMS.ProvenanceStatement))
    made.add((origin, RDFS.label, _said(one.source, "th" if _thai(one.source) else "en")))
    for resource in one.open_resources:
        _distributions(made, node, one, resource)
    return node


def _distributions(made: Graph, node: URIRef, of: Dataset, one: Resource) -> None:
    version = one.current
    if version is None:
        link = URIRef(quote(one.url, safe=":/?#[]@!$&'()*+,;=%"))
        made.add((node, DCAT.distribution, _distribution(made, of, one, one.format, link)))
        return
    page = URIRef(address("opendata:resource", of.slug, one.slug))
    service = URIRef(f"{page}#api")
    made.add((service, RDF.type, DCAT.DataService))
    _texts(made, service, DCTERMS.title, f"API: {one.title_th}", f"API: {one.title_en or one.title_th}")
    made.add((service, DCAT.endpointURL, URIRef(api_url(one))))
    made.add((service, DCAT.endpointDescription, URIRef(settings.PUBLIC_URL + "/api/v1/openapi.json")))
    made.add((service, DCAT.servesDataset, node))
    forms = [("CSV", "opendata:csv"), ("PARQUET", "opendata:parquet")]
    for form, name in [*forms, *([("XLSX", "opendata:xlsx")] if version.as_sheet else [])]:
        part = _distribution(made, of, one, form, page)
        made.add((node, DCAT.distribution, part))
        made.add((part, DCAT.downloadURL, URIRef(address(name, of.slug, one.slug))))
        made.add((part, DCAT.accessService, service))
        _file(made, part, form, version)


def _distribution(made: Graph, of: Dataset, one: Resource, form: str, access: URIRef) -> URIRef:
    part = URIRef(f"{address('opendata:dataset', of.slug)}#{one.slug}-{form.lower()}")
    made.add((part, RDF.type, DCAT.Distribution))
    made.add((part, DCAT.accessURL, access))
    _texts(made, part, DCTERMS.title, f"{one.title_th} ({form})", f"{one.title_en or one.title_th} ({form})")
    media, name = FORMATS.get(form.upper(), ("", "OCTET"))
    _term(made, part, DCTERMS["format"], EU + "file-type/" + name, DCTERMS.MediaTypeOrExtent)
    if media:
        _term(made, part, DCAT.mediaType, IANA + media, DCTERMS.MediaType)
    licence = Licence(of.licence)
    if licence in LICENCE_EU:
        term = _term(made, part, DCTERMS.license, LICENCE_EU[licence], DCTERMS.LicenseDocument)
        made.add((term, SKOS.exactMatch, URIRef(LICENCE_URL[licence])))
    available = EU + "planned-availability/STABLE"
    _concept(made, part, DCATAP.availability, available, "ให้บริการต่อเนื่อง", "stable")
    for language in of.languages:
        code = LANGUAGE_EU[Language(language)]
        _term(made, part, DCTERMS.language, EU + "language/" + code, DCTERMS.LinguisticSystem)
    return part


def _file(made: Graph, part: URIRef, form: str, version: Version) -> None:
    size = {"CSV": version.size, "PARQUET": version.parquet_size}.get(
        form
    )  # an XLSX is made when it is asked for
    if size is not None:
        made.add((part, DCAT.byteSize, Literal(str(size), datatype=XSD.nonNegativeInteger)))
    made.add((part, DCTERMS.modified, _time(version.added_at)))
    made.add((part, DCTERMS.issued, _time(version.added_at)))
    if form == "CSV":
        checksum = URIRef(f"{part}-checksum")
        made.add((checksum, RDF.type, SPDX.Checksum))
        made.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
        made.add((SPDX.checksumAlgorithm_sha256, RDF.type, SPDX.ChecksumAlgorithm))
        made.add((checksum, SPDX.checksumValue, Literal(version.digest, datatype=XSD.hexBinary)))
        made.add((part, SPDX.checksum, checksum))


def _agency(made: Graph, agency: directory.Agency) -> URIRef:
    node = URIRef(f"{address('opendata:catalogue')}#agency-{agency.code}")
    made.add((node, RDF.type, FOAF.Agent))
    made.add((node, RDF.type, FOAF.Organization))
    _texts(made, node, FOAF.name, agency.name_th, agency.name_en)
    # Of the European kinds of publisher.
    local_ = agency.kind == directory.Agency.Kind.LOCAL
    kind, *names = _LOCAL if local_ else _NATIONAL
    _concept(made, node, DCTERMS.type, f"http://purl.org/adms/publishertype/{kind}", *names)
    return node


def _contact(made: Graph, one: Dataset, page: URIRef) -> URIRef:
    card = URIRef(f"{page}#contact")
    made.add((card, RDF.type, VCARD.Kind))
    made.add((card, RDF.type, VCARD.Organization))
    made.add((card, VCARD.fn, _said(one.contact_name, "th" if _thai(one.contact_name) else "en")))
    if one.contact_email:
        made.add((card, VCARD.hasEmail, URIRef("mailto:" + quote(one.contact_email, safe="@"))))
    if one.agency.website:
        made.add((card, VCARD.hasURL, URIRef(quote(one.agency.website, safe=":/?#[]@!$&'()*+,;=%"))))
    return card


def _place(made: Graph, node: URIRef) -> None:
    _term(made, node, DCTERMS.spatial, EU + "country/THA", DCTERMS.Location)


def _term(made: Graph, node: URIRef, name: URIRef, value: str, kind: Any) -> URIRef:
    term = URIRef(value)
    made.add((node, name, term))
    made.add((term, RDF.type, kind))
    return term


def _concept(made: Graph, node: URIRef, name: URIRef, value: str, th: str, en: str) -> None:
    """A term with what it is called: the profile asks a name of every concept."""
    term = _term(made, node, name, value, SKOS.Concept)
    _texts(made, term, SKOS.prefLabel, th, en)


def _both(label: Any) -> tuple[str, str]:
    """A lazy translation in Thai and English."""
    with translation.override("th"):
        th = str(label)
    with translation.override("en"):
        return th, str(label)


def _texts(made: Graph, node: URIRef, name: URIRef, th: str, en: str) -> None:
    made.add((node, name, _said(th, "th")))
    if en:
        made.add((node, name, _said(en, "en")))


def _time(at: datetime) -> Literal:
    return Literal(local(at).isoformat(timespec="seconds"), datatype=XSD.dateTime)


def _said(text: str, language: str) -> Literal:
    """A text as every form of the graph can hold it."""
    return Literal(_NOT_XML.sub("", text), lang=language)


def _thai(text: str) -> bool:
    return any("\u0e00" <= letter <= "\u0e7f" for letter in text)
