"""Someone with the database owner's power changes what is stored: every change is found."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from prasan.core.ledger import service as ledger
from prasan.core.ledger.flows.sequence import read_edge
from prasan.core.ledger.models import Head
from prasan.foundation import scope, tlog

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    """The owner of the tables, past the append-only triggers, on a log of 600 leaves and 3 checkpoints."""
    with scope.system("test"):
        for number in range(600):
            ledger.record(
                "decision", actor="a", agency=f"agency-{number}", unit="u", action="approve",
                subjects=[uuid.UUID(int=number + 1)], case=str(number),
            )  # fmt: skip
    for limit in (200, 300, 100):
        ledger.sequence(limit)
    database = {**settings.DATABASES["owner"]}
    url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection


# Each takes a random place n (0 to 599).
TAMPERINGS = {
    "a leaf's time": "UPDATE ledger_leaf SET body = replace(body, ':\"2', ':\"1') WHERE id = %(id)s",
    "a leaf broken": "UPDATE ledger_leaf SET body = 'x' WHERE id = %(id)s",
    "a leaf's agency": "UPDATE ledger_leaf SET body = replace(body, 'agency-', 'agencx-') WHERE id = %(id)s",
    "a leaf gone": "DELETE FROM ledger_leaf WHERE id = %(id)s",
    "a leaf gone with its entry":
        "WITH e AS (DELETE FROM ledger_entry WHERE leaf_id = %(id)s)"
        " DELETE FROM ledger_leaf WHERE id = %(id)s",
    "a leaf out of the tree": "DELETE FROM ledger_entry WHERE leaf_id = %(id)s",
    "a hash": "UPDATE ledger_entry SET hash = sha256('x') WHERE leaf_id = %(id)s",
    "a tile": """UPDATE ledger_node SET hash = sha256('x') WHERE "index" = %(n)s %% 2""",
    "a tile gone": """DELETE FROM ledger_node WHERE "index" = %(n)s %% 2""",
    "a record's actor": "UPDATE ledger_record SET actor = 'b' WHERE leaf_id = %(id)s",
    "a record's time": "UPDATE ledger_record SET at = at + interval '1 microsecond' WHERE leaf_id = %(id)s",
    "a record's case": "UPDATE ledger_record SET case_number = 'x' WHERE leaf_id = %(id)s",
    "a person": "UPDATE ledger_subject SET subject = gen_random_uuid() WHERE leaf_id = %(id)s",
    "a person's purpose": "UPDATE ledger_subject SET purpose = '1' WHERE leaf_id = %(id)s",
    "a checkpoint gone at the end": "DELETE FROM ledger_head WHERE size = 600",
    "a checkpoint's size": "UPDATE ledger_head SET size = size + 1 WHERE size = 500",
    "a checkpoint's note":
        "UPDATE ledger_head SET note = replace(note, E'\\n500\\n', E'\\n499\\n') WHERE size = 500",
    "the end cut off": "DELETE FROM ledger_entry WHERE leaf_id >= %(id)s",
}  # fmt: skip


def places(owner: psycopg.Connection) -> dict[str, int]:
    n, m = random.sample(range(600), 2)
    (first,) = owner.execute("SELECT min(id) FROM ledger_leaf").fetchone() or (0,)
    return {"n": n, "id": first + n, "other": first + m}


def tamper_and_restore(owner: psycopg.Connection, statement: str) -> ledger.Report:
    """What the verification says of the tampered log; afterwards the log is as it was."""
    tables = ("leaf", "entry", "node", "head", "record", "subject")
    for table in tables:
        owner.execute(f"CREATE TEMP TABLE kept_{table} AS TABLE ledger_{table}")
    try:
        owner.execute(statement, places(owner))
        return ledger.verify_log()
    finally:
        for table in tables:
            owner.execute(f"DELETE FROM ledger_{table}")
            owner.execute(f"INSERT INTO ledger_{table} SELECT * FROM kept_{table}")
            owner.execute(f"DROP TABLE kept_{table}")


@pytest.mark.parametrize("times", [1, pytest.param(50, marks=pytest.mark.long)])
def test_every_tampering_is_found(owner: psycopg.Connection, times: int) -> None:
    assert ledger.verify_log().good
    for _ in range(times):
        for name, statement in TAMPERINGS.items():
            assert not tamper_and_restore(owner, statement).good, name
    assert ledger.verify_log().good


@pytest.mark.parametrize("times", [1, pytest.param(50, marks=pytest.mark.long)])
def test_an_exchanged_order_is_found(owner: psycopg.Connection, times: int) -> None:
    """Two rows change places through a third that is free, so no unique key is crossed."""
    for _ in range(times):
        for table, column in (("entry", "leaf_id"), ("record", "leaf_id")):
            at = places(owner)
            swap = [(-1, at["id"]), (at["id"], at["other"]), (at["other"], -1)]
            for new, old in swap:
                owner.execute(f"UPDATE ledger_{table} SET {column} = %s WHERE {column} = %s", [new, old])
            assert not ledger.verify_log().good
            for new, old in swap:
                owner.execute(f"UPDATE ledger_{table} SET {column} = %s WHERE {column} = %s", [new, old])
    assert ledger.verify_log().good


def test_a_checkpoint_of_another_key_or_another_history_is_found(owner: psycopg.Connection) -> None:
    thief = tlog.Signer(ledger.verifier().name, Ed25519PrivateKey.generate())
    with scope.system("test"):
        note = Head.objects.get(size=600).note
        root = read_edge().root()
    forged = tlog.sign_note(tlog.Checkpoint(thief.name, 600, root).text, thief)
    owner.execute("UPDATE ledger_head SET note = %s WHERE size = 600", [forged])
    assert any("no known key" in problem for problem in ledger.verify_log().problems)
    from prasan.core.ledger.keys import signer

    fork = tlog.sign_note(tlog.Checkpoint(thief.name, 600, bytes(32)).text, signer())
    owner.execute("UPDATE ledger_head SET note = %s WHERE size = 600", [fork])
    assert ledger.verify_log().problems == ["checkpoint 600 does not fit the leaves"]
    owner.execute("UPDATE ledger_head SET note = %s WHERE size = 600", [note])
    assert ledger.verify_log().good
