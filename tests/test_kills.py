"""Server, worker and database are killed at random moments under load; nothing acknowledged is lost or doubled."""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from .kills.load import Load
from .kills.machine import Machine, free_port, until


@pytest.fixture
def machine() -> Iterator[Machine]:
    # Not pytest's own folder: PostgreSQL may run as somebody else, who has to reach its files.
    folder = Path(tempfile.mkdtemp(prefix="prasan-kills-"))
    folder.chmod(0o711)
    made = Machine(folder / "home", free_port())
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.alone
@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.long)])
def test_nothing_acknowledged_is_lost_or_doubled(machine: Machine, kills: int) -> None:
    seed = int.from_bytes(os.urandom(4))
    chance = random.Random(seed)
    work = json.loads(machine.make(submissions=100 * kills, payments=10 * kills))
    for name in ("serve", "worker"):
        machine.start(name)
    until(machine.ready, f"the server is not ready\n{machine.said()}")
    load = Load(machine.url, work)
    load.start()
    try:
        killed = _kill(machine, load, kills, chance)
    finally:
        load.stop()
    _drain(machine)
    found = json.loads(machine.run("tests.kills.verify", given=json.dumps(_told(load, work)).encode()))
    told = {name: len(value) for name, value in asdict(load.told).items()}
    print(f"seed {seed}; killed {dict(killed)}; acknowledged {told}; found {found['counts']};"
          f" answers {dict(load.answers)}")  # fmt: skip
    assert "\n".join([*load.wrong, *found["problems"]]) == ""
    assert min(told["submitted"], told["paid"], told["steps"]) > kills / 4 and told["uploaded"] > kills / 2
    assert load.answers.total() > sum(told.values())  # some were left without an answer and sent again


def _kill(machine: Machine, load: Load, kills: int, chance: random.Random) -> Counter[str]:
    """Kill one thing after another, each some time after the load has come through again."""
    ways: dict[str, Callable[[], Any]] = {
        "database": machine.kill_database,
        "first process of the database": machine.kill_postmaster,
        "server": machine.kill_server,
        "one process of the server": lambda: machine.kill_one_of_server(chance),
        "worker": machine.kill_worker,
    }
    killed: Counter[str] = Counter()
    order = list(ways)
    for number in range(kills):
        if number % len(ways) == 0:
            chance.shuffle(order)
        way = order[number % len(ways)]
        _goes_on(machine, load, dict(killed))
        time.sleep(chance.uniform(0.05, 1.0))
        machine.tend()
        ways[way]()
        killed[way] += 1
    return killed


def _goes_on(machine: Machine, load: Load, killed: dict[str, int]) -> None:
    """Wait until the load comes through again. A server whose processes die too often ends by itself meanwhile."""
    before = load.answered()

    def came_through() -> bool:
        machine.tend()
        return load.answered() > before + 5 or bool(load.wrong)

    until(came_through, f"after {killed} nothing goes on\n{machine.said()}")


def _drain(machine: Machine) -> None:
    """Let the worker tell what is left to tell."""
    until(lambda: machine.count("SELECT count(*) FROM events_outbox") == 0, "events stay in the outbox")
    until(lambda: machine.count("SELECT count(*) FROM ledger_pending") == 0, "leaves stay out of the log")


def _told(load: Load, work: dict[str, Any]) -> dict[str, Any]:
    """What was acknowledged, and every draft there was at the start."""
    drafts = [draft for _name, draft in work["submissions"]] + [draft for draft, *_ in work["payments"]]
    return {**asdict(load.told), "drafts": drafts}
