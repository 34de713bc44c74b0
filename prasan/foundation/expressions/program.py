"""Compiling and running. Expressions are CEL; the engine is written in Rust and cannot reach anything.

An unanswered question and an unknown fact are null. `form.x == null`, `form.x != null` and `has(form.x)` ask
whether there is an answer. Anything else that needs the answer has no value without it: `evaluate` raises
`Unanswered`, and `holds` says no, as `&&`, `||` and `?:` allow (`form.x > 3 || form.y` holds when y does).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cel
from django.utils.translation import gettext_lazy as _

from prasan.foundation.expressions.checking import Checker, fits, mismatch
from prasan.foundation.expressions.errors import ExpressionError, Unanswered
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
        """The value over `values`, which hold plain JSON, dates allowed; what is missing counts as null.

        Raises Unanswered when an answer it needs is missing, ExpressionError when it cannot be computed
        (division by zero, a number too large, an item a list does not have).
        """
        context = cel.Context(variables=fill(self.names, values), functions=FUNCTIONS)
        try:
            value = self._program.execute(context)
        except (TypeError, KeyError):
            raise _no_value() from None
        except ZeroDivisionError:
            raise ExpressionError(_("Nothing can be divided by zero.")) from None
        except OverflowError:
            raise ExpressionError(_("This number is too large.")) from None
        except (IndexError, ValueError, RuntimeError):
            # The engine says "undefined function" when a function of its own meets null.
            raise _no_value() from None
        if value is None:
            raise _no_value()
        return value

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether the condition holds; one that has no value does not. Raises ExpressionError as evaluate."""
        try:
            return self.evaluate(values) is True
        except Unanswered:
            return False


def _no_value() -> Unanswered:
    return Unanswered(_("An answer this depends on is missing."))


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
    try:
        program = cel.compile(tree.engine_source)
    except ValueError:
        raise ExpressionError(_("The expression is not understood.")) from None
    return Program(source, names, found, frozenset(checker.used), program)


def evaluate(source: str, values: Mapping[str, Any], names: Mapping[str, Type] | Names | None = None) -> Any:
    """The value of `source` over `values`. Without `names` whatever `values` hold may be named, unchecked."""
    return compile(source, _loose(values) if names is None else names).evaluate(values)


def holds(source: str, values: Mapping[str, Any], names: Mapping[str, Type] | Names | None = None) -> bool:
    """Whether the condition `source` holds over `values`; see `Program.holds`."""
    return compile(source, _loose(values) if names is None else names, BOOL).holds(values)


def _loose(values: Mapping[str, Any]) -> Names:
    return object_of(dict.fromkeys(sorted(values), ANY))
