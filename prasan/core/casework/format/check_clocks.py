"""Routes, deadlines, fee: where a case goes, by when, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from prasan.foundation import expressions as ex

from .checking import Checking
from .definition import Deadline
from .mistakes import Mistake, Path
from .verbs import TOLD

NAMES = ("form", "person", "case", "today")

_ELSEWHERE = gettext_lazy("You may send new cases to units of your own agency only.")
_OWN = gettext_lazy(
    "An officer there can hand a case over. Other routes are set up by who runs the installation."
)


def check_clocks(it: Checking) -> Iterator[Mistake]:
    """Every mistake in routes, deadlines, fee and appeal."""
    yield from _routes(it)
    deadlines = it.definition.deadlines
    yield from it.unique(
        (("deadlines", index, "id"), deadline.id) for index, deadline in enumerate(deadlines)
    )
    for index, deadline in enumerate(deadlines):
        yield from _deadline(it, ("deadlines", index), deadline)
    if it.definition.fee:
        path: Path = ("fee", "amount")
        program, wrong = it.expression(path, it.definition.fee.amount, ("form", "person", "today"), ex.INT)
        yield from wrong
        if program and program.type.kind == "null":
            yield it.wrong(path, _("A fee is a whole number of satang, such as baht(20)."))
    if it.definition.appeal and it.definition.appeal.within.amount == 0:
        yield it.wrong(("appeal", "within", "amount"), _("The time is zero."))


def _routes(it: Checking) -> Iterator[Mistake]:
    for index, route in enumerate(it.definition.route):
        path: Path = ("route", index)
        yield from it.condition((*path, "when"), route.when, *NAMES)
        if route.unit.startswith("="):
            wrong = it.expression((*path, "unit"), route.unit, NAMES, ex.STRING)[1]
            yield from wrong
            if not wrong and not _may_go(it, route.unit):
                yield it.wrong((*path, "unit"), _ELSEWHERE, _OWN)
        elif not re.fullmatch(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*", route.unit):
            hint = _("Write agency-code/unit-code, or = and an expression that gives this.")
            yield it.wrong((*path, "unit"), _("`{name}` is not the name of a unit."), hint, name=route.unit)
        elif it.known.units is not None and route.unit not in it.known.units:
            yield it.unknown((*path, "unit"), _("No unit is named `{name}`."), route.unit, it.known.units)
        elif it.known.agencies is not None and route.unit.split("/")[0] not in it.known.agencies:
            agency = route.unit.split("/")[0]
            yield it.unknown(
                (*path, "unit"), _("No agency has the code `{name}`."), agency, it.known.agencies
            )
        elif not _may_go(it, route.unit):
            yield it.wrong((*path, "unit"), _ELSEWHERE, _OWN)
        if route.when is None and index < len(it.definition.route) - 1:
            text = _("The routes after this one are never reached, for it has no `when`.")
            yield it.wrong(path, text)


def _may_go(it: Checking, unit: str) -> bool:
    """Whether the publisher may fill the queue of that unit; one that is worked out could be anybody's."""
    own = it.known.own
    if own is None or unit in it.known.routed.get(it.definition.service, ()):
        return True
    return unit.split("/")[0] in own | {it.definition.agency}


def _deadline(it: Checking, path: Path, deadline: Deadline) -> Iterator[Mistake]:
    states = it.definition.workflow.states if it.definition.workflow else {}
    for part, names in (("starts", deadline.starts), ("met_in", deadline.met_in)):
        for index, name in enumerate(names):
            if name not in states:
                yield it.unknown((*path, part, index), _("No state is named `{name}`."), name, states)
    if deadline.within.amount == 0:
        yield it.wrong((*path, "within", "amount"), _("The time is zero."))
    if both := sorted(set(deadline.starts) & set(deadline.met_in)):
        text = _("`{name}` both starts the clock and stops it.")
        yield it.wrong((*path, "met_in"), text, key=True, name=both[0])
    yield from it.condition((*path, "when"), deadline.when, *NAMES)
    for index, code in enumerate(deadline.copies):
        if it.known.agencies is not None and code not in it.known.agencies:
            yield it.unknown(
                (*path, "copies", index), _("No agency has the code `{name}`."), code, it.known.agencies
            )
    for index, step in enumerate(deadline.escalate):
        at: Path = (*path, "escalate", index)
        if step.to not in TOLD:
            yield it.unknown((*at, "to"), _("Nobody is named `{name}` here."), step.to, TOLD)
        if (step.before is None) == (step.after is None):
            hint = _("`before` the deadline or `after` it.")
            yield it.wrong(at, _("Say either `before` or `after`, not both and not none."), hint)
        elif step.repeat and (step.after is None or step.after.amount == 0):
            text = _("`repeat` needs `after` with a time greater than zero.")
            yield it.wrong((*at, "repeat"), text, key=True)
