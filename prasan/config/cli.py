"""The `prasan` command: one file a command under `commands/`, each with `add(parsers)` and `run(args)`."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from prasan.config.terminal import Refused
from prasan.config.text import _
from prasan.foundation.errors import PrasanError

# fmt: off
COMMANDS = (
    "up", "init", "administrator", "client", "check", "service", "verify",
    "backup", "restore", "migrate", "demo", "serve", "worker", "egdi",
)
# fmt: on


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 refused or not in order, 2 not understood."""
    args = _parser().parse_args(arguments)
    try:
        status: int = args.run(args)
    except (Refused, PrasanError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="prasan", description=_("Prasan, the e-government platform."))
    parsers = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)
    for name in COMMANDS:
        importlib.import_module(f"prasan.config.commands.{name}").add(parsers)
    for shown in parsers._choices_actions:  # argparse tells what a command does in the list alone
        parsers.choices[shown.dest].description = shown.help
    return parser
