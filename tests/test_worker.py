"""The worker outlives its database: it waits for it, works on, and ends when it is told to."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest

from prasan.config.installation import ROOT
from tests.upgrade.place import Place, place


@pytest.fixture
def made() -> Iterator[Place]:
    with place() as here:
        here.run("prasan.config", "migrate")
        yield here


def test_it_waits_for_a_database_that_went_away(made: Place) -> None:
    log = (made.cluster.home / "log").open("wb")
    worker = subprocess.Popen(
        [sys.executable, "-m", "prasan.config", "worker"],
        cwd=ROOT,
        env=made.environment,
        stdout=log,
        stderr=log,
    )
    try:
        _until(lambda: _beats(made), worker)
        for take_away in (made.cluster.kill, made.cluster.stop):
            take_away()
            time.sleep(2)
            made.cluster.start(tied=True)
            with psycopg.connect(made.owner_url) as database:
                database.execute("DELETE FROM procrastinate_workers")  # what it was before counts no more
            _until(lambda: _beats(made), worker)
        worker.terminate()
        assert worker.wait(30) == 0
    finally:
        worker.kill()
        worker.wait()


def _beats(made: Place) -> bool:
    with psycopg.connect(made.owner_url) as database:
        return database.execute("SELECT 1 FROM procrastinate_workers").fetchone() is not None


def _until(holds: Callable[[], bool], worker: subprocess.Popen[bytes], seconds: float = 90) -> None:
    began = time.monotonic()
    while not holds():
        assert worker.poll() is None, "the worker has ended"
        assert time.monotonic() - began < seconds, "the worker does not come back"
        time.sleep(0.2)
