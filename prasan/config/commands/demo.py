"""`prasan demo`: load the demonstration world."""

from __future__ import annotations

import argparse

from prasan.config import demo, installation
from prasan.config.terminal import step
from prasan.config.text import _


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("demo", help=_("load the demonstration world (invented people)"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make this installation a demonstration; safe to repeat."""
    installation.mark_demonstration()
    with installation.database():
        installation.load()
        installation.migrate()
        demo.load([*demo.SHIPPED, *demo.INVENTED], step)
        installation.let_go()
    return 0
