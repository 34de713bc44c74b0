"""Who is asking: the scope every transaction runs under, told to PostgreSQL for row-level security.

The scope is set with SET LOCAL semantics, so it ends with the transaction. Code that runs without a
person (workers, imports, sign-in itself) names itself with `system()`, and the database admits it by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction


@dataclass(frozen=True)
class Seat:
    """One active membership: the unit, its agency, and what the person may do there."""

    unit: int
    agency: int
    roles: frozenset[str]


@dataclass(frozen=True)
class Scope:
    """Who is asking.

    person: account id, or None for a visitor; subject: the opaque id the ledger knows them by.
    seats: active memberships; a rule that needs a role in a certain unit asks these, for `roles` is only
    their union. units: units the person has a seat in, whatever for. desk: those whose cases they work on
    (officers, supervisors). agencies: agencies whose every row the person may read (supervisors). audits:
    agencies whose ledger they may read (auditors); books: agencies whose payments (finance officers).
    system: name of a background task, or "". name: the person's, as the ledger writes it.
    """

    person: int | None = None
    subject: str = ""
    seats: tuple[Seat, ...] = ()
    units: tuple[int, ...] = ()
    desk: tuple[int, ...] = ()
    agencies: tuple[int, ...] = ()
    audits: tuple[int, ...] = ()
    books: tuple[int, ...] = ()
    roles: frozenset[str] = frozenset()
    system: str = ""
    name: str = ""


VISITOR = Scope()
_current: ContextVar[Scope] = ContextVar("prasan_scope", default=VISITOR)

_SET = (
    "SELECT set_config('prasan.person', %s, true), set_config('prasan.units', %s, true),"
    " set_config('prasan.agencies', %s, true), set_config('prasan.roles', %s, true),"
    " set_config('prasan.system', %s, true), set_config('prasan.subject', %s, true),"
    " set_config('prasan.audits', %s, true), set_config('prasan.desk', %s, true),"
    " set_config('prasan.books', %s, true), set_config('prasan.name', %s, true)"
)


def current() -> Scope:
    """The scope in force."""
    return _current.get()


@contextmanager
def activate(scope: Scope) -> Iterator[Scope]:
    """Run the block in one transaction under `scope`; a nested block gives the outer scope back."""
    outer = _current.get()
    with transaction.atomic():
        nested = connection.in_atomic_block and len(connection.savepoint_ids) > 0
        _tell(scope)
        token = _current.set(scope)
        try:
            yield scope
        finally:
            _current.reset(token)
        # After an exception the savepoint's rollback gives the outer scope back by itself.
        if nested and not connection.needs_rollback:
            _tell(outer)


@contextmanager
def system(name: str) -> Iterator[Scope]:
    """Run the block as the program itself; `name` says which part of it, for the ledger and the logs."""
    with activate(Scope(system=name)) as scope:
        yield scope


def _tell(scope: Scope) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _SET,
            [
                "" if scope.person is None else str(scope.person),
                _array(scope.units),
                _array(scope.agencies),
                _array(sorted(scope.roles)),
                scope.system,
                scope.subject,
                _array(scope.audits),
                _array(scope.desk),
                _array(scope.books),
                scope.name,
            ],
        )


def _array(values: tuple[int, ...] | list[str]) -> str:
    return "{" + ",".join(str(v) for v in values) + "}"
