"""Loaded before Django (pytest -p): the tests' PostgreSQL.

It is the real one: made as owner, used as the program's role under row-level security.
"""

from __future__ import annotations

import io
import os
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOME = ROOT / "var" / "test"
os.environ["PRASAN_HOME"] = str(HOME)
os.environ.setdefault("PRASAN_DEMO", "1")

from prasan.config.database import prepare  # noqa: E402
from prasan.config.postgres import APP, OWNER, Cluster  # noqa: E402

# The words are compiled where stale, as set-up does.
runpy.run_path(str(ROOT / "scripts" / "messages.py"))["compile_all"]()

# Settings read the connection, so the cluster must exist before Django loads them.
_cluster = Cluster(HOME)
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
_made = _cluster.start() if _worker == "main" else _cluster.connection()
assert _made is not None


@pytest.fixture(scope="session", name="django_db_setup")
def database(django_test_environment: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A fresh database per worker: prepared and migrated by the owner, then used by the program's role."""
    import psycopg
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    name = f"test_{_worker}"
    with psycopg.connect(_made.url(OWNER).rsplit("/", 1)[0] + "/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    owner, app = (_made.url(r).rsplit("/", 1)[0] + f"/{name}" for r in (OWNER, APP))
    prepare(owner, app)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        for alias in ("default", "owner"):
            settings.DATABASES[alias]["NAME"] = name
            connections[alias].settings_dict["NAME"] = name
        call_command("migrate", database="owner", verbosity=0)
        connections["owner"].close()
        call_command("load_directory", stdout=io.StringIO())  # reference data: every test may rely on it
    _empty_by_owner(owner)
    settings.FILES = HOME / f"files-{_worker}"  # what one process sweeps away is not another's
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        for alias in ("default", "owner"):
            connections[alias].close()
            if close_pool := getattr(connections[alias], "close_pool", None):
                close_pool()


def _empty_by_owner(owner: str) -> None:
    """Tests that commit are cleaned up by the owner: the program may not truncate, and must not.

    Tables that hold rows right after the migrations are reference data and stay.
    """
    import psycopg
    from django.test import TransactionTestCase

    with psycopg.connect(owner, autocommit=True) as database:
        tables = [
            name
            for (name,) in database.execute(
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            if not database.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()
        ]

    def teardown(self: TransactionTestCase) -> None:
        with psycopg.connect(owner, autocommit=True) as database:
            database.execute("SET session_replication_role = replica")  # past the append-only triggers
            database.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _worker == "main":
        _cluster.stop()
