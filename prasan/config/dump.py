"""PostgreSQL's own dump and restore, as commands on a connection URL."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from prasan.config.postgres import tool


def command(name: str, url: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """A PostgreSQL client program on the database of `url`: (command line, environment).

    The password goes by the environment, because a command line can be read by every user of the machine.
    The program comes from PRASAN_PG_BIN, for a server newer than the wheel, or from the wheel.
    """
    parts = urlsplit(url)
    bare = parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@", 1)).geturl()
    folder = os.environ.get("PRASAN_PG_BIN")
    program = str(Path(folder) / name) if folder else str(tool(name))
    environment = {**os.environ, "PGPASSWORD": unquote(parts.password or "")}
    return [program, f"--dbname={bare}", *arguments], environment


def rows(database: psycopg.Connection, table: sql.Identifier) -> int:
    """How many rows a table holds, as its owner sees it."""
    row = database.execute(sql.SQL("SELECT count(*) FROM {}").format(table)).fetchone()
    return int(row[0]) if row else 0
