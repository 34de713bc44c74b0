"""What `prasan check` looks at: each check says in one plain sentence whether something holds."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
from psycopg import sql

from prasan.config import installation
from prasan.config.guarded import OPEN_TABLES
from prasan.config.postgres import DURABLE
from prasan.config.text import _


@dataclass(frozen=True)
class Finding:
    """holds: whether all is well. said: the sentence for the person who runs the installation."""

    holds: bool
    said: str


def everything() -> Iterator[Finding]:
    """Run all checks, one after the other; Django is loaded and the database answers."""
    for check in CHECKS:
        yield from check()


def durability() -> Iterator[Finding]:
    """An acknowledged commit survives a power cut."""
    with psycopg.connect(installation.owner_url()) as database:
        for setting, wanted in DURABLE.items():
            row = database.execute(sql.SQL("SHOW {}").format(sql.Identifier(setting))).fetchone()
            value = row[0] if row else "?"
            held = value not in ("off", "local", "?")
            yield Finding(held, _("%(setting)s is %(value)s (must be %(wanted)s)")
                          % {"setting": setting, "value": value, "wanted": wanted})  # fmt: skip


def role() -> Iterator[Finding]:
    """The program's role owns nothing and is bound by row-level security."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls,"
            " (SELECT count(*) FROM pg_tables WHERE tableowner = rolname)"
            " FROM pg_roles WHERE rolname = current_user"
        )
        name, superuser, bypasses, owns = cursor.fetchone()
    yield Finding(
        not (superuser or bypasses or owns),
        _("The program works as %s, which must own no table and not pass row-level security") % name,
    )


def row_level_security() -> Iterator[Finding]:
    """Every table is guarded, or is on the list of tables that hold nothing about a person or a case."""
    with psycopg.connect(installation.owner_url()) as database:
        tables: dict[str, bool] = dict(database.execute(TABLES).fetchall())
        bare = [
            name for (name,) in database.execute(
                "SELECT c.relname FROM pg_class c WHERE c.relrowsecurity AND NOT EXISTS"
                " (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)"
            )
        ]  # fmt: skip
    unguarded = sorted(name for name, guarded in tables.items() if not guarded and name not in OPEN_TABLES)
    guarded = sum(tables.values())
    yield Finding(not unguarded, _("Row-level security guards %d tables") % guarded
                  + (_("; it is missing on %s") % ", ".join(unguarded) if unguarded else ""))  # fmt: skip
    if bare:
        yield Finding(
            False, _("Tables that nobody can read, because they have no policy: %s") % ", ".join(bare)
        )


def migrations() -> Iterator[Finding]:
    """The tables are those of this program."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield Finding(not missing, _("Migrations not yet applied: %d") % missing)


def storage() -> Iterator[Finding]:
    """What is written to the file store can be read back."""
    from django.conf import settings

    from prasan.core.documents.service import probe

    place = f"S3 ({settings.S3_BUCKET})" if settings.S3_BUCKET else str(settings.FILES)
    yield Finding(probe(), _("Files can be kept and read back in %s") % place)


def keys() -> Iterator[Finding]:
    """Keys are long enough, and those in files are readable by their owner alone."""
    from django.conf import settings

    yield Finding(len(settings.SECRET_KEY) >= 40, _("The signing key is long enough (40 characters)"))
    sealing = all(len(key) >= 40 for key in settings.SEAL_KEYS)
    yield Finding(sealing, _("The keys of files at rest are long enough (40 characters)"))
    if value := os.environ.get("PRASAN_LEDGER_KEY"):
        try:
            held = len(base64.b64decode(value, validate=True)) == 32
        except ValueError:
            held = False
        yield Finding(held, _("PRASAN_LEDGER_KEY is 32 bytes in base64"))
    for path in (settings.HOME / name for name in ("secret_key", "seal_key", "postgres.json", "keys/ledger")):
        if path.exists():
            closed = not path.stat().st_mode & 0o077
            yield Finding(closed, _("%s can be read by its owner alone") % path)


def address() -> Iterator[Finding]:
    """A real installation speaks TLS."""
    from django.conf import settings

    if not settings.DEMO:
        yield Finding(
            settings.SECURE,
            _("The public address (PRASAN_URL) begins with https://: %s") % settings.PUBLIC_URL,
        )


def ledger() -> Iterator[Finding]:
    """The tamper-evident log is whole."""
    from prasan.core.ledger.service import verify_log

    report = verify_log()
    yield Finding(report.good, _("The ledger's %(size)d entries and %(heads)d checkpoints fit together")
                  % {"size": report.size, "heads": report.heads})  # fmt: skip
    for problem in report.problems[:20]:
        yield Finding(False, problem)


TABLES = (
    "SELECT relname, relrowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    " AND relkind IN ('r', 'p')"
)
CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    durability, migrations, role, row_level_security, keys, address, storage, ledger,
)  # fmt: skip
