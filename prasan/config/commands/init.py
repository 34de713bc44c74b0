"""`prasan init`: an empty installation."""

from __future__ import annotations

import argparse
import os

from prasan.config import demo, installation
from prasan.config.terminal import Refused, say, step
from prasan.config.text import _


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("init", help=_("make an installation without demonstration data"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the tables and load what every installation holds; safe to repeat."""
    if (installation.home() / "demonstration").exists():
        raise Refused(
            _("%s holds a demonstration. Choose another folder with PRASAN_HOME.") % installation.home()
        )
    with installation.database():
        installation.load()
        from django.conf import settings

        step(_("Tables"))
        installation.migrate()
        demo.load(demo.SHIPPED, step)
        from prasan.core.identity import service as identity

        begun = identity.anybody_administers()
        installation.let_go()
    say(_("The ledger is named %s and keeps this name for good.") % settings.LEDGER_ORIGIN)
    if begun:
        say(_("The services and lists that this version ships are in place."))
        return 0
    say(_("The installation is ready. Make its first administrator, then start it:"))
    say("    prasan administrator NAME --agency CODE")
    for command in ("serve", "worker") if "DATABASE_URL" in os.environ else ("up",):
        say(f"    prasan {command}")
    return 0
