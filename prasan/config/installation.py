"""The installation a command works on: its folder, its database, whether it is a demonstration.

Imports Django only inside functions: settings read where the database is, so it must be up before they load.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from prasan.config.database import grant, prepare
from prasan.config.postgres import APP, OWNER, Cluster
from prasan.config.terminal import Refused
from prasan.config.text import _, language

ROOT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """Where the installation's data lies."""
    return Path(os.environ.get("PRASAN_HOME") or ROOT / "var").resolve()


def external() -> bool:
    """Whether the database is a server of the agency's own."""
    return bool(os.environ.get("DATABASE_URL"))


def owner_url() -> str:
    """The connection URL of the role that owns the tables."""
    if url := os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL"):
        return url
    made = Cluster(home()).connection()
    if made is None:
        raise Refused(_("There is no installation in %s yet: run prasan init or prasan up.") % home())
    return made.url(OWNER)


def exists() -> bool:
    """Whether this installation was made before (one on a database of the agency's own counts as made)."""
    return external() or Cluster(home()).connection() is not None


def mark_demonstration() -> None:
    """Make this installation a demonstration from now on."""
    home().mkdir(parents=True, exist_ok=True)
    (home() / "demonstration").touch()


@contextlib.contextmanager
def database(*, tied: bool = True) -> Iterator[None]:
    """A database that answers, inside the block; the embedded one is stopped again if it was started here."""
    if external():
        yield
        return
    cluster = Cluster(home())
    with explained():
        ran = cluster.running()
        made = cluster.start(tied=tied)
        prepare(made.url(OWNER), made.url(APP))
    try:
        yield
    finally:
        if not ran:
            cluster.stop()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """The only `up` or `restore` of this installation, inside the block. Raises Refused."""
    home().mkdir(parents=True, exist_ok=True)
    with (home() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(_("Prasan is already running on %s. Stop it first.") % home()) from None
        yield


def load() -> None:
    """Load settings and models; messages speak the terminal's language."""
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prasan.config.settings")
    django.setup()
    translation.activate(language())


def migrate() -> int:
    """Bring the tables up to date as their owner; returns how many migrations were applied."""
    import psycopg
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    owner = connections["owner"]
    with explained():
        if external():
            with psycopg.connect(owner_url(), autocommit=True) as database:
                grant(database, connections["default"].settings_dict["USER"])
        executor = MigrationExecutor(owner)
        pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if pending:
            call_command("migrate", database="owner", verbosity=0, interactive=False)
    return pending


def let_go() -> None:
    """Close this process's connections to the database."""
    from django.db import connections

    for connection in connections.all():
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Say plainly what keeps the database from working."""
    import psycopg

    try:
        yield
    except PermissionError as error:
        raise Refused(
            _("%s belongs to another user: run as that user, or choose another folder with PRASAN_HOME.")
            % error.filename
        ) from error
    except psycopg.OperationalError as error:
        raise Refused(_("The database does not answer: %s") % error) from error
    except psycopg.Error as error:
        raise Refused(_("The database refuses: %s") % error) from error
    except RuntimeError as error:
        raise Refused(str(error)) from error
