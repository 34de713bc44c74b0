"""The registry of effects, and how a transition's effects are run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.core.casework.format.definition import Effect
from prasan.core.casework.format.known import Arguments
from prasan.core.casework.identifying import arguments_that_tell, tells
from prasan.core.casework.models import Case
from prasan.foundation import expressions, scope
from prasan.foundation.errors import NotAllowed


@dataclass(frozen=True)
class EffectCall:
    """One effect to happen: on which case, with which arguments (expressions already worked out).

    telling: where the arguments of a confidential case show who the applicant is, as `form.name`.
    """

    case: Case
    with_: dict[str, Any]
    names: expressions.Values
    telling: frozenset[str] = frozenset()


Handler = Callable[[EffectCall], None]
_registry: dict[str, tuple[Handler, Arguments]] = {}
_discreet: set[str] = set()


def effect(
    name: str,
    *,
    needs: frozenset[str] = frozenset(),
    takes: frozenset[str] = frozenset(),
    discreet: bool = False,
) -> Callable[[Handler], Handler]:
    """Register the decorated function as the effect `name`.

    needs: the arguments a service file must give; takes: those it may give. A file with others is refused.
    discreet: it keeps to itself who the applicant is, as `EffectCall.telling` says. Other effects do not happen
    when their arguments would tell it of a confidential case: the step is refused.
    """

    def register(handler: Handler) -> Handler:
        if name in _registry and _registry[name][0] is not handler:
            raise RuntimeError(f"two effects are named {name}")
        _registry[name] = (handler, Arguments(needs, takes))
        if discreet:
            _discreet.add(name)
        return handler

    return register


def registered() -> dict[str, Arguments]:
    """Every effect's name and its arguments."""
    return {name: arguments for name, (_, arguments) in _registry.items()}


def run(effects: list[Effect], case: Case, names: expressions.Values) -> None:
    """Run the effects in order, as the program, in the caller's transaction: all of them happen, or none.

    Raises NotAllowed when one would tell others who the applicant of a confidential case is.
    """
    if not effects:
        return
    with scope.system("effect"):
        for wanted in effects:
            handler, _arguments = _registry[wanted.effect]
            for known in _each(wanted.each, names):
                if wanted.when and not expressions.holds(wanted.when, known):
                    continue
                telling = _telling(wanted, case, known) if case.confidential else frozenset()
                if telling and wanted.effect not in _discreet:
                    raise NotAllowed(
                        _("The applicant asked for confidentiality, and this would tell others who they are.")
                    )
                handler(EffectCall(case, _worked_out(wanted.with_, known), known, telling))


def _telling(wanted: Effect, case: Case, names: expressions.Values) -> frozenset[str]:
    each = expressions.compile(wanted.each, names.names).used if wanted.each else ()
    item = tells(case.version_id, each)
    return frozenset(arguments_that_tell(case.version_id, wanted.with_, names.names, item=item))


def _each(each: str | None, names: expressions.Values) -> Iterator[expressions.Values]:
    """The names once, or once for each item of the list `each` with that item beside them."""
    if each is None:
        yield names
        return
    listed = expressions.compile(each, names.names)
    for item in listed.evaluate(names) or []:
        yield names.with_("item", listed.type.of or expressions.ANY, item)


def _worked_out(value: Any, names: expressions.Values) -> Any:
    if isinstance(value, str) and value.startswith("="):
        return expressions.evaluate(value[1:], names)
    if isinstance(value, dict):
        return {key: _worked_out(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [_worked_out(inner, names) for inner in value]
    return value
