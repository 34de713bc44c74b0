"""`prasan worker`: background work alone, for a machine of many."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import time

import structlog

from prasan.config import installation
from prasan.config.processes import die_with_parent, end_if_orphan
from prasan.config.supervisor import HEALTHY_SECONDS, LONGEST_PAUSE
from prasan.config.text import _


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("worker", help=_("run the background worker alone"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Work on the queues until told to stop; the tasks in hand are finished first."""
    if supervisor := os.environ.get("PRASAN_SUPERVISOR"):
        die_with_parent()  # the database ends with the supervisor, so there is nothing to finish
        end_if_orphan(int(supervisor))
    installation.load()
    from prasan.core.events import service as events

    with events.beating():
        asyncio.run(_work())
    return 0


async def _work() -> None:
    """Work until told to stop. While the database is away, wait for it, each time a little longer."""
    told, pause = _told_to_stop(), 1.0
    while True:
        began = time.monotonic()
        working = asyncio.create_task(_run())
        stopping = asyncio.create_task(told.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        error = await _end(working)
        if told.is_set():
            return
        stopping.cancel()
        pause = 1.0 if time.monotonic() - began > HEALTHY_SECONDS else min(pause * 2, LONGEST_PAUSE)
        structlog.get_logger("prasan.worker").error("database away", seconds=pause, exc_info=error)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(told.wait(), pause)
            return


async def _run() -> None:
    """Work; ends by itself only when the database goes away, with or without an error."""
    from procrastinate.contrib.django import app

    # A connector of its own each time: that of a lost connection cannot be opened again.
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        async with working.open_async():
            await working.run_worker_async(
                name="prasan",
                concurrency=int(os.environ.get("PRASAN_TASKS", "4")),
                fetch_job_polling_interval=10,  # new jobs are told; this finds those put off to a later time,
                install_signal_handlers=False,
            )


async def _end(working: asyncio.Task[None]) -> Exception | None:
    """Let the worker finish what it has in hand; returns what took the database from it, if it said so."""
    from procrastinate.exceptions import ConnectorException

    working.cancel()
    try:
        await working
    except (asyncio.CancelledError, ConnectorException, OSError) as error:
        return error if isinstance(error, Exception) else None
    return None


def _told_to_stop() -> asyncio.Event:
    """Set by the first SIGTERM or Ctrl-C; the second one does not wait for anything."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()

    def stop() -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    return told
