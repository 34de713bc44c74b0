"""The registry of effects, and how a transition's effects are run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prasan.core.casework.format.definition import Effect
from prasan.core.casework.models import Case
from prasan.foundation import expressions, scope


@dataclass(frozen=True)
class EffectCall:
    """One effect to happen: on which case, with which arguments (expressions already worked out)."""

    case: Case
    with_: dict[str, Any]
    names: dict[str, Any]


Handler = Callable[[EffectCall], None]
_registry: dict[str, tuple[Handler, frozenset[str]]] = {}


def effect(name: str, *, needs: frozenset[str] = frozenset()) -> Callable[[Handler], Handler]:
    """Register the decorated function as the effect `name`; `needs` are the arguments a file must give."""

    def register(handler: Handler) -> Handler:
        if name in _registry and _registry[name][0] is not handler:
            raise RuntimeError(f"two effects are named {name}")
        _registry[name] = (handler, needs)
        return handler

    return register


def registered() -> dict[str, frozenset[str]]:
    """Every effect's name and the arguments it needs."""
    return {name: needs for name, (_, needs) in _registry.items()}


def run(effects: list[Effect], case: Case, names: dict[str, Any]) -> None:
    """Run the effects in order, as the program, in the caller's transaction: all of them happen, or none."""
    if not effects:
        return
    with scope.system("effect"):
        for wanted in effects:
            handler, _ = _registry[wanted.effect]
            items = expressions.evaluate(wanted.each, names) if wanted.each else [None]
            for item in items or []:
                known = {**names, "item": item} if wanted.each else names
                if wanted.when and not expressions.holds(wanted.when, known):
                    continue
                handler(EffectCall(case, _worked_out(wanted.with_, known), known))


def _worked_out(value: Any, names: dict[str, Any]) -> Any:
    if isinstance(value, str) and value.startswith("="):
        return expressions.evaluate(value[1:], names)
    if isinstance(value, dict):
        return {key: _worked_out(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [_worked_out(inner, names) for inner in value]
    return value
