"""Migrations can be applied while the version before still serves, and taken back; those of a release never change."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections, migrations, models
from django.db.migrations.loader import MigrationLoader

from prasan.config.installation import ROOT
from tests.migration_rules import faults, source_of

RELEASES = sorted((Path(__file__).parent / "data" / "upgrade").glob("v*.json"))


def released() -> dict[str, str]:
    """Every migration that a release holds ("prasan/…/0001_initial.py"), and its SHA-256 there."""
    return {path: digest for told in RELEASES for path, digest in _told(told).items()}


def _told(release: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(release.read_text("utf-8"))["migrations"]
    return found


def test_what_a_release_held_is_as_it_was() -> None:
    assert len(released()) >= 25
    changed = [p for p, digest in released().items() if _digest(ROOT / p) != digest]
    assert not changed, "an installation has applied these already; add a new one instead"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)  # some leave the transaction
def test_no_new_migration_breaks_or_blocks_the_version_that_runs() -> None:
    loader = MigrationLoader(connections["owner"])
    wrong = []
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        package = apps.get_app_config(app).name.replace(".", "/")
        path = f"{package}/migrations/{name}.py"
        if not package.startswith("prasan/") or path in released():
            continue
        sql = loader.collect_sql([(loader.graph.nodes[app, name], False)])
        wrong += [f"{path}: {fault}" for fault in faults(migration, sql, source_of(migration))]
    assert not wrong, "\n".join(wrong)


class Sample(migrations.Migration):
    operations = [migrations.RunSQL("SELECT 1", "SELECT 1")]


BAD = [
    "ALTER TABLE casework_case DROP COLUMN title",
    "ALTER TABLE casework_case\n   RENAME COLUMN title TO subject",
    "ALTER TABLE casework_case RENAME TO casework_matter",
    "SELECT 1; DROP TABLE casework_clock CASCADE",
    "ALTER TABLE casework_case ALTER COLUMN title TYPE text",
    "ALTER TABLE casework_case ALTER title TYPE text",
    "ALTER TABLE casework_case ALTER COLUMN title SET NOT NULL",
    "ALTER TABLE casework_case ADD COLUMN weight integer NOT NULL",
    "ALTER TABLE casework_case ADD COLUMN mark uuid DEFAULT gen_random_uuid()",
    "ALTER TABLE casework_case ADD COLUMN running bigserial",
    'CREATE INDEX "a" ON "casework_case" ("state")',
    "/* small */ CREATE UNIQUE INDEX a ON casework_case (state)",
    "DROP INDEX case_state",
    'ALTER TABLE "casework_case" ADD CONSTRAINT "c" CHECK (revision > 0)',
    'ALTER TABLE "casework_case" ADD CONSTRAINT "c" UNIQUE (title)',
    "UPDATE casework_case SET title = ''",
    "DELETE FROM notices_message",
    "LOCK TABLE casework_case",
    "DROP FUNCTION scope_person()",
    "ALTER TABLE casework_case DISABLE ROW LEVEL SECURITY",
]
GOOD = [
    'CREATE INDEX CONCURRENTLY "a" ON "casework_case" ("state")',
    "DROP INDEX CONCURRENTLY IF EXISTS case_state",
    "ALTER TABLE casework_case ADD COLUMN note text",
    "ALTER TABLE casework_case ADD COLUMN note text DEFAULT '' NOT NULL",
    'ALTER TABLE "casework_case" ADD CONSTRAINT "c" CHECK (revision > 0) NOT VALID',
    'CREATE TABLE "casework_new" ("id" bigint NOT NULL); CREATE INDEX "a" ON "casework_new" ("id");'
    ' ALTER TABLE "casework_new" ADD CONSTRAINT "c" UNIQUE ("id")',
    "ALTER POLICY casework_case_read ON casework_case USING (true)",
    "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$",
]


@pytest.mark.parametrize("sql", BAD)
def test_what_would_break_or_block_is_found(sql: str) -> None:
    assert list(faults(Sample("a", "b"), [sql], "")), sql


@pytest.mark.parametrize("sql", GOOD)
def test_what_does_not_hurt_is_let_through(sql: str) -> None:
    assert list(faults(Sample("a", "b"), [sql], "")) == []


def test_a_lock_may_be_explained_a_lost_column_may_not() -> None:
    index, column = BAD[10], BAD[0]
    assert list(faults(Sample("a", "b"), [index], "    # locks casework_case: there are ten rows")) == []
    assert list(
        faults(Sample("a", "b"), [index], "# locks casework_case:\n# locks casework_clock: small table")
    )
    assert list(faults(Sample("a", "b"), [column], "# locks casework_case: there are ten rows"))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RunSQL("SELECT 1"),
        migrations.RunPython(lambda apps, editor: None),
    ],
)
def test_what_cannot_be_taken_back_is_found(operation: migrations.operations.base.Operation) -> None:
    once = Sample("a", "b")
    once.operations = [operation, migrations.AddField("case", "x", models.TextField(null=True))]
    assert [fault.split(":")[0] for fault in faults(once, [], "")] == ["cannot be taken back"]
