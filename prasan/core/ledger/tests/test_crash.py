"""SIGKILL at any moment: no acknowledged leaf is lost, none stands twice, the log never forks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

from prasan.core.ledger import service as ledger
from prasan.core.ledger.models import Entry, Head, Pending
from prasan.foundation import scope, tlog


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rounds", [10, pytest.param(100, marks=pytest.mark.long)])
def test_writers_and_sequencers_killed_at_random(rounds: int) -> None:
    database = settings.DATABASES["default"]
    url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "prasan.core.ledger.tests.killed", str(rounds)],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "prasan.config.settings"},
        capture_output=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()
    acknowledged = {int(line) for line in done.stdout.decode().split()}
    assert len(acknowledged) > rounds
    ledger.sequence_all()
    with scope.system("test"):
        assert Pending.objects.count() == 0
        placed = list(Entry.objects.values_list("leaf_id", flat=True))
        heads = list(Head.objects.order_by("size").values_list("size", "note"))
    assert acknowledged <= set(placed) and len(placed) == len(set(placed))
    report = ledger.verify_log()
    assert report.problems == [] and report.size == len(placed)
    assert heads[-1][0] == report.size
    assert tlog.open_note(heads[0][1], [ledger.verifier()])
