"""How much an expression may do at most: known before it is ever run, so none keeps the machine busy.

The engine counts nothing while it runs, and values grow by `map` and `+`. So sizes are followed through the
tree: of every value the letters and the items it can have, and of the whole expression the units of work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from prasan.foundation.expressions import syntax
from prasan.foundation.expressions.errors import ExpressionError
from prasan.foundation.expressions.functions import MACROS
from prasan.foundation.expressions.types import ANY, Type

MOST = 2_000_000  # units of one expression: it ends in less than a second and holds some megabytes
STEP = 8  # units for one part of an expression, once
VALUE = 16  # units that any value takes
SCANNED = 16  # units of a value that a function goes through for one unit
TEXT, ROWS = 500, 100  # letters of an answer, rows of a list that is answered


@dataclass(frozen=True)
class Size:
    """Of a value: letters of a text; for a list, how many items and the size of the largest."""

    letters: int = 0
    count: int = 0
    of: Size | None = None

    @property
    def units(self) -> int:
        """All of it."""
        return VALUE + self.letters + (self.count * self.of.units if self.of else 0)

    @property
    def item(self) -> Size:
        """One of its items; what may be a list or not has items like itself."""
        return self.of or self

    def or_(self, other: Size) -> Size:
        """What is as large as either."""
        letters, count = max(self.letters, other.letters), max(self.count, other.count)
        of = self.of.or_(other.of) if self.of and other.of else self.of or other.of
        return Size(letters, count, of)

    def and_(self, other: Size) -> Size:
        """Both, one after the other."""
        either = self.or_(other)
        return Size(self.letters + other.letters, self.count + other.count, either.of)


def answered(type_: Type) -> Size:
    """What a value of this type is taken for when nothing else is known of it."""
    if type_.kind == "list":
        return Size(0, ROWS, answered(type_.of or ANY))
    return Size(TEXT if type_.kind in ("string", "any", "object") else 0)


def check(root: syntax.Node, types: Mapping[int, Type]) -> None:
    """`types`: of the nodes, by id. Raises ExpressionError where the work becomes too much."""
    _Count(types).size(root, {}, 1)


@dataclass
class _Count:
    """`work`: units up to now. `times`: how often the part at hand runs at most."""

    types: Mapping[int, Type]
    work: int = field(default=0)

    def size(self, node: syntax.Node, loop: Mapping[str, Size], times: int) -> Size:
        """The size of the node's value; `loop`: of the names of the loops around it."""
        self._does(node, times, STEP)
        match node:
            case syntax.Literal():
                return Size(len(node.value) if isinstance(node.value, str) else 0)
            case syntax.Name():
                return loop.get(node.name) or answered(self.types.get(id(node), ANY))
            case syntax.Select():
                self.size(node.of, loop, times)
                return answered(self.types.get(id(node), ANY))
            case syntax.Index():
                self.size(node.key, loop, times)
                return self.size(node.of, loop, times).item
            case syntax.Unary():
                return self.size(node.of, loop, times)
            case syntax.Binary():
                return self._binary(node, loop, times)
            case syntax.Choose():
                self.size(node.condition, loop, times)
                return self.size(node.yes, loop, times).or_(self.size(node.no, loop, times))
            case syntax.ListOf():
                return self._list(node, loop, times)
            case syntax.Call():
                return self._call(node, loop, times)
        return Size()

    def _does(self, node: syntax.Node, times: int, units: int) -> None:
        self.work += times * units
        if self.work > MOST:
            hint = _(
                "Join fewer texts, and go through fewer lists, one after the other or inside one another."
            )
            raise ExpressionError(_("The expression would do too much here."), node.at, hint)

    def _binary(self, node: syntax.Binary, loop: Mapping[str, Size], times: int) -> Size:
        left, right = self.size(node.left, loop, times), self.size(node.right, loop, times)
        if node.sign == "+":
            joined = left.and_(right)
            self._does(node, times, joined.units)
            return joined
        if node.sign in ("==", "!=", "<", "<=", ">", ">=", "in"):
            self._does(node, times, (left.units + right.units) // SCANNED)
        return Size()

    def _list(self, node: syntax.ListOf, loop: Mapping[str, Size], times: int) -> Size:
        largest = Size()
        for item in node.items:
            largest = largest.or_(self.size(item, loop, times))
        made = Size(0, len(node.items), largest)
        self._does(node, times, made.units)
        return made

    def _call(self, node: syntax.Call, loop: Mapping[str, Size], times: int) -> Size:
        if node.name in MACROS and node.target is not None:
            return self._macro(node, node.target, loop, times)
        args = (node.target, *node.args) if node.target is not None else node.args
        sizes = [self.size(arg, loop, times) for arg in args]
        self._does(node, times, sum(size.units for size in sizes) // SCANNED)
        if node.name in ("least", "greatest", "sum"):
            return sizes[0].item
        return Size(max(size.units for size in sizes)) if node.name == "string" else Size()

    def _macro(self, node: syntax.Call, target: syntax.Node, loop: Mapping[str, Size], times: int) -> Size:
        variable, body = node.args
        name = variable.name if isinstance(variable, syntax.Name) else ""
        through = self.size(target, loop, times)
        count = through.count if through.of else ROWS
        made = self.size(body, {**loop, name: through.item}, times * count)
        if node.name not in ("map", "filter"):
            return Size()
        result = Size(0, count, made if node.name == "map" else through.item)
        self._does(node, times, result.units)
        return result
