"""`prasan backup FILE`: everything this installation holds, in one file."""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from prasan.config import installation
from prasan.config.archive import DUMP, Manifest, Writer
from prasan.config.dump import command, rows
from prasan.config.terminal import Refused, say, step
from prasan.config.text import _

# What lies beside the database and is needed to open it; the connection itself belongs to the machine.
KEYS = ("secret_key", "seal_key", "ledger_origin", "demonstration", "keys")


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("backup", help=_("write database, files and keys into one file"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the backup while the installation may go on working. Raises Refused."""
    if args.file.exists():
        raise Refused(_("%s exists already; a backup never replaces a file.") % args.file)
    if not installation.exists():
        raise Refused(_("There is no installation in %s yet.") % installation.home())
    if not os.access(args.file.absolute().parent, os.W_OK):
        raise Refused(
            _("There is no folder %s, or nothing can be written there.") % args.file.absolute().parent
        )
    half = args.file.with_name(args.file.name + ".half")
    half.unlink(missing_ok=True)
    try:
        with installation.database(), installation.explained():
            manifest = _write(half)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    half.rename(args.file)
    say(_("%(file)s: %(rows)d rows in %(tables)d tables, %(files)d files. It holds keys: keep it safe.")
        % {"file": args.file, "rows": sum(manifest.tables.values()), "tables": len(manifest.tables),
           "files": sum(name.startswith("files/") for name in manifest.parts)})  # fmt: skip
    return 0


def _write(target: Path) -> Manifest:
    installation.load()
    from django.conf import settings

    writer = Writer(target)
    url = installation.owner_url()
    with tempfile.TemporaryDirectory(prefix="prasan-backup-", dir=target.resolve().parent) as folder:
        dump = Path(folder) / DUMP
        with psycopg.connect(url) as snapshot:
            snapshot.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            row = snapshot.execute("SELECT pg_export_snapshot()").fetchone()
            step(_("Database"))
            arguments, environment = command(
                "pg_dump",
                url,
                "--format=custom",
                "--no-owner",
                f"--snapshot={row[0] if row else ''}",
                f"--file={dump}",
            )
            done = subprocess.run(arguments, env=environment, capture_output=True, text=True)  # noqa: S603
            if done.returncode:
                raise Refused(_("The database could not be dumped: %s") % done.stderr.strip())
            tables = {name: rows(snapshot, sql.Identifier(name)) for name in _tables(snapshot)}
        writer.add(DUMP, dump)
    if not settings.S3_BUCKET:
        step(_("Files"))
        _add_folder(writer, settings.FILES, "files")
    for name in KEYS:
        path = settings.HOME / name
        if path.is_dir():
            _add_folder(writer, path, f"keys/{name}")
        elif path.exists():
            writer.add(f"keys/{name}", path)
    from prasan import __version__

    manifest = Manifest(
        datetime.now(UTC).isoformat(timespec="seconds"), __version__, tables, bool(settings.S3_BUCKET)
    )
    writer.close(manifest)
    return manifest


def _tables(database: psycopg.Connection) -> list[str]:
    found = database.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    ).fetchall()
    return [name for (name,) in found]


def _add_folder(writer: Writer, folder: Path, prefix: str) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            writer.add(f"{prefix}/{path.relative_to(folder).as_posix()}", path)
