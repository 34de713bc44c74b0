"""`prasan egdi load|recompute|whatif|features check`: the UN's index of digital government, computed here."""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from prasan.config import installation
from prasan.config.terminal import Refused, say
from prasan.config.text import _

if TYPE_CHECKING:
    from prasan.missions.observatory.service import Edition


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = parsers.add_parser(
        "egdi", help=_("load, recompute and explore the UN E-Government Development Index")
    )
    actions = parser.add_subparsers(metavar=_("ACTION"), required=True)

    loading = _action(actions, "load", _("load an edition from the UN's own file"), load)
    loading.add_argument("file", type=Path, metavar="FILE")
    loading.add_argument("--source", default="", help=_("where the file is from"))

    again = _action(actions, "recompute", _("compute an edition again from its parts"), recompute)
    again.add_argument("year", type=int, metavar=_("YEAR"))
    _as_json(again)

    asking = _action(actions, "whatif", _("what a country needs for a rank or a score"), whatif)
    asking.add_argument("country", metavar="ISO3")
    asking.add_argument("--edition", type=int, help=_("the year; the newest when not given"))
    target = asking.add_mutually_exclusive_group(required=True)
    target.add_argument("--rank", type=int)
    target.add_argument("--score", type=float, help=_("0 to 1"))
    _as_json(asking)

    listed = actions.add_parser("features", help=_("what the survey looks for on this portal"))
    looking = _action(
        listed.add_subparsers(metavar=_("ACTION"), required=True),
        "check",
        _("look at every claim now"),
        check,
    )
    _as_json(looking)


def check(args: argparse.Namespace) -> int:
    """Look at every claim of the portal, and keep what was found."""
    with installation.database():
        installation.load()
        from prasan.missions.observatory import service as observatory

        try:
            found = observatory.check_features()
        finally:
            installation.let_go()
    if args.json:
        told = [
            {
                "feature": one.claim.feature,
                "evidence": one.claim.evidence,
                "met": one.met,
                "failed": one.failed,
            }
            for one in found
        ]
        say(json.dumps(told))
        return 0
    words = {True: _("met"), False: _("not found"), None: _("a person says so")}
    for one in found:
        say(
            f"{one.claim.feature:10} {words[one.met]:18} {one.claim.evidence} {' '.join(one.failed)}".rstrip()
        )
    return 0


def load(args: argparse.Namespace) -> int:
    """Load a file; tells every mistake of one that is not in order, and changes nothing then. Raises Refused."""
    with installation.database():
        installation.load()
        from prasan.foundation import scope
        from prasan.missions.observatory import service as observatory

        try:
            with scope.system("prasan egdi load"):
                content = _content(args.file, observatory.LARGEST, observatory.too_large())
                edition = observatory.load_edition(
                    content, args.source or args.file.name, by="prasan egdi load"
                )
        except observatory.Faulty as faulty:
            for mistake in faulty.mistakes:
                say(f"{args.file}: {mistake}")
            raise Refused(str(faulty)) from faulty
        finally:
            installation.let_go()
    loaded = {"year": edition.year, "states": len(edition.standings)}
    say(_("The edition of %(year)d is loaded: %(states)d states.") % loaded)
    return 0


def recompute(args: argparse.Namespace) -> int:
    """How many indices and ranks follow from the published parts, and the largest difference."""
    with _editions() as (observatory, editions):
        found = observatory.recompute(_edition(editions, args.year))
    told = found.told()
    if args.json:
        say(json.dumps(told))
        return 0
    say(_("Edition of %d") % found.edition.year)
    say(_("  states with a rank: %d") % found.states)
    say(_("  index equal to 4 decimals: %d") % found.index_equal_4dp)
    say(_("  rank equal: %d") % found.rank_equal)
    say(_("  largest difference: %s") % told["max_abs_error"])
    if found.withheld:
        say(_("  given no index, though parts were published: %s") % ", ".join(told["withheld"]))
    if found.unexplained:
        say(_("  not explained by the parts: %s") % ", ".join(told["unexplained"]))
    return 0


def whatif(args: argparse.Namespace) -> int:
    """The index a target needs, and what each part alone must reach. Raises Refused."""
    with _editions() as (observatory, editions):
        edition = _edition(editions, args.edition or editions[-1].year)
        state = observatory.find_state(args.country)
        if state is None or state.iso3 not in edition.standings:
            raise Refused(_("“%s” is not the name or code of a Member State of the UN.") % args.country)
        one = observatory.ONE
        if args.rank is not None:
            needed = observatory.needed_for_rank(edition, state.iso3, args.rank)
        else:
            needed = round(args.score * one) if 0 <= args.score <= 1 else one + 1
        found = observatory.distance(edition, state.iso3, needed)
    told = {
        "country": state.iso3,
        "edition": edition.year,
        "index_now": round(found.index / one, 5),
        "index_needed": needed / one,
        "reached": found.reached,
        "levers": {
            part.value: None if value is None else value / one for part, value in found.levers.items()
        },
        "smallest": found.smallest and {part.value: value / one for part, value in found.smallest.items()},
    }
    if args.json:
        say(json.dumps(told))
        return 0
    say(_("%(country)s in the edition of %(year)d: index %(now).4f, needed %(needed).4f") % {
        "country": state.un_name, "year": edition.year, "now": told["index_now"], "needed": told["index_needed"],
    })  # fmt: skip
    for part, value in found.levers.items():
        now = found.now[part] / one
        alone = _("not enough even at 1") if value is None else f"{value / one:.4f}"
        say(f"  {part.value.upper()} {now:.4f} -> {alone}")
    return 0


def _edition(editions: Sequence[Edition], year: int) -> Edition:
    for edition in editions:
        if edition.year == year:
            return edition
    years = ", ".join(str(edition.year) for edition in editions)
    raise Refused(_("There is no edition of %(year)d. There are: %(years)s") % {"year": year, "years": years})


def _content(path: Path, largest: int, too_large: str) -> bytes:
    """The file, which is not read at all when it is too large. Raises Refused."""
    try:
        if path.stat().st_size > largest:
            raise Refused(f"{path}: {too_large}")
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error


@contextlib.contextmanager
def _editions() -> Iterator[tuple[ModuleType, Sequence[Edition]]]:
    """The room and the editions of this installation; without one, those that come with the program."""
    if not installation.exists():
        installation.load()
        from prasan.missions.observatory import service as observatory

        yield observatory, observatory.shipped_editions()
        return
    with installation.database():
        installation.load()
        from prasan.foundation import scope
        from prasan.missions.observatory import service as observatory

        with scope.system("prasan egdi"):
            held = observatory.editions()
        installation.let_go()
        yield observatory, held or observatory.shipped_editions()


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    words: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=words)
    parser.set_defaults(run=run)
    return parser


def _as_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("for other programs"))
