"""`prasan client NAME --unit AGENCY/UNIT --scope SCOPE`: a key to the API; `--revoke` ends every key of that name."""

from __future__ import annotations

import argparse

from prasan.config import installation
from prasan.config.terminal import Refused, say
from prasan.config.text import _


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("client", help=_("give a program of an agency a key to the API"))
    parser.add_argument("name", metavar=_("NAME"))
    parser.add_argument("--unit", action="append", default=[], metavar=_("AGENCY/UNIT"),
                        help=_("a unit it acts for; all of one agency"))  # fmt: skip
    parser.add_argument("--scope", action="append", default=[], metavar=_("SCOPE"),
                        help=_("cases.read, cases.write, cases.submit or webhooks"))  # fmt: skip
    parser.add_argument("--revoke", action="store_true", help=_("take back every key of that name"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the client and print its key once, or revoke what has that name. Raises Refused."""
    with installation.database():
        installation.load()
        from prasan.core.identity import service as identity
        from prasan.core.ledger import service as ledger
        from prasan.foundation import scope
        from prasan.foundation.errors import Invalid

        action = "revoke-key" if args.revoke else "issue-key"
        with scope.system("prasan client"):
            try:
                if args.revoke:
                    said = _("Keys revoked: %d") % identity.revoke_clients(args.name)
                else:
                    _client, said = identity.issue_client(args.name, args.unit, args.scope)
            except Invalid as error:
                raise Refused(" ".join(map(str, error.fields.values()))) from error
            ledger.record("admin", actor="prasan client", agency="", unit="", action=action, data=args.unit)
        installation.let_go()
    say(said)
    return 0
