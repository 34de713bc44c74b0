"""`prasan worker`: background work alone, for a machine of many."""

from __future__ import annotations

import argparse
import asyncio
import os
from typing import TYPE_CHECKING

from prasan.config import installation
from prasan.config.processes import die_with_parent, end_if_orphan
from prasan.config.text import _

if TYPE_CHECKING:
    from procrastinate import App


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("worker", help=_("run the background worker alone"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Work on the queues until told to stop; the task in hand is finished first."""
    if supervisor := os.environ.get("PRASAN_SUPERVISOR"):
        die_with_parent()  # the database ends with the supervisor, so there is nothing to finish
        end_if_orphan(int(supervisor))
    installation.load()
    from procrastinate.contrib.django import app

    from prasan.core.events import service as events

    connector = app.connector.get_worker_connector()
    with events.beating(), app.replace_connector(connector) as working:
        asyncio.run(_work(working))
    return 0


async def _work(app: App) -> None:
    async with app.open_async():
        await app.run_worker_async(
            name="prasan",
            concurrency=int(os.environ.get("PRASAN_TASKS", "4")),
            fetch_job_polling_interval=2,
        )
