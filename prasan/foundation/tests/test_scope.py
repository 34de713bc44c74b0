"""The scope reaches PostgreSQL, ends with its block, and gives the outer scope back."""

import pytest
from django.db import connection

from prasan.foundation import scope


def told() -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT scope_person(), scope_units(), scope_has('officer'), scope_system()")
        return tuple(cursor.fetchone())


@pytest.mark.django_db(transaction=True)
def test_a_scope_lasts_as_long_as_its_block() -> None:
    with scope.activate(scope.Scope(person=7, units=(1, 2), roles=frozenset({"officer"}))):
        assert told() == (7, [1, 2], True, False)
        with scope.system("worker"):
            assert told() == (None, [], False, True)
        assert told() == (7, [1, 2], True, False)
    assert told() == (None, [], False, False)


@pytest.mark.django_db(transaction=True)
def test_the_outer_scope_returns_after_an_error() -> None:
    with scope.activate(scope.Scope(person=7)):
        with pytest.raises(ValueError, match="inner"), scope.system("worker"):
            raise ValueError("inner")
        assert told()[0] == 7


@pytest.mark.django_db
def test_the_program_owns_nothing_and_cannot_bypass_row_level_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        assert cursor.fetchone() == (0,)
