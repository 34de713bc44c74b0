"""The data of every release is upgraded to this program: nothing is lost, people go on, the locks are as new."""

from __future__ import annotations

import difflib
import json
import lzma
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from prasan.config.dump import command
from tests.upgrade.place import Place, place

RELEASES = sorted((Path(__file__).parent / "data" / "upgrade").glob("v*.tar.xz"))


@dataclass(frozen=True)
class Upgraded:
    """An installation of an older version under the program of today, and what its release said of it."""

    place: Place
    told: dict[str, Any]
    before: list[str]  # the schema of its release


@pytest.fixture(scope="module", params=RELEASES, ids=lambda path: path.name.removesuffix(".tar.xz"))
def upgraded(request: pytest.FixtureRequest) -> Iterator[Upgraded]:
    """As docs/deploy.md says: restore, then migrate."""
    release: Path = request.param
    with place() as made:
        backup = made.cluster.home / "backup.tar"
        backup.write_bytes(lzma.decompress(release.read_bytes()))
        made.run("prasan.config", "restore", str(backup))
        before = _schema(made.owner_url)
        made.run("prasan.config", "migrate")
        told = json.loads(Path(str(release).replace(".tar.xz", ".json")).read_text("utf-8"))
        yield Upgraded(made, told, before)


def test_there_is_a_release_to_come_from() -> None:
    assert RELEASES[0].name == "v0.1.0.tar.xz"


def test_what_people_see_is_what_they_saw(upgraded: Upgraded) -> None:
    found = upgraded.place.ask("tests.upgrade.seen", upgraded.told["walked"])
    assert found == upgraded.told["seen"]


def test_people_go_on_where_they_were(upgraded: Upgraded) -> None:
    assert upgraded.place.ask("tests.upgrade.go_on", upgraded.told["walked"]) == {
        "copy": [302, "granted"],
        "papers": [1],
        "answered": [302, "working"],
        "settled": [302, "settled"],
        "reopened": [302, "working"],
        "hold": [302, "holding"],
        "bank": ["hold-request", "kbank"],
        "held": [302, "working"],
        "submitted": [302, True],
        "versions stay": True,
        "problems": [],
    }
    upgraded.place.run("prasan.config", "check")


@pytest.mark.django_db(databases=["default", "owner"])
def test_tables_and_locks_are_those_of_a_new_installation(upgraded: Upgraded) -> None:
    settings = connections["owner"].settings_dict
    fresh = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**settings)
    assert _policies(upgraded.place.owner_url) == _policies(fresh)
    assert _differ(_schema(fresh), _schema(upgraded.place.owner_url)) == ""


def test_new_migrations_can_be_taken_back_and_applied_again(upgraded: Upgraded) -> None:
    after = _schema(upgraded.place.owner_url)
    upgraded.place.run("tests.upgrade.back", given=list(upgraded.told["migrations"]))
    assert _differ(upgraded.before, _schema(upgraded.place.owner_url)) == ""
    upgraded.place.run("prasan.config", "migrate")
    assert _differ(after, _schema(upgraded.place.owner_url)) == ""


def _policies(url: str) -> list[tuple[Any, ...]]:
    import psycopg

    with psycopg.connect(url) as database:
        found = database.execute(
            "SELECT tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"
        ).fetchall()
    assert len(found) > 50
    return found


def _differ(wanted: list[str], found: list[str]) -> str:
    return "\n".join(difflib.unified_diff(wanted, found, "wanted", "found", lineterm="", n=2))


def _schema(url: str) -> list[str]:
    """Everything else that PostgreSQL knows of the tables: columns, constraints, triggers, functions, rights."""
    arguments, environment = command("pg_dump", url, "--schema-only", "--no-owner")
    dump = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=True).stdout
    lines = [line for line in dump.splitlines() if line and not line.startswith(("--", "\\"))]
    # What a dump brought back is spelt with other casts and brackets than what a migration made; it means the same.
    return [re.sub(r"::(character varying|text)(\[\])?|[()]", "", line) for line in lines]
