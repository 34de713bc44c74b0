"""`prasan verify [FILE]`: the whole ledger, or one receipt."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from prasan.config import installation
from prasan.config.terminal import Refused, say
from prasan.config.text import _

if TYPE_CHECKING:
    from prasan.foundation.tlog import Verifier


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser("verify", help=_("check the ledger, or a receipt"))
    parser.add_argument("receipt", type=Path, nargs="?", metavar="RECEIPT")
    parser.add_argument("--key", action="append", default=[], metavar="KEY",
                        help=_("a public key to trust instead of this installation's own"))  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when the ledger (or the receipt) is genuine, 1 otherwise. Raises Refused.

    With `--key` a receipt is checked on any machine, without an installation.
    """
    from prasan.foundation.tlog import Verifier

    try:
        keys = [Verifier.parse(key) for key in args.key]
    except ValueError as error:
        raise Refused(_("This is not a public key: %s") % error) from error
    if args.receipt and keys:
        installation.load()
        return _receipt(args.receipt, keys)
    with installation.database():
        installation.load()
        from prasan.core.ledger.service import verifier

        status = _receipt(args.receipt, keys or [verifier()]) if args.receipt else _ledger(keys)
        installation.let_go()
    return status


def _receipt(path: Path, keys: list[Verifier]) -> int:
    from prasan.core.ledger.service import FalseReceipt, verify

    try:
        proven = verify(path.read_text("utf-8"), keys)
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error
    except (FalseReceipt, UnicodeDecodeError) as error:
        say(f"{path}: {error}")
        return 1
    say(_("Genuine: entry %(index)d of %(size)d in the ledger %(origin)s")
        % {"index": proven.index, "size": proven.size, "origin": proven.origin})  # fmt: skip
    for part in (proven.record, proven.subject):
        if part:
            say(json.dumps(dict(part), ensure_ascii=False, indent=1))
    return 0


def _ledger(keys: list[Verifier]) -> int:
    from prasan.core.ledger.service import verifier, verify_log

    report = verify_log(keys)
    say(
        _("Entries: %(size)d, checkpoints: %(heads)d, readable: %(records)d, erased: %(erased)d")
        % vars(report)
    )
    say(_("Public key: %s") % verifier().text)
    for problem in report.problems:
        say(problem)
    say(_("The ledger is whole.") if report.good else _("The ledger was changed or is damaged."))
    return 0 if report.good else 1
