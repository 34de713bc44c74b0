"""`prasan administrator NAME --agency CODE`: somebody who may administer in the browser."""

from __future__ import annotations

import argparse
import getpass
import sys

from prasan.config import installation
from prasan.config.terminal import Refused, say
from prasan.config.text import _


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("administrator", help=_("make an account that administers this installation"))
    parser.add_argument("name", metavar=_("NAME"))
    parser.add_argument("--agency", required=True, metavar=_("CODE"), help=_("the agency, by its code"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Ask for the password twice (or read one line, when nobody sits there) and make the account."""
    password = _password()
    with installation.database():
        installation.load()
        from prasan.core.identity import service as identity
        from prasan.foundation import scope

        with scope.system("prasan administrator"):
            account = identity.make_administrator(args.name, password, args.agency)
        installation.let_go()
    say(_("%s may sign in now, and should add a passkey at once.") % account.username)
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass(_("Password: "))
    if password != getpass.getpass(_("Once more: ")):
        raise Refused(_("The two are not the same."))
    return password
