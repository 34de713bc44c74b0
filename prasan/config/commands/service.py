"""`prasan service check|schema|preview|publish`: work on service files."""

from __future__ import annotations

import argparse
import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from prasan.config import installation
from prasan.config.terminal import say
from prasan.config.text import _


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("service", help=_("check, preview and publish service files"))
    actions = parser.add_subparsers(metavar=_("ACTION"), required=True)
    _action(actions, "check", _("explain every mistake in service files"), check, files=True)
    _action(actions, "schema", _("print the JSON Schema of the format, for editors"), schema)
    preview_parser = _action(actions, "preview", _("show form, workflow and manual"), preview, files=True)
    preview_parser.add_argument("--to", type=Path, metavar="FOLDER", help=_("where to write the pages"))
    preview_parser.add_argument("--open", action="store_true", help=_("open the pages in a browser"))
    _action(actions, "publish", _("make files the current versions of their services"), publish, files=True)


def check(args: argparse.Namespace) -> int:
    """0 when all files are in order, 1 when one has a mistake, 2 when one cannot be read."""
    with _knowing():
        from prasan.core.casework import service as casework

        known = casework.known_here(_named(args.files)) if installation.exists() else None
        status = max(casework.check_command(path, say, known) for path in args.files)
        installation.let_go()
    return status


def schema(args: argparse.Namespace) -> int:
    """Print the schema; needs no installation."""
    installation.load()
    from prasan.core.casework import service as casework

    return casework.schema_command(say)


def preview(args: argparse.Namespace) -> int:
    """Write the pages and say where; needs no database."""
    installation.load()
    from prasan.core.casework import service as casework

    folder = args.to or installation.home() / "preview"
    return max(casework.preview_command(path, folder, say, open_it=args.open) for path in args.files)


def publish(args: argparse.Namespace) -> int:
    """Publish the files in the order given; stops at the first that has mistakes. Raises Refused."""
    with installation.database():
        installation.load()
        from prasan.core.casework import service as casework
        from prasan.foundation import scope

        for path in args.files:
            if status := casework.check_command(path, say, casework.known_here(_named(args.files))):
                return status
            with scope.system("prasan service publish"):
                version = casework.publish_service(path.read_bytes(), _named(args.files))
            say(
                _("%(file)s is version %(number)d of its service.") % {"file": path, "number": version.number}
            )
        installation.let_go()
    return 0


def _named(files: list[Path]) -> list[str]:
    """The services that the files are of: given together, they may name one another."""
    found = []
    for path in files:
        with contextlib.suppress(OSError):
            found += re.findall(r"^service:\s*([a-z0-9-]+)", path.read_text("utf-8", "replace"), re.MULTILINE)
    return found


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    words: str,
    run: Callable[[argparse.Namespace], int],
    *,
    files: bool = False,
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=words)
    if files:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.set_defaults(run=run)
    return parser


@contextlib.contextmanager
def _knowing() -> Iterator[None]:
    """With the installation's database where there is one; a file can be checked without."""
    if not installation.exists():
        installation.load()
        yield
        return
    with installation.database():
        installation.load()
        yield
