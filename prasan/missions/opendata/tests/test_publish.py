"""A dataset is a draft, becomes public, gets new versions, is withdrawn; who may, and what is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prasan.core.casework.tests import world as casework_world
from prasan.core.casework.tests.test_figures import make_month
from prasan.core.directory import service as directory
from prasan.core.documents import service as documents
from prasan.core.ledger import service as ledger
from prasan.core.measures import service as measures
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from prasan.missions.opendata import quality, queries
from prasan.missions.opendata import service as opendata
from prasan.missions.opendata.flows import publish_own as own
from prasan.missions.opendata.flows.publish_own import publish_own
from prasan.missions.opendata.flows.save_dataset import change_dataset
from prasan.missions.opendata.flows.sweep import sweep
from prasan.missions.opendata.flows.upload import discard
from prasan.missions.opendata.models import Dataset, Resource, Version
from prasan.missions.opendata.shipped import Made, reference
from prasan.missions.opendata.tables.engine import ask
from prasan.missions.opendata.tables.mistakes import BadTable
from prasan.missions.opendata.tables.question import Filter, Question

from . import world

pytestmark = pytest.mark.django_db


def test_a_draft_is_nobody_elses(client):
    with world.acting(world.publisher()):
        dataset = world.draft()
        assert [v.number for v in Version.objects.all()] == [1]
    for account in (None, world.citizen(), world.publisher("nt"), world.officer("dga/intake", "officer")):
        with world.acting(account) if account else scope.activate(scope.VISITOR):
            assert not Dataset.objects.exists()
            assert not Resource.objects.exists()
            assert not Version.objects.exists()
            with pytest.raises(NotAllowed):
                opendata.publish(dataset)
    assert client.get("/opendata/floods").status_code == 404


def test_publishing_makes_it_everybodys_and_stands_in_the_ledger(floods):
    with scope.activate(scope.VISITOR):
        found = queries.dataset("floods")
        (resource,) = found.open_resources
        assert resource.current and resource.current.rows == 3
        assert resource.current.columns == [
            {"name": "province", "type": "text"},
            {"name": "day", "type": "date"},
            {"name": "level", "type": "number"},
            {"name": "houses", "type": "integer"},
        ]
    with scope.system("test"):
        lines = [line for line in ledger.entries_of_agency("dga") if line.action == "publish-data"]
        assert lines[0].data[0] == "floods"


def test_a_new_version_waits_until_it_is_released_and_the_old_one_stays(floods):
    with world.acting(world.again()):
        resource = floods.resources.get()
        opendata.upload(resource, io.BytesIO(b"province,level\nTrat,2\n"))
    with scope.activate(scope.VISITOR):
        assert [v.number for v in Version.objects.all()] == [1]
        with pytest.raises(NotFound):
            queries.table(resource.pk, 2)
    with world.acting(world.again()):
        opendata.upload(resource, io.BytesIO(b"province,level\nTrat,3\n"))
        opendata.publish(floods)
        with pytest.raises(Conflict):
            opendata.publish(floods)
        with pytest.raises(Conflict):
            opendata.upload(resource, io.BytesIO(b"province,level\nTrat,3\n"))
    with scope.activate(scope.VISITOR):
        assert [v.number for v in queries.versions(queries.table(resource.pk)[0])] == [2, 1]
        assert queries.table(resource.pk, 1)[1].rows == 3


def test_what_became_public_meanwhile_is_not_taken_away(db):
    """Each has read the dataset before the other's change, as two sessions do at once."""
    with world.acting(world.publisher()):
        dataset = world.draft()
        stale = dataset.resources.get()
        edited = Dataset.objects.get(pk=dataset.pk)
        opendata.publish(dataset)
        discard(stale)
        change_dataset(edited, title_th="ชื่อใหม่")
    with scope.activate(scope.VISITOR):
        assert queries.table(stale.pk)[1].rows == 3
        assert queries.dataset("floods").title_th == "ชื่อใหม่"


@pytest.mark.parametrize("flow", ["publish", "withdraw", "upload", "discard", "change"])
def test_one_change_of_a_dataset_after_the_other(floods, flow):
    """The dataset is held before anything of its tables is read."""
    with world.acting(world.again()):
        resource = floods.resources.select_related("dataset__agency").get()
        if flow == "publish":
            opendata.upload(resource, io.BytesIO(b"a,b\n1,2\n"))
        flows: dict[str, Callable[[], object]] = {
            "publish": lambda: opendata.publish(floods), "withdraw": lambda: opendata.withdraw(floods),
            "upload": lambda: opendata.upload(resource, io.BytesIO(b"a,b\n1,3\n")),
            "discard": lambda: discard(resource), "change": lambda: change_dataset(floods, title_th="ก"),
        }  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            flows[flow]()
    of_tables = (
        n for n, q in enumerate(asked) if "opendata_resource" in q["sql"] or "opendata_version" in q["sql"]
    )
    held = next(n for n, q in enumerate(asked) if 'FOR UPDATE OF "opendata_dataset"' in q["sql"])
    assert held < next(of_tables, len(asked))


