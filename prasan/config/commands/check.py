"""`prasan check`: is this installation in order?"""

from __future__ import annotations

import argparse

from prasan.config import checks, installation
from prasan.config.terminal import say
from prasan.config.text import _


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("check", help=_("say whether this installation is in order"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """One line a check; 0 when all hold, 1 otherwise."""
    faults = 0
    with installation.database():
        installation.load()
        for finding in checks.everything():
            faults += not finding.holds
            word = _("ok") if finding.holds else _("FAULT")
            say(f"{word}  {finding.said}")
        installation.let_go()
    say()
    say(_("All is in order.") if not faults else _("Faults: %d") % faults)
    return 1 if faults else 0
