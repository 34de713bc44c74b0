"""The registry of effects, and how a transition's effects are run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from prasan.core.casework.format.definition import Effect
from prasan.core.casework.format.known import Arguments
from prasan.core.casework.models import Case
from prasan.foundation import expressions, scope


@dataclass(frozen=True)
class EffectCall:
    """One effect to happen: on which case, with which arguments (expressions already worked out)."""

    case: Case
    with_: dict[str, Any]
    names: expressions.Values


Handler = Callable[[EffectCall], None]
_registry: dict[str, tuple[Handler, Arguments]] = {}


def effect(
    name: str, *, needs: frozenset[str] = frozenset(), takes: frozenset[str] = frozenset()
) -> Callable[[Handler], Handler]:
    """Register the decorated function as the effect `name`.

    needs: the arguments a service file must give; takes: those it may give. A file with others is refused.
    """

    def register(handler: Handler) -> Handler:
        if name in _registry and _registry[name][0] is not handler:
            raise RuntimeError(f"two effects are named {name}")
        _registry[name] = (handler, Arguments(needs, takes))
        return handler

    return register


def registered() -> dict[str, Arguments]:
    """Every effect's name and its arguments."""
    return {name: arguments for name, (_, arguments) in _registry.items()}


def run(effects: list[Effect], case: Case, names: expressions.Values) -> None:
    """Run the effects in order, as the program, in the caller's transaction: all of them happen, or none."""
    if not effects:
        return
    with scope.system("effect"):
        for wanted in effects:
            handler, _ = _registry[wanted.effect]
            for known in _each(wanted.each, names):
                if wanted.when and not expressions.holds(wanted.when, known):
                    continue
                handler(EffectCall(case, _worked_out(wanted.with_, known), known))


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