def test_a_version_is_never_changed(floods):
    with scope.system("test"), pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Version.objects.update(rows=5)


def test_withdrawn_it_is_gone_for_everybody(floods, client):
    with world.acting(world.again()):
        opendata.withdraw(floods)
    assert client.get("/opendata/floods").status_code == 404
    assert client.get("/api/3/action/package_show?id=floods").status_code == 404


def test_what_the_standard_asks_is_asked(db):
    with world.acting(world.publisher()):
        dataset = world.draft(tags=[])
        with pytest.raises(Conflict) as refused:
            opendata.publish(dataset)
    assert refused.value.code == "incomplete"
    with world.acting(world.again()):
        with pytest.raises(Invalid):
            opendata.add_dataset(directory.agency("dga"), "Bad Slug", **world.SAID)
        with pytest.raises(Invalid):
            opendata.add_dataset(directory.agency("dga"), "floods", **world.SAID)
        with pytest.raises(NotAllowed):
            opendata.add_dataset(directory.agency("nt"), "theirs", **world.SAID)


def test_a_name_that_another_agencys_draft_has_is_taken(db):
    with world.acting(world.publisher("nt")):
        world.draft(agency="nt")
    account = world.publisher()
    with world.acting(account):
        with pytest.raises(Invalid) as refused:
            opendata.add_dataset(directory.agency("dga"), "floods", **world.SAID)
        assert list(refused.value.fields) == ["slug"]
        opendata.add_dataset(directory.agency("dga"), "droughts", **world.SAID)  # the transaction goes on


def test_files_of_no_version_are_swept_and_no_others(floods, client, tmp_path):
    stray, name = tmp_path / "stray", f"{'ab' * 32}.csv"
    stray.write_bytes(b"left by a crash")
    documents.keep_public(name, stray)
    before = documents.public_names()
    assert name in before
    sweep()
    assert name not in documents.public_names()
    with scope.activate(scope.VISITOR):
        version = queries.dataset(floods.slug).open_resources[0].current
        assert version and {f"{version.digest}.csv", version.parquet} <= documents.public_names()
    assert sweep() == 0


def test_a_bad_file_changes_nothing(floods):
    with world.acting(world.again()):
        resource = floods.resources.get()
        for content in (b"", b"a,b\n1", b"\0\0", b"id\n1101700230708\n", b'a\n=HYPERLINK("x")\n'):
            with pytest.raises(BadTable):
                opendata.upload(resource, io.BytesIO(content))
        assert Version.objects.count() == 1


def test_the_score_says_why(floods):
    marks = quality.judge(queries.dataset("floods"))
    assert [(mark.points, mark.most) for mark in marks] == [
        (24, 25),
        (20, 20),
        (20, 20),
        (0, 15),
        (10, 10),
        (10, 10),
    ]
    assert quality.score(marks) == 84
    assert all(mark.reason for mark in marks)
    late = quality.judge(queries.dataset("floods"), timezone.now() + timedelta(days=200))
    assert late[2].points == 0


def test_the_programs_own_datasets(db, client):
    # Places, holidays, agencies, and two of the observatory; there are no figures yet.
    assert publish_own() == 5
    assert publish_own() == 0
    with scope.activate(scope.VISITOR):
        places = queries.dataset("places-of-thailand").open_resources[0].current
        assert places and places.rows > 8000
        assert {c["name"]: c["type"] for c in places.columns}["code"] == "text"
    assert client.get("/opendata/places-of-thailand/table").status_code == 200


def test_one_dataset_of_its_own_that_is_refused_keeps_no_other(db, monkeypatch, caplog):
    first, *others = reference()
    bad = replace(first, rows=lambda: [["=1+1" for _name in first.columns]])
    monkeypatch.setattr(own, "reference", lambda: [bad, *others])
    assert publish_own() == 4
    assert first.name in caplog.text
    with scope.system("test"):
        assert not Dataset.objects.filter(slug=first.name).exists()


