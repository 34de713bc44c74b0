"""Row-level security as migration operations: the second lock, held by PostgreSQL itself.

A policy is written with the scope functions `scope_person()`, `scope_units()`, `scope_desk()`,
`scope_agencies()`, `scope_has(role)`, `scope_system()`, `scope_subject()`, `scope_audits()` and `scope_books()`.
`scope_units()` holds every seat whatever its role, and `scope_has` a role from any seat: a policy on what belongs
to a unit or an agency asks the others. Wrap them in `(SELECT ...)` so that the planner calls each once a query
instead of once a row.
"""

from __future__ import annotations

from django.db import migrations

# Those of the first release; later ones come with a migration of the directory.
SCOPE_FUNCTIONS = """
CREATE FUNCTION scope_person() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('prasan.person', true), '')::bigint $$;
CREATE FUNCTION scope_units() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('prasan.units', true), ''), '{}')::bigint[] $$;
CREATE FUNCTION scope_agencies() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('prasan.agencies', true), ''), '{}')::bigint[] $$;
CREATE FUNCTION scope_has(role text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT role = ANY(coalesce(nullif(current_setting('prasan.roles', true), ''), '{}')::text[]) $$;
CREATE FUNCTION scope_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('prasan.system', true), '') <> '' $$;
CREATE FUNCTION scope_subject() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('prasan.subject', true), '')::uuid $$;
CREATE FUNCTION scope_audits() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('prasan.audits', true), ''), '{}')::bigint[] $$;
"""

DROP_SCOPE_FUNCTIONS = """
DROP FUNCTION scope_person(); DROP FUNCTION scope_units(); DROP FUNCTION scope_agencies();
DROP FUNCTION scope_has(text); DROP FUNCTION scope_system(); DROP FUNCTION scope_subject();
DROP FUNCTION scope_audits();
"""


def secure(table: str, *, read: str, write: str | None = None) -> migrations.RunSQL:
    """Row-level security for `table`.

    read: SQL condition for SELECT. write: condition for INSERT, UPDATE and DELETE (default: `read`).
    The program itself (`scope_system()`) passes both. The owner is not bound, so that migrations can run.
    """
    write = write or read
    admitted = "(SELECT scope_system())"
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_read ON {table} FOR SELECT USING ({admitted} OR ({read}));
        CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({admitted} OR ({write}));
        CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({admitted} OR ({write}));
        CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({admitted} OR ({write}));
        """,
        f"""
        DROP POLICY {table}_read ON {table}; DROP POLICY {table}_insert ON {table};
        DROP POLICY {table}_update ON {table}; DROP POLICY {table}_delete ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def append_only(table: str, *, erasable: bool = False) -> migrations.RunSQL:
    """Take UPDATE (and DELETE, unless `erasable`) on `table` from every role but the owner, by trigger."""
    events = "UPDATE OR TRUNCATE" if erasable else "UPDATE OR DELETE OR TRUNCATE"
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation'; END $$;
        CREATE TRIGGER {table}_append_only BEFORE {events} ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only();
        """,
        f"DROP TRIGGER {table}_append_only ON {table}; DROP FUNCTION {table}_append_only();",
    )
