"""`prasan migrate`: bring the tables up to date."""

from __future__ import annotations

import argparse

from prasan.config import installation
from prasan.config.terminal import say
from prasan.config.text import _


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("migrate", help=_("bring the tables up to date"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Apply the migrations that are missing, as the owner of the tables."""
    with installation.database():
        installation.load()
        applied = installation.migrate()
        installation.let_go()
    say(_("Migrations applied: %d") % applied)
    return 0
