"""Advisory locks of PostgreSQL: what must not happen twice at once, where no row stands yet that could be locked."""

from __future__ import annotations

from enum import IntEnum

from django.db import connection


class Kind(IntEnum):
    """What is done one at a time. The numbers are told apart in the whole database."""

    INSTALLATION = 712001  # two installers at once would trip over the role
    LEDGER = 712002  # leaves meet an order in one place only
    TRANSFER = 712003
    PAYMENT = 712004
    PURPOSE = 712005
    MEMBERSHIPS = 712006
    PUBLIC_FILES = 712007  # kept by one while another takes the same content away


def one_at_a_time(kind: Kind, key: str) -> None:
    """Wait until nobody else does this to `key`; from then on others wait until our transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [key, int(kind)])


def alone(kind: Kind) -> bool:
    """Whether nobody else is at it; then it is ours until our transaction ends. Waits for nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int(kind)])
        return bool(cursor.fetchone()[0])
