"""A standard CKAN client and a harvester read the catalogue; every answer is CKAN's envelope."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import ckanapi
import pytest
import requests
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from requests.adapters import BaseAdapter

from prasan.core.directory import service as directory
from prasan.core.identity import api_access
from prasan.foundation import scope
from prasan.missions.opendata import service as opendata
from prasan.missions.opendata.ckan.errors import Refused
from prasan.missions.opendata.ckan.search import condition
from prasan.missions.opendata.models import Dataset, State

from . import world

pytestmark = pytest.mark.django_db
URL = "/api/3/action/"


class Inside(BaseAdapter):
    """Lets a client of HTTP speak to the program without a server."""

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        body = request.body or b""
        answer = Client().generic(
            request.method, request.path_url, body, content_type=request.headers.get("Content-Type", "")
        )
        made = requests.Response()
        made.status_code, made.raw, made.url = answer.status_code, io.BytesIO(answer.content), request.url
        made.encoding = "utf-8"
        return made

    def close(self):
        pass


@pytest.fixture
def remote(monkeypatch):
    monkeypatch.setattr(api_access, "PER_MINUTE_OPEN", 10**9)
    monkeypatch.setattr("django.conf.settings.HARVEST_PER_MINUTE", 10**9)
    session = requests.Session()
    session.mount("http://portal.test", Inside())
    return ckanapi.RemoteCKAN("http://portal.test", session=session)


@pytest.fixture
def many(db):
    """2,000 public datasets, changed a minute after one another."""
    agency = directory.agency("dga")
    start = timezone.now() - timedelta(days=30)
    with scope.system("test"):
        said = {name: value for name, value in world.SAID.items() if name != "tags"}
        Dataset.objects.bulk_create(
            Dataset(
                slug=f"d-{n:04}", agency=agency, state=State.PUBLISHED, words=f"d-{n:04} น้ำท่วม", **said,
                tags=["even" if n % 2 == 0 else "odd"], modified_at=start + timedelta(minutes=n),
            )
            for n in range(2000)
        )  # fmt: skip
    return start


def harvest(remote, since=None):
    """As ckanext-harvest gathers: pages of package_search sorted by id, only what changed since."""
    found: list[dict[str, Any]] = []
    start = 0
    while True:
        fq = f"metadata_modified:[{since.strftime('%Y-%m-%dT%H:%M:%S')}Z TO *]" if since else ""
        page = remote.action.package_search(fq=fq, rows=100, start=start, sort="id asc")
        if not page["results"]:
            return found
        found += page["results"]
        start += 100


def test_a_harvester_reads_everything_and_then_only_what_changed(many, remote):
    everything = harvest(remote)
    assert len(everything) == len({p["id"] for p in everything}) == 2000
    assert [p["id"] for p in everything] == sorted(p["id"] for p in everything)
    since = many + timedelta(minutes=1900)
    assert {p["name"] for p in harvest(remote, since)} == {f"d-{n}" for n in range(1900, 2000)}
    assert remote.action.package_search(fq="tags:odd AND -name:d-0001", rows=0)["count"] == 999
    assert len(remote.action.package_list()) == 2000


def test_the_client_reads_a_dataset_with_its_table(floods, remote):
    found = remote.action.package_show(id="floods")
    assert found == remote.action.package_show(id=found["id"])
    assert found["organization"]["name"] == "dga"
    assert [found[name] for name in ("data_type", "update_frequency_unit", "geo_coverage", "data_category")] == [
        "ข้อมูลสถิติ", "เดือน", "จังหวัด", "ข้อมูลสาธารณะ",
    ]  # fmt: skip
    table = found["resources"][0]
    assert remote.action.resource_show(id=table["id"])["url"] == table["url"]
    rows = remote.action.datastore_search(
        resource_id=table["id"], filters={"province": "เชียงราย"}, sort="level desc", fields=["day", "level"]
    )
    assert rows["total"] == 2
    assert rows["records"] == [{"day": "2026-10-03", "level": 2.25}, {"day": "2026-10-01", "level": 1.5}]
    assert rows["fields"] == [{"id": "day", "type": "date"}, {"id": "level", "type": "numeric"}]
    plain = remote.action.datastore_search(resource_id=table["id"], limit=1, offset=1)
    assert plain["records"] == [
        {"_id": 2, "province": "เชียงใหม่", "day": "2026-10-02", "level": 0.5, "houses": None}
    ]
    assert remote.action.datastore_search(resource_id=table["id"], q="เชียงใหม่")["total"] == 1
    assert remote.action.datastore_info(id=table["id"])["meta"]["count"] == 3


def test_search_narrows_and_counts(floods, remote):
    with world.acting(world.publisher("nt")):
        world.published(
            "roads", "nt", title_th="ถนน", tags=["road"], notes_th="ผิวทาง", title_en="", notes_en=""
        )
    for query, names in {
        "น้ำท่วม": ["floods"], "flood levels": ["floods"], "title:ถนน": ["roads"], "*:*": ["roads", "floods"],
        "organization:nt OR tags:flood": ["roads", "floods"], "nothing-here": [], '"ผิวทาง"': ["roads"],
        "-organization:nt": ["floods"], "(tags:road)": ["roads"], "tags:(road OR flood)": ["roads", "floods"],
        "metadata_modified:[* TO NOW-1DAY]": [], "metadata_created:[NOW/DAY-1DAY TO *]": ["roads", "floods"],
        "res_format:csv": ["roads", "floods"], "res_format:PDF": [],
    }.items():  # fmt: skip
        found = remote.action.package_search(q=query)
        assert [p["name"] for p in found["results"]] == names, query
    facets = remote.action.package_search(**{"facet.field": ["organization", "tags", "res_format"]})
    assert facets["facets"]["organization"] == {"dga": 1, "nt": 1}
    assert facets["facets"]["res_format"] == {"CSV": 2, "PARQUET": 2}
    assert {item["name"] for item in facets["search_facets"]["tags"]["items"]} == {"น้ำท่วม", "flood", "road"}


def test_the_other_actions(floods, remote):
    assert remote.action.organization_list() == ["dga"]
    assert remote.action.organization_show(id="dga", include_datasets=True)["packages"][0]["name"] == "floods"
    assert remote.action.group_list() == ["environment"]
    assert remote.action.group_show(id="environment")["package_count"] == 1
    assert remote.action.tag_list() == ["flood", "น้ำท่วม"]
    assert remote.action.tag_show(id="flood")["name"] == "flood"
    assert remote.action.status_show()["ckan_version"]
    assert remote.action.site_read() is True
    assert remote.action.license_list()[0]["id"] == "Creative Commons Attributions"
    assert remote.action.resource_search(query="name:ระดับ")["count"] == 1
    assert "package_show" not in remote.action.help_show(name="status_show")
    assert len(remote.action.current_package_list_with_resources(limit=5)) == 1


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("package_show?id=none", 404, "Not Found Error"), ("package_show", 409, "Validation Error"),
        ("resource_show?id=x", 404, "Not Found Error"), ("package_search?q=a:b", 400, "Search Query Error"),
        ("package_search?q=((", 400, "Search Query Error"), ("package_search?rows=x", 409, "Validation Error"),
        ("package_search?sort=evil asc", 409, "Search Error"), ("package_delete", 404, "Not Found Error"),
        ("datastore_search?resource_id=1", 404, "Not Found Error"), ("organization_show?id=x", 404, "Not Found Error"),
        ("resource_search?query=x", 409, "Validation Error"), ("package_search?facet.field=[", 409, "Validation Error"),
        ("package_search?fq=metadata_modified:[x TO *]", 400, "Search Query Error"),
        ("package_search?q=metadata_modified:[NOW-99999YEAR TO *]", 400, "Search Query Error"),
        ("package_search?q=" + "-" * 3900, 400, "Search Query Error"),
        ("package_search?q=" + " OR ".join(["res_format:csv"] * 51), 400, "Search Query Error"),
        ('package_search?q="' + "a " * 51 + '"', 400, "Search Query Error"),
    ],
)  # fmt: skip
def test_refusals_are_ckans(client, path, status, kind):
    answer = client.get(URL + path)
    told = answer.json()
    assert (answer.status_code, told["success"], told["error"]["__type"]) == (status, False, kind)
    assert told["help"].startswith("http")


@pytest.mark.parametrize("sign", ["-", "!", "%2B", "NOT "])
def test_signs_before_a_term_are_counted_not_followed(floods, client, sign):
    answer = client.get(URL + "package_search?q=" + sign * 900 + "name:floods")
    assert (answer.status_code, answer.json()["result"]["count"]) == (200, 1)


def test_the_terms_of_a_request_are_bounded_together(floods, client):
    few = {"q": "name:floods", "fq": "res_format:csv", "fq_list": ["res_format:csv OR name:x"] * 24}
    many = {**few, "fq_list": ["res_format:csv"] * 49}
    assert client.post(URL + "package_search", few, content_type="application/json").status_code == 200
    refused = client.post(URL + "package_search", many, content_type="application/json")
    assert (refused.status_code, refused.json()["error"]["__type"]) == (400, "Search Query Error")


def test_a_list_is_sorted_by_nothing(floods, client):
    for action in ("organization_list", "group_list"):
        assert client.get(URL + action + "?sort=%20%20").json()["success"] is True


def test_bad_questions_to_a_table(floods, client):
    table = str(floods.resources.get().pk)
    for query in ("sort=none", "filters={", 'filters={"x":1}', 'filters={"level":"high"}', "fields=none",
                  'filters={"level":{}}', "limit=-1"):  # fmt: skip
        answer = client.get(f"{URL}datastore_search?resource_id={table}&{query}")
        assert (answer.status_code, answer.json()["error"]["__type"]) == (409, "Validation Error"), query


def test_bad_bodies(client):
    for body in ("{", "[]", '"x"', '{"q": {}}', "\x00", "[" * 100_000):
        answer = client.post(URL + "package_search", body, content_type="application/json")
        assert answer.status_code in (400, 409), body[:10]
        assert answer.json()["success"] is False
    assert client.post(URL + "package_search", "{}", content_type="application/json").status_code == 200
    assert client.post(URL + "package_search", "q=x", content_type="text/plain").status_code == 415
    assert client.put(URL + "package_search").status_code in (405, 415)


@given(st.text(max_size=60) | st.text(alphabet='ab:"()[]{}+-! *\\TOANDOR', max_size=40))
def test_any_query_is_understood_or_refused(text):
    try:
        condition(text)
    except Refused as error:
        assert error.status == 400


def test_json_of_answers_has_no_escape(floods, client):
    assert "น้ำท่วม" in client.get(URL + "package_show?id=floods").content.decode()
    assert json.loads(client.get(URL + "status_show").content)["success"]


def test_what_waits_is_not_told(floods, remote):
    with world.acting(world.again()):
        opendata.upload(floods.resources.get(), io.BytesIO(b"secret\n1\n"))
        world.draft("hidden")
    table = remote.action.package_show(id="floods")["resources"][0]
    assert "secret" not in json.dumps(remote.action.datastore_info(id=table["id"]))
    with pytest.raises(ckanapi.NotFound):
        remote.action.package_show(id="hidden")


def test_a_harvester_has_a_limit_of_its_own(floods, client, monkeypatch, settings):
    monkeypatch.setattr(api_access, "PER_MINUTE_OPEN", 2)
    monkeypatch.setattr(api_access, "counter", api_access.Counter())
    monkeypatch.setattr("time.time", lambda: 1_800_000_005.0)
    settings.HARVEST_PER_MINUTE = 5
    show = URL + "package_show?id=floods"
    assert [client.get(show).status_code for _ in range(5)] == [200] * 5
    refused = client.get(show)
    assert refused.status_code == 429 and 0 < int(refused["Retry-After"]) <= 60
    table = floods.resources.get().pk
    asked = [client.get(f"{URL}datastore_search?resource_id={table}").status_code for _ in range(3)]
    assert asked == [200, 200, 429]  # questions to tables are counted apart, as everybody's


def test_what_is_known_already_counts_little(floods, client, monkeypatch, settings):
    monkeypatch.setattr(api_access, "counter", api_access.Counter())
    monkeypatch.setattr("time.time", lambda: 1_800_000_005.0)
    settings.HARVEST_PER_MINUTE = 3
    show = URL + "package_show?id=floods"
    tag = client.get(show)["ETag"]
    again = [client.get(show, headers={"If-None-Match": tag}) for _ in range(9)]
    assert {answer.status_code for answer in again} == {304} and not any(answer.content for answer in again)
    with world.acting(world.again()):
        opendata.change_dataset(floods, title_th="น้ำท่วมรายอำเภอ")
    assert client.get(show, headers={"If-None-Match": tag}).status_code == 200
    assert client.get(show).status_code == 429
