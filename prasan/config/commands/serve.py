"""`prasan serve`: the web server alone, for a machine of many."""

from __future__ import annotations

import argparse
import os
import shutil

from prasan.config import installation, logs
from prasan.config.processes import die_with_parent, end_if_orphan
from prasan.config.text import _


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("serve", help=_("run the web server alone"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop; requests in hand are finished first.

    PRASAN_HOST, PRASAN_PORT: where to listen. PRASAN_WORKERS: processes. PRASAN_THREADS: threads in each.
    PRASAN_QUERY_SECONDS: how long a query may take; the page says then that the portal is busy.
    """
    from granian.constants import Interfaces
    from granian.server import Server

    if supervisor := os.environ.get("PRASAN_SUPERVISOR"):
        die_with_parent()  # the database ends with the supervisor, so there is nothing to finish
        end_if_orphan(int(supervisor))
        os.environ["PRASAN_SERVER"] = str(os.getpid())
    os.environ.setdefault("PRASAN_QUERY_SECONDS", "30")
    _gather_figures()
    Server(
        "prasan.config.wsgi:application",
        address=os.environ.get("PRASAN_HOST", "127.0.0.1"),
        port=int(os.environ.get("PRASAN_PORT", "8000")),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("PRASAN_WORKERS", "2")),
        blocking_threads=int(os.environ.get("PRASAN_THREADS", "8")),
        backlog=1024,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        websockets=False,
        log_dictconfig=logs.dictionary(),
    ).serve()
    return 0


def _gather_figures() -> None:
    """The folder in which the processes of this server keep their figures for /metrics, emptied."""
    folder = installation.home() / "figures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
