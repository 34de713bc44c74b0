"""What a migration may not do to an installation that runs: it is applied while the version before still serves.

The rules of django-migration-linter, and those it lacks. What only locks or rewrites a table may be allowed by a
comment in the migration, which says why it does not hurt (a small table, a short scan):

    # locks events_endpoint: an agency has a handful of them
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlparse
from django.db.migrations import Migration
from django_migration_linter.sql_analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

LOCKS = {  # what the statement does to a table that was there before, by what it looks like
    r"CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)": "keeps writers out while it builds an index: make it CONCURRENTLY",
    r"DROP INDEX (?!CONCURRENTLY)": "waits for a lock on the whole table: drop the index CONCURRENTLY",
    r"\bADD CONSTRAINT (?!.*(?:NOT VALID|USING INDEX))": "reads the whole table under a lock: add it NOT VALID",
    r"\bSET NOT NULL\b": "reads the whole table under a lock: validate a constraint first",
    r"\bTYPE\b": "may write the whole table anew under a lock",
    r"\bADD COLUMN .*(?:SERIAL\b|GENERATED|random\(|gen_random_uuid\(|clock_timestamp\(|nextval\()":
        "writes the whole table anew under a lock",
    r"^(?:VACUUM FULL|CLUSTER|REINDEX (?!.*CONCURRENTLY)|LOCK TABLE|TRUNCATE)\b": "keeps everybody out",
    r"^(?:UPDATE|DELETE FROM) ": "touches every row in one transaction",
    r"\bSET (?:UN)?LOGGED\b|\bSET TABLESPACE\b": "writes the whole table anew under a lock",
}  # fmt: skip
BREAKS = {  # what the version before still uses, and would miss
    r"^DROP (?:FUNCTION|VIEW|TYPE|SCHEMA|EXTENSION|TRIGGER|SEQUENCE)\b": "takes away what the running version may use",
    r"\bDISABLE ROW LEVEL SECURITY\b": "takes a lock off",
    r"^ALTER (?:FUNCTION|VIEW|TYPE|INDEX) .*RENAME\b": "renames what the running version may use",
}
_TABLE = re.compile(
    r"^(?:CREATE (?:UNIQUE )?INDEX .*? ON|ALTER TABLE(?: IF EXISTS)?(?: ONLY)?|UPDATE|DELETE FROM|TRUNCATE(?: TABLE)?|"
    r'LOCK TABLE|CLUSTER|VACUUM FULL|REINDEX TABLE|DROP INDEX(?: IF EXISTS)?) "?(\w+)',
    re.IGNORECASE,
)
_MADE = re.compile(r'^CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)', re.IGNORECASE)
# Of the library, these are looked at more closely here, or in another way.
ELSEWHERE = ("CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE", "DROP_INDEX", "REINDEX", "ALTER_COLUMN")


def faults(migration: Migration, sql: Iterable[str], source: str) -> Iterator[str]:
    """What is wrong with a migration. sql: what it does, as Django collects it; source: the text of its file."""
    statements = [plain for text in sql for plain in _split(text)]
    made = {name for text in statements if (name := _found(_MADE, text))}
    allowed = set(re.findall(r"^\s*# locks (\w+): \S+ \S+", source, re.MULTILINE))
    errors, _ignored, warnings = analyse_sql_statements(PostgresqlAnalyser, statements, ELSEWHERE)
    for issue in (*errors, *warnings):
        if issue.table not in made:
            yield f"{issue.message} ({issue.table} {issue.column or ''})"
    for text in statements:
        table = _found(_TABLE, text) or ""
        for pattern, why in LOCKS.items():
            if table not in made | allowed and re.search(pattern, text, re.IGNORECASE):
                yield f"{table}: {why}, or say in a comment why it may (# locks {table}: ...): {text[:100]}"
        for pattern, why in BREAKS.items():
            if re.search(pattern, text, re.IGNORECASE):
                yield f"{why}: {text[:100]}"
    for operation in migration.operations:
        if not operation.reversible:
            yield f"cannot be taken back: {operation.describe()}"


def source_of(migration: Migration) -> str:
    """The text of the migration's file."""
    import inspect

    return Path(inspect.getfile(type(migration))).read_text("utf-8")


def _split(text: str) -> Iterator[str]:
    """The single statements, each on one line and without comments: the rules look at their beginnings."""
    for statement in sqlparse.split(sqlparse.format(text, strip_comments=True)):
        if plain := " ".join(statement.split()):
            yield plain


def _found(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.match(text)
    return found[1] if found else None
