"""`prasan service`: check a service file, see it before it is published, print the schema of the format."""

from __future__ import annotations

import argparse
from pathlib import Path

from prasan.config import installation
from prasan.config.terminal import say
from prasan.config.text import _


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("service", help=_("check, preview and describe service files"))
    acts = parser.add_subparsers(dest="act", metavar="", required=True)
    check = acts.add_parser("check", help=_("tell every mistake of a service file with line and column"))
    check.add_argument("file", type=Path)
    preview = acts.add_parser("preview", help=_("write form, workflow picture and manual as web pages"))
    preview.add_argument("file", type=Path)
    preview.add_argument("--to", type=Path, help=_("the folder to write into"))
    preview.add_argument("--open", action="store_true", help=_("open the pages in a browser"))
    acts.add_parser("schema", help=_("print the JSON Schema of the format, for editors"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 in order, 1 mistakes found, 2 the file cannot be read. Needs no database."""
    installation.load()
    from prasan.core.casework import service as casework

    if args.act == "schema":
        return casework.schema_command(say)
    if args.act == "preview":
        folder = args.to or installation.home() / "preview"
        return casework.preview_command(args.file, folder, say, open_it=args.open)
    return casework.check_command(args.file, say)
