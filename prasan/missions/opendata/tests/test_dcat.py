"""The catalogue as RDF: no violation of DCAT-AP 3, the same graph in each form, paged, conditional."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, SKOS

from prasan.foundation import scope
from prasan.missions.opendata import service as opendata
from prasan.missions.opendata.dcat import views
from prasan.missions.opendata.dcat.graph import HYDRA
from prasan.missions.opendata.flows.publish_own import publish_own
from prasan.missions.opendata.vocabulary import Coverage, Frequency, Kind, Language, Licence, Theme

from . import world

pytestmark = pytest.mark.django_db
SHAPES = Graph().parse(Path(__file__).with_name("dcat_ap_shapes.ttl"))
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "xml": "xml"}


@pytest.fixture(autouse=True)
def fresh():
    views._page.cache_clear()


@pytest.fixture
def every_kind(db):
    """Datasets with each value of each vocabulary, links, a time, other characters in texts."""
    account = world.publisher()
    most = max(len(v) for v in (Frequency, Coverage, Licence, Kind, Theme))
    with world.acting(account):
        for n in range(most):
            dataset = world.draft(
                f"k-{n}", frequency=Frequency.values[n % len(Frequency)], coverage=Coverage.values[n % len(Coverage)],
                licence=Licence.values[n % len(Licence)], kind=Kind.values[n % len(Kind)],
                theme=Theme.values[n % len(Theme)], languages=Language.values[: n % 3 + 1],
                title_en="" if n % 2 else 'A "title" <with> & \\ marks', starts_on="2020-01-01",
                ends_on=None if n % 2 else "2021-12-31", source="https://example.org/a b" if n % 2 else "สถานี",
            )  # fmt: skip
            opendata.add_resource(
                dataset, "elsewhere", title_th="ที่อื่น", url="https://example.org/x?a=1&b=ก", format="PDF"
            )
            opendata.publish(dataset)


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    form = path.split(".")[-1].split("?")[0]
    return Graph().parse(data=answer.content, format=FORMATS[form])


def violations(graph):
    conforms, _graph, text = pyshacl.validate(graph, shacl_graph=SHAPES, advanced=False)
    return [] if conforms else [text]


def test_every_kind_of_dataset_keeps_the_rules(every_kind, client):
    with scope.system("test"):
        publish_own()
    graph = read(client, "/catalog.ttl")
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == 18
    assert violations(graph) == []


@pytest.mark.parametrize("path", ["/catalog.rdf", "/catalog.xml", "/catalog.ttl", "/opendata/floods.rdf"])
def test_no_text_breaks_the_form(db, client, path):
    with world.acting(world.publisher()):
        world.published(title_th="ชุด\x07x", notes_th="\x0b\x01ก\ufffe", contact_name="\x1fก", source="ก\x02")
    assert Literal("ชุดx", lang="th") in set(read(client, path).objects(None, DCTERMS.title))


def test_the_rules_find_what_is_wrong(floods, client):
    for name in (
        DCTERMS.title,
        DCAT.accessURL,
        DCTERMS.publisher,
        SKOS.prefLabel,
        DCAT.endpointURL,
        FOAF.name,
    ):
        graph = read(client, "/catalog.ttl")
        graph.remove((None, name, None))
        assert violations(graph), name
    graph = read(client, "/catalog.ttl")
    node = next(graph.subjects(RDF.type, DCAT.Dataset))
    graph.set((node, DCTERMS.modified, Literal("yesterday")))
    assert violations(graph)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (DCAT.Dataset, DCTERMS.source, URIRef("https://example.org/no-dataset")),
        (DCAT.Dataset, DCTERMS.identifier, URIRef("https://example.org/v")),
        (DCAT.Dataset, DCTERMS.accessRights, URIRef("https://example.org/second")),
        (DCAT.Dataset, DCAT.temporalResolution, Literal("a day")),
        (DCAT.Distribution, DCAT.byteSize, Literal(-1)),
        (DCAT.Distribution, DCTERMS.license, Literal("free")),
        (DCAT.DataService, DCAT.servesDataset, URIRef("https://example.org/nothing")),
        (DCAT.Catalog, DCTERMS.publisher, URIRef("https://example.org/second")),
        (DCTERMS.PeriodOfTime, DCAT.startDate, Literal("last year")),
    ],
)
def test_the_rules_find_wrong_values(floods, client, kind, name, value):
    graph = read(client, "/catalog.ttl")
    node = next(graph.subjects(RDF.type, kind), None) or URIRef("https://example.org/made")
    graph.add((node, RDF.type, kind))
    graph.add((node, name, value))
    assert violations(graph), name


def test_each_form_says_the_same(floods, client):
    wanted = read(client, "/opendata/floods.ttl")
    assert violations(wanted) == []
    for form in ("jsonld", "rdf", "xml"):
        assert isomorphic(read(client, f"/opendata/floods.{form}"), wanted), form
    assert client.get("/opendata/floods.csv").status_code == 404
    assert client.get("/opendata/none.ttl").status_code == 404
    assert client.get("/catalog.exe").status_code == 404


def test_pages_lead_through_the_whole_catalogue(floods, client, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 2)
    with world.acting(world.again()):
        for n in range(4):
            world.published(f"more-{n}")
    path, seen = "/catalog.ttl", set()
    while path:
        graph = read(client, path)
        page = next(graph.subjects(RDF.type, HYDRA.PagedCollection))
        assert graph.value(page, HYDRA.totalItems) == Literal(5)
        seen |= set(graph.subjects(RDF.type, DCAT.Dataset))
        following = graph.value(page, HYDRA.nextPage)
        assert bool(following) == ('rel="next"' in client.get(path)["Link"])
        path = str(following).partition("//")[2].partition("/")[2] if following else ""
        path = f"/{path}" if path else ""
    assert len(seen) == 5 and all(isinstance(node, URIRef) for node in seen)
    for wrong in ("0", "4", "x", "-1", "99999999999"):
        assert client.get(f"/catalog.ttl?page={wrong}").status_code == 404


def test_what_has_not_changed_is_not_sent_again(floods, client):
    first = client.get("/catalog.ttl")
    assert first["Last-Modified"] and first["Content-Type"].startswith("text/turtle")
    assert client.get("/catalog.ttl", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get("/catalog.rdf", headers={"If-None-Match": first["ETag"]}).status_code == 200
    with world.acting(world.again()):
        world.published("another")
    again = client.get("/catalog.ttl", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200 and "another" in again.content.decode()


def test_an_empty_catalogue_is_one(client, db):
    assert client.get("/catalog.ttl").status_code == 200
