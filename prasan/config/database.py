"""Prepare a database: the two roles, extensions and privileges, then migrations as owner.

The program's role owns nothing and cannot bypass row-level security; whatever the owner creates later is
granted to it by default privileges.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from prasan.config.postgres import DURABLE
from prasan.foundation.locks import Kind


def prepare(owner_url: str, app_url: str) -> None:
    """Create database, program role, extensions and grants; safe to repeat.

    Raises psycopg.Error where the owner lacks a right, RuntimeError where the server is not durable.
    """
    owner, app = urlsplit(owner_url), urlsplit(app_url)
    name, role = owner.path.lstrip("/"), unquote(app.username or "")
    with psycopg.connect(owner._replace(path="/postgres").geturl(), autocommit=True) as server:
        _assert_durable(server)
        server.execute("SELECT pg_advisory_lock(%s)", [int(Kind.INSTALLATION)])
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            server.execute(sql.SQL("CREATE ROLE {} NOSUPERUSER NOBYPASSRLS").format(sql.Identifier(role)))
        if password := unquote(app.password or ""):
            server.execute(
                sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
            )
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(
                sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name))
            )
    with psycopg.connect(owner_url, autocommit=True) as database:
        grant(database, role)


def grant(database: psycopg.Connection, role: str) -> None:
    """Extensions and default privileges in one database, run as its owner before the first migration."""
    database.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    # Nobody but the owner makes tables, not even for a session: they could stand before those a function means.
    name = sql.Identifier(database.info.dbname)
    database.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(name))
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
    ):
        database.execute(sql.SQL(statement).format(sql.Identifier(role)))


def _assert_durable(server: psycopg.Connection) -> None:
    for setting in DURABLE:
        row = server.execute(sql.SQL("SHOW {}").format(sql.Identifier(setting))).fetchone()
        if row and row[0] in ("off", "local"):
            raise RuntimeError(f"PostgreSQL runs with {setting} = {row[0]}: acknowledged data could be lost")
