"""Compiling and running. Expressions are CEL; the engine is written in Rust and cannot reach anything.

An unanswered question and an unknown fact are null. `form.x == null`, `form.x != null` and `has(form.x)` ask
whether there is an answer. Whatever else needs the answer has no value without it, as far as `&&`, `||` and
`?:` do not decide without (`form.x > 3 || form.y` holds when y does). What has no value evaluates to None
and does not hold; so does what cannot be computed, such as a division by zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cel
from django.utils.translation import gettext_lazy as _

from prasan.foundation.expressions import cost
from prasan.foundation.expressions.checking import Checker, fits, mismatch
from prasan.foundation.expressions.errors import ExpressionError
from prasan.foundation.expressions.functions import FUNCTIONS
from prasan.foundation.expressions.syntax import parse
from prasan.foundation.expressions.types import ANY, BOOL, Type, fill, object_of

Names = Type  # an object type: what an expression may name, such as {"form": …, "person": …}


@dataclass(frozen=True)
class Program:
    """A checked expression, ready to run. `type`: of its value. `used`: dotted names it reads."""

    source: str
    names: Names
    type: Type
    used: frozenset[str]
    _program: Any

    def evaluate(self, values: Mapping[str, Any]) -> Any:
        """The value over `values` (plain JSON; dates may be dates; what is missing counts as null).

        None when it has no value. Never raises.
        """
        context = cel.Context(variables=self._given(values), functions=FUNCTIONS)
        try:
            return self._program.execute(context)
        except (TypeError, LookupError, ArithmeticError, ValueError, RuntimeError):
            # Null met an operator, or the division by zero. RuntimeError too: the engine says "undefined
            # function" when a function of its own meets null.
            return None

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether the condition holds; one that has no value does not."""
        return self.evaluate(values) is True

    def _given(self, values: Mapping[str, Any]) -> dict[str, Any]:
        given: dict[str, Any] = fill(self.names, values)
        for path in self.used:  # under a name without declared fields, what is asked for is there too
            root, *names = path.split(".")
            if names and self.names.field(root) == ANY:
                at = given.get(root)
                for name in names:
                    at = at.setdefault(name, None) if isinstance(at, dict) else None
        return given


class Values(dict[str, Any]):
    """Values that know what is declared about them, for `evaluate` and `holds`."""

    def __init__(self, names: Names, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.names = names

    def with_(self, name: str, type_: Type, value: Any) -> Values:
        """The same values and one more, such as the `item` of a list."""
        return Values(Type("object", fields=(*self.names.fields, (name, type_))), {**self, name: value})


def compile(source: str, names: Mapping[str, Type] | Names, want: Type = ANY) -> Program:
    """`source` checked against the declared `names`; its value is of type `want`.

    Programs are kept, so compiling the same expression again costs nothing. Raises ExpressionError with
    the place of the mistake.
    """
    return _compile(source, names if isinstance(names, Type) else object_of(names), want)


@lru_cache(maxsize=4096)
def _compile(source: str, names: Names, want: Type) -> Program:
    tree = parse(source)
    checker = Checker(dict(names.fields))
    found = checker.type_of(tree.root)
    if not fits(found, want):
        raise mismatch(found, want, 0)
    cost.check(tree.root, checker.types)
    try:
        program = cel.compile(tree.engine_source)
    except ValueError:
        raise ExpressionError(_("The expression is not understood.")) from None
    return Program(source, names, found, frozenset(checker.used), program)


def evaluate(source: str, values: Mapping[str, Any], names: Mapping[str, Type] | Names | None = None) -> Any:
    """The value of `source` over `values`, None when it has none; see `Program.evaluate`.

    Without `names`, and when `values` are not `Values`, whatever they hold may be named, unchecked.
    """
    return compile(source, _names(values) if names is None else names).evaluate(values)


def holds(source: str, values: Mapping[str, Any], names: Mapping[str, Type] | Names | None = None) -> bool:
    """Whether the condition `source` holds over `values`; see `Program.holds`."""
    return compile(source, _names(values) if names is None else names, BOOL).holds(values)


def _names(values: Mapping[str, Any]) -> Names:
    return values.names if isinstance(values, Values) else object_of(dict.fromkeys(sorted(values), ANY))
