"""`prasan up` as a person meets it: it comes up, survives crashes, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prasan.config.installation import ROOT

SECONDS = 60


class Up:
    """One `prasan up` on a folder and port of its own."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port, self.output = home, port, home.parent / "output"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("PRASAN_", "DATABASE_", "DJANGO_"))},
            "PRASAN_HOME": str(home), "PRASAN_PORT": str(port), "PRASAN_DEMO": "0", "LANG": "C.UTF-8",
        }  # fmt: skip
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "prasan.config", "up"],
                cwd=ROOT, env=self.environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL,
            )  # fmt: skip

    def answers(self) -> bool:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5),
        ):
            return True
        return False

    def pids(self, word: str = "") -> list[int]:
        """The processes of this installation, the supervisor aside, whose command line holds `word`."""
        found = []
        for folder in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if folder.name.isdigit() and int(folder.name) != self.process.pid:
                    mine = f"PRASAN_HOME={self.home}\0".encode() in (folder / "environ").read_bytes()
                    if mine and word.encode() in (folder / "cmdline").read_bytes():
                        found.append(int(folder.name))
        return found

    def said(self) -> str:
        return self.output.read_text()


@pytest.fixture
def started(reachable: Path) -> Iterator[Up]:
    home = reachable / "a folder with spaces" / "home"  # the same for all, because making it takes longest
    home.parent.mkdir(exist_ok=True)
    up = Up(home, _free_port())
    yield up
    up.process.kill()
    up.process.wait()
    _until(lambda: not up.pids(), "processes stay behind", seconds=10)


def test_it_comes_up_restarts_what_crashed_and_stops_everything(started: Up) -> None:
    _until(started.answers, "the portal does not answer", started)
    server = started.pids("prasan.config\0serve")
    worker = started.pids("prasan.config\0worker")
    os.kill(worker[0], signal.SIGKILL)
    for pid in server:
        os.kill(pid, signal.SIGKILL)
    _until(
        lambda: started.answers() and bool(set(started.pids("worker")) - set(worker)), "no restart", started
    )
    assert "starts again" in started.said()
    started.process.send_signal(signal.SIGINT)
    assert started.process.wait(60) == 0
    assert started.pids() == []
    said = started.said()
    written = (started.home / "log" / "prasan.jsonl").read_text("utf-8").splitlines()
    lines = [json.loads(line) for line in written]
    assert any(line["event"] == "request" and line["route"] == "home" for line in lines)
    assert said.index("Stopping: serve") < said.index("Stopping: worker") < said.index("Stopping: PostgreSQL")


def test_killed_it_leaves_nothing_behind_and_the_next_start_recovers(started: Up) -> None:
    _until(started.answers, "the portal does not answer", started)
    started.process.kill()
    started.process.wait()
    again = Up(started.home, _free_port())  # at once, while the others may still be ending
    try:
        _until(again.answers, "the portal does not come back", again)
        again.process.terminate()
        assert again.process.wait(60) == 0
    finally:
        again.process.kill()


def test_a_port_in_use_and_a_second_start_are_refused_plainly(started: Up) -> None:
    _until(started.answers, "the portal does not answer", started)
    same_folder = Up(started.home, _free_port())
    assert same_folder.process.wait(30) == 1
    assert "already running" in same_folder.said()
    same_port = Up(started.home.parent / "other", started.port)
    assert same_port.process.wait(30) == 1
    assert f"PRASAN_PORT={started.port + 1}" in same_port.said()
    assert not (started.home.parent / "other" / "postgres.json").exists()


def _until(holds: Callable[[], bool], otherwise: str, up: Up | None = None, seconds: float = SECONDS) -> None:
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, otherwise + (f"\n{up.said()}" if up else "")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
