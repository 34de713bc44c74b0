"""`prasan up`: everything on one machine, until Ctrl-C."""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from prasan.config import demo, installation
from prasan.config.supervisor import supervise
from prasan.config.terminal import Refused, say, step
from prasan.config.text import _, language

LOG_LIMIT = 50 * 1024 * 1024


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("up", help=_("start database, server and worker; Ctrl-C stops all"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Start all, say where, and stay until told to stop.

    A first start without an installation makes the demonstration.
    """
    host, port = os.environ.get("PRASAN_HOST", "127.0.0.1"), int(os.environ.get("PRASAN_PORT", "8000"))
    with installation.alone():
        _refuse_busy(host, port)
        os.environ.setdefault("PRASAN_URL", f"http://localhost:{port}")
        if not installation.exists() and os.environ.get("PRASAN_DEMO") != "0":
            installation.mark_demonstration()
        step(_("Database"))
        with installation.database():
            installation.load()
            from django.conf import settings

            if applied := installation.migrate():
                step(_("Migrations applied: %d") % applied)
            demo.load([*demo.SHIPPED, *(demo.INVENTED if settings.DEMO else [])], step)
            installation.let_go()
            step(_("Server and worker"))
            with _log() as log:
                supervise(["serve", "worker"], log, _Announcement(port, settings.PUBLIC_URL, settings.DEMO))
            say(_("Stopping: %s") % "PostgreSQL")
    return 0


class _Announcement:
    """Tells once where the portal is, as soon as it answers."""

    def __init__(self, port: int, url: str, demonstration: bool) -> None:
        self.port, self.url, self.demonstration = port, url, demonstration
        self.made, self.began, self.warned = False, time.monotonic(), False

    def __call__(self) -> None:
        if self.made:
            return
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5):
                self.made = True
            step(_("Ready"))
            say()
            say(f"    {self.url}/")
            say()
            if self.demonstration:
                self._people()
            say(_("Ctrl-C stops everything."))
        if not self.made and not self.warned and time.monotonic() - self.began > 60:
            self.warned = True
            say(_("The server does not answer yet; see %s.") % (_log_path() or _("the output above")))

    def _people(self) -> None:
        """Who one can be in the demonstration."""
        from prasan.core.identity import service as identity

        about, given, family = (f"{name}_{language()}" for name in ("about", "given", "family"))
        say(_("This is a demonstration. Be one of its invented people at %s") % f"{self.url}/demo/")
        for person in identity.demo_people():
            say(f"    {person[given]} {person[family]}: {person[about]}")
        say()


def _refuse_busy(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                _("Port %(port)d is not free (%(why)s). Choose another: PRASAN_PORT=%(other)d")
                % {"port": port, "why": error.strerror, "other": port + 1}
            ) from error


def _log_path() -> Path | None:
    return None if os.environ.get("PRASAN_LOG") == "-" else installation.home() / "log" / "prasan.jsonl"


@contextlib.contextmanager
def _log() -> Iterator[IO[bytes] | None]:
    """Where server and worker write: a file beside the data, or with PRASAN_LOG=- this terminal."""
    path = _log_path()
    if path is None:
        yield None
        return
    path.parent.mkdir(exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".old.jsonl"))
    with path.open("ab") as log:
        yield log
