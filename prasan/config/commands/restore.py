"""`prasan restore FILE`: make this installation what the backup holds."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from prasan.config import archive, installation
from prasan.config.dump import command, rows
from prasan.config.terminal import Refused, say, step
from prasan.config.text import _

_CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("restore", help=_("make this installation what a backup holds"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--replace", action="store_true", help=_("throw away what this installation holds now")
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the whole backup, restore it beside what is there, compare, and only then put it in place.

    Raises Refused; until everything was compared, the installation is as it was.
    """
    home = installation.home()
    with installation.alone(), tempfile.TemporaryDirectory(prefix="restore-", dir=home) as name:
        folder = Path(name)
        try:
            manifest = archive.unpack(args.file, folder)
        except (archive.Broken, OSError) as error:
            raise Refused(str(error)) from error
        step(_("The backup is whole: %d parts, made %s") % (len(manifest.parts), manifest.made))
        with installation.database(), installation.explained():
            _restore(folder, manifest, replace=args.replace)
            _put_in_place(folder, home)
    say(_("Restored: %d rows. Run prasan migrate if the program is newer than the backup.")
        % sum(manifest.tables.values()))  # fmt: skip
    if manifest.files_in_s3:
        say(_("The files lie in the S3 bucket of the backed-up installation; point PRASAN_S3_BUCKET at it."))
    return 0


def _restore(folder: Path, manifest: archive.Manifest, *, replace: bool) -> None:
    url = installation.owner_url()
    name = urlsplit(url).path.lstrip("/")
    fresh = f"{name}_restored"
    with psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True) as server:
        _refuse_unless_free(server, url, name, replace)
        drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(fresh))
        server.execute(drop)
        # Without default privileges, so that each table gets exactly the rights it had.
        server.execute(
            sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(fresh))
        )
        try:
            step(_("Database"))
            _load(urlsplit(url)._replace(path=f"/{fresh}").geturl(), folder / archive.DUMP, manifest)
        except Refused:
            server.execute(drop)
            raise
        old = f"{name}_before_restore"
        with server.transaction():
            for before, after in ((name, old), (fresh, name)):
                server.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                        sql.Identifier(before), sql.Identifier(after)
                    )
                )
        server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))


def _refuse_unless_free(server: psycopg.Connection, url: str, name: str, replace: bool) -> None:
    """Nobody works on the database, and it is empty or may be replaced."""
    for _try in range(50):  # a connection that was closed just now is listed for a moment
        row = server.execute(_CONNECTED, [name]).fetchone()
        if not row or not row[0]:
            break
        time.sleep(0.1)
    else:
        raise Refused(_("Other programs are connected to the database. Stop them first."))
    with psycopg.connect(url) as database:
        row = database.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if row and row[0] and not replace:
        raise Refused(_("This installation holds data already. To throw it away, add --replace."))


def _load(url: str, dump: Path, manifest: archive.Manifest) -> None:
    arguments, environment = command(
        "pg_restore", url, "--exit-on-error", "--single-transaction", "--no-owner", str(dump)
    )
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise Refused(_("The database could not be restored: %s") % done.stderr.strip())
    with psycopg.connect(url) as database:
        for table, expected in manifest.tables.items():
            found = rows(database, sql.Identifier(table))
            if found != expected:
                raise Refused(
                    _("%(table)s has %(found)d rows; the backup says %(expected)d.")
                    % {"table": table, "found": found, "expected": expected}
                )


def _put_in_place(folder: Path, home: Path) -> None:
    """Files and keys of the backup instead of those that are there."""
    step(_("Files"))
    shutil.rmtree(home / "files", ignore_errors=True)
    if (folder / "files").exists():
        (folder / "files").rename(home / "files")
    (home / "demonstration").unlink(missing_ok=True)
    for kept in (folder / "keys").iterdir() if (folder / "keys").exists() else ():
        target = home / kept.name
        if kept.is_dir():
            shutil.rmtree(target, ignore_errors=True)
        kept.replace(target)
