"""What is done one at a time: others wait for the same kind and key, and for nothing else."""

import pytest
from django.db import connections, transaction

from prasan.foundation import locks
from prasan.foundation.locks import Kind


def free_for_others(statement: str, *values: str | int) -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT {statement}", values)
        return bool(cursor.fetchone()[0])


def free(kind: Kind, key: str) -> bool:
    return free_for_others("pg_try_advisory_xact_lock(hashtextextended(%s, %s))", key, int(kind))


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_one_kind_and_key_at_a_time_until_the_transaction_ends() -> None:
    with transaction.atomic():
        locks.one_at_a_time(Kind.TRANSFER, "T1")
        assert not free(Kind.TRANSFER, "T1")
        assert free(Kind.TRANSFER, "T2")
        assert free(Kind.PURPOSE, "T1")
    assert free(Kind.TRANSFER, "T1")


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_alone_waits_for_nobody() -> None:
    with transaction.atomic(using="owner"):
        assert free_for_others("pg_try_advisory_xact_lock(%s)", int(Kind.LEDGER))
        with transaction.atomic():
            assert not locks.alone(Kind.LEDGER)
    with transaction.atomic():
        assert locks.alone(Kind.LEDGER)
        assert not free_for_others("pg_try_advisory_xact_lock(%s)", int(Kind.LEDGER))