def test_what_an_agency_did_to_a_dataset_of_the_programs_own_keeps_no_other(db, monkeypatch, caplog):
    assert publish_own() == 5
    with world.acting(world.publisher()):
        widened, emptied = (Dataset.objects.get(slug=name) for name in ("agencies", "public-holidays"))
        theirs = opendata.add_resource(widened, "more", title_th="เพิ่มเติม")
        opendata.upload(theirs, io.BytesIO(b"a,b\n1,2\n"))
        change_dataset(emptied, tags=[])
    changed = [_shorter(one) for one in sorted(reference(), key=lambda one: one.name)]
    monkeypatch.setattr(own, "reference", lambda: changed)
    assert publish_own() == 2
    assert "public-holidays" in caplog.text and "incomplete" in caplog.text
    with scope.system("test"):
        latest = dict(Resource.objects.values_list("dataset__slug", "latest").filter(slug="table"))
        assert (latest["agencies"], latest["places-of-thailand"], latest["public-holidays"]) == (2, 2, 1)
        assert Resource.objects.get(slug="more").latest == 0  # it waits for whoever gave it in


def test_each_dataset_of_its_own_is_held_in_a_transaction_of_its_own(transactional_db, monkeypatch):
    """Else the lock of the files is kept while the next dataset is waited for, and an upload waits the other way."""
    begun: list[str] = []

    def bring(made: Made) -> bool:
        begun.append(_transaction())
        return True

    monkeypatch.setattr(own, "_bring", bring)
    publish_own()
    assert len(begun) > 2 and len(set(begun)) == len(begun)


def _shorter(made: Made) -> Made:
    return replace(made, rows=lambda: list(made.rows() or [])[1:])


def _transaction() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        return str(cursor.fetchone()[0])


def test_the_portals_own_figures_are_published_without_small_counts(db):
    casework_world.publish()
    somjai, intake = casework_world.citizen(), casework_world.officer("psc-1111/intake")
    make_month(intake, somjai)
    measures.fill_past()
    assert publish_own() == 9
    with scope.activate(scope.VISITOR):
        resource = queries.dataset("cases-by-province").open_resources[0]
        assert resource.current
        file = documents.public_file(resource.current.parquet)
        rows = ask(file, resource.current.columns, Question(), limit=100).records
    assert len(rows) == 77
    told = {row["province_code"]: row["opened"] for row in rows}
    assert told["57"] == 7
    assert all(count is None or count == 0 or count >= 5 for count in told.values())
    assert publish_own() == 0


def test_what_other_rooms_hold_for_everybody_is_published(db, client):
    publish_own()
    table = queries.dataset("un-egdi").open_resources[0].current
    assert table and {c["name"]: c["type"] for c in table.columns} == {
        "year": "integer", "iso3": "text", "name_th": "text", "name_en": "text", "rank": "integer",
        "egdi": "number", "osi": "number", "tii": "number", "hci": "number", "epi": "number", "source": "text",
    }  # fmt: skip
    file = documents.public_file(table.parquet)
    thailand = Question(filters=[Filter("iso3", "eq", "THA"), Filter("year", "eq", "2024")])
    (row,) = ask(file, table.columns, thailand, limit=5).records
    assert (row["rank"], round(row["egdi"], 4), round(row["osi"], 4)) == (52, 0.8351, 0.7611)
    page = client.get("/opendata/imd-government-efficiency").content.decode()
    assert "อันดับประสิทธิภาพภาครัฐของ IMD" in page and "creativecommons" not in page


def test_whom_to_ask_is_the_agency_as_the_directory_has_it(db, client):
    publish_own()
    assert "example.go.th" not in client.get("/opendata/agencies").content.decode()
    told = client.get("/api/3/action/package_show?id=agencies").json()["result"]
    assert (told["maintainer"], told["maintainer_email"]) == (directory.agency("dga").name_th, "")
    with scope.system("test"):
        # As it was written before.
        Dataset.objects.filter(slug="agencies").update(contact_email="opendata@example.go.th")
        directory.Agency.objects.filter(code="dga").update(email="data@dga.or.th")
    directory.forget()
    publish_own()
    told = client.get("/api/3/action/package_show?id=agencies").json()["result"]
    assert told["maintainer_email"] == "data@dga.or.th"
    assert "mailto:data@dga.or.th" in client.get("/opendata/agencies.ttl").content.decode()
    with scope.system("test"):
        opendata.change_dataset(Dataset.objects.get(slug="agencies"), contact_email="office@dga.or.th")
    publish_own()
    told = client.get("/api/3/action/package_show?id=agencies").json()["result"]
    assert told["maintainer_email"] == "office@dga.or.th"
