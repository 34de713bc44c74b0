"""The installation as processes: started, killed like by a power cut, and started again."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psycopg

from prasan.config.database import prepare
from prasan.config.installation import ROOT
from prasan.config.postgres import APP, OWNER, Cluster

from . import BANK_KEY, BILLER

PATIENCE = 90.0


class Machine:
    """One installation with its server, worker and database."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port, self.url = home, port, f"http://127.0.0.1:{port}"
        self.cluster = Cluster(home)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("PRASAN_", "DATABASE_", "DJANGO_"))},
            "PRASAN_HOME": str(home), "PRASAN_PORT": str(port), "PRASAN_URL": self.url, "PRASAN_DEMO": "1",
            "PRASAN_WEBHOOKS_PRIVATE": "1",
            "PRASAN_BANK_KEYS": BANK_KEY, "PRASAN_BILLER_ID": BILLER, "PRASAN_SUPERVISOR": str(os.getpid()),
            "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LANG": "C.UTF-8",
        }  # fmt: skip
        (home / "log").mkdir(parents=True)

    def make(self, submissions: int, payments: int) -> bytes:
        """Database, tables, services, people and work to do; returns what `make.py` prints."""
        made = self.cluster.start()
        prepare(made.url(OWNER), made.url(APP))
        return self.run("tests.kills.make", str(submissions), str(payments))

    def run(self, module: str, *arguments: str, given: bytes = b"") -> bytes:
        """Run one of our programs to its end; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT, env=self.environment, input=given, capture_output=True, timeout=600,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()[-5000:]
        return done.stdout

    def start(self, name: str) -> None:
        """Start `serve` or `worker`."""
        with (self.home / "log" / name).open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "prasan.config", name], cwd=ROOT, env=self.environment,
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def tend(self) -> None:
        """Start again what ended by itself, as whatever keeps the processes running does."""
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                self.start(name)

    def ready(self) -> bool:
        """Whether the server answers and reaches the database."""
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"{self.url}/ready", timeout=5).status_code == 200
        return False

    def kill_database(self) -> None:
        """All of PostgreSQL dies at once, and comes back."""
        self.cluster.kill()
        self.cluster.start()

    def kill_postmaster(self) -> None:
        """PostgreSQL's first process dies; the others notice by themselves."""
        self.cluster.kill(alone=True)
        self.cluster.start()

    def kill_worker(self) -> None:
        self._kill(self.processes["worker"].pid)
        self.processes["worker"].wait()
        self.start("worker")

    def kill_server(self) -> None:
        """The whole server; its processes end with it."""
        mine = self._of_server()
        self._kill(self.processes["serve"].pid)
        self.processes["serve"].wait()
        until(lambda: not any(_command(pid) for pid in mine), "the server's processes stay")
        self.start("serve")

    def kill_one_of_server(self, chance: random.Random) -> None:
        """One process of the server; the server itself starts another."""
        if found := self._of_server():
            self._kill(chance.choice(found))

    def _of_server(self) -> list[int]:
        parent, found = self.processes["serve"].pid, []
        for task in Path(f"/proc/{parent}/task").iterdir():
            with contextlib.suppress(OSError):
                found += [int(pid) for pid in (task / "children").read_text().split()]
        return [pid for pid in found if "serve" in _command(pid)]

    def _kill(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        for name in ("serve", "worker"):
            if (process := self.processes.get(name)) and process.poll() is None:
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.cluster.stop()

    def count(self, query: str) -> int:
        """One number, asked as the owner of the tables; meanwhile everything is kept running."""
        self.tend()
        made = self.cluster.connection()
        assert made is not None
        with psycopg.connect(made.url(OWNER)) as database:
            row = database.execute(query).fetchone()  # type: ignore[arg-type]
        return int(row[0]) if row else 0

    def said(self) -> str:
        """The last words of every process, for the report of a failure."""
        logs = [*(self.home / "log").iterdir(), self.cluster.base / "server.log"]
        return "\n".join(f"--- {log.name}\n{log.read_text(errors='replace')[-1500:]}" for log in logs)


def until(holds: Callable[[], bool], otherwise: str, seconds: float = PATIENCE) -> None:
    """Wait until it holds; an AssertionError says `otherwise`."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, otherwise
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command(pid: int) -> str:
    """Its command line; "" when it has ended, also where nobody has taken note of that yet."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
