"""The `prasan` command: one file a command under `commands/`, each with `add(parsers)` and `run(args)`."""

from __future__ import annotations

import argparse
import importlib
import sys

from prasan.config.text import _

COMMANDS = ("up", "init", "demo", "migrate", "check", "backup", "restore", "serve", "worker")


class Refused(Exception):
    """A command that cannot do what was asked; its message is for the person who typed it."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 refused or not in order, 2 not understood."""
    args = _parser().parse_args(arguments)
    try:
        status: int = args.run(args)
    except Refused as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def say(text: str = "") -> None:
    """Tell the person at the terminal something."""
    print(text, flush=True)  # noqa: T201


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="prasan", description=_("Prasan, the e-government platform."))
    parsers = parser.add_subparsers(title=_("commands"), metavar="", required=True)
    for name in COMMANDS:
        importlib.import_module(f"prasan.config.commands.{name}").add(parsers)
    return parser
