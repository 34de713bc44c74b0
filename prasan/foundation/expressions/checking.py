"""Names and types: an expression is checked against what is declared before it is ever run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from prasan.foundation import patterns
from prasan.foundation.expressions import syntax
from prasan.foundation.expressions.errors import ExpressionError, did_you_mean
from prasan.foundation.expressions.functions import MACROS, SIGNATURES
from prasan.foundation.expressions.types import (
    ANY,
    BOOL,
    DATE,
    INT,
    NULL,
    NUMBER,
    STRING,
    Type,
    list_of,
)
from prasan.foundation.types import Words

DEEPEST_LOOP = 2  # `exists`, `map` and the like inside one another
LONGEST_LIST = 200
KINDS: dict[str, Words] = {
    "any": _("anything"),
    "null": _("nothing"),
    "bool": _("yes or no"),
    "int": _("a whole number"),
    "number": _("a number"),
    "string": _("a text"),
    "date": _("a date"),
    "time": _("a time"),
    "list": _("a list"),
    "object": _("a group of answers"),
}
_NUMBERS = ("int", "number")
_TEXTS = ("string", "date", "time")
_ORDERED = ("int", "number", "string", "date", "time")


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of `given` may stand where `wanted` is asked."""
    if "any" in (given.kind, wanted.kind) or given.kind == "null":
        return True
    if wanted.kind == "number":
        return given.kind in _NUMBERS
    if given.kind == wanted.kind == "list":
        return fits(given.of or ANY, wanted.of or ANY)
    return given.kind == wanted.kind


def mismatch(given: Type, wanted: Type, at: int) -> ExpressionError:
    """The mistake that something else than `wanted` stands at a place."""
    text = _("This gives {given}, but {wanted} is needed here.")
    return ExpressionError(format_lazy(text, given=KINDS[given.kind], wanted=KINDS[wanted.kind]), at)


@dataclass
class Checker:
    """Walks a tree; afterwards `used` holds the dotted names it read, such as `form.kind`."""

    names: dict[str, Type]
    used: set[str] = field(default_factory=set)
    loops: int = 0
    types: dict[int, Type] = field(default_factory=dict)  # of every node that was walked, by its id

    def type_of(self, node: syntax.Node) -> Type:
        """The type of the node. Raises ExpressionError where names or types do not fit."""
        found = self.types[id(node)] = self._type_of(node)
        return found

    def _type_of(self, node: syntax.Node) -> Type:
        match node:
            case syntax.Literal():
                return _literal(node)
            case syntax.Name():
                return self._name(node)
            case syntax.Select():
                return self._select(node)
            case syntax.Index():
                return self._index(node)
            case syntax.Unary():
                return self._unary(node)
            case syntax.Binary():
                return self._binary(node)
            case syntax.Choose():
                self._expect(node.condition, BOOL)
                return _common(self.type_of(node.yes), self.type_of(node.no), node.at)
            case syntax.ListOf():
                return self._list(node)
            case syntax.Call():
                return self._call(node)
        raise ExpressionError(_("The expression is not understood."), node.at)

    def _expect(self, node: syntax.Node, wanted: Type) -> Type:
        given = self.type_of(node)
        if not fits(given, wanted):
            raise mismatch(given, wanted, node.at)
        return given

    def _name(self, node: syntax.Name) -> Type:
        if (known := self.names.get(node.name)) is None:
            message = format_lazy(_("Unknown name `{name}`."), name=node.name)
            raise ExpressionError(message, node.at, did_you_mean(node.name, self.names))
        self.used.add(node.name)
        return known

    def _select(self, node: syntax.Select) -> Type:
        of = self.type_of(node.of)
        if of.kind == "any":
            self._reads(node)
            return ANY
        if of.kind != "object":
            text = _("`.{name}` asks for a part, but before the dot stands {given}.")
            raise ExpressionError(format_lazy(text, name=node.name, given=KINDS[of.kind]), node.at)
        found = of.field(node.name)
        if found is None:
            whole = dotted(node.of)
            text = _("`{whole}` has no `{name}`.")
            message = format_lazy(text, whole=whole or "…", name=node.name)
            raise ExpressionError(message, node.at, did_you_mean(node.name, [key for key, _t in of.fields]))
        self._reads(node)
        return found

    def _reads(self, node: syntax.Select) -> None:
        if path := dotted(node):
            self.used.add(path)

    def _index(self, node: syntax.Index) -> Type:
        of = self.type_of(node.of)
        if of.kind == "list":
            self._expect(node.key, INT)
            return of.of or ANY
        if of.kind == "any":
            self.type_of(node.key)
            return ANY
        raise mismatch(of, list_of(ANY), node.at)

    def _unary(self, node: syntax.Unary) -> Type:
        if node.sign == "!":
            self._expect(node.of, BOOL)
            return BOOL
        return self._expect(node.of, NUMBER).plain

    def _binary(self, node: syntax.Binary) -> Type:
        if node.sign in ("&&", "||"):
            self._expect(node.left, BOOL)
            self._expect(node.right, BOOL)
            return BOOL
        left, right = self.type_of(node.left), self.type_of(node.right)
        if node.sign == "in":
            return self._in(node, left, right)
        if node.sign in ("==", "!="):
            _comparable(left, right, node)
            return BOOL
        if node.sign in ("<", "<=", ">", ">="):
            _comparable(left, right, node)
            for side, type_ in ((node.left, left), (node.right, right)):
                if type_.kind not in (*_ORDERED, "any"):
                    text = _("`{sign}` needs numbers, texts or dates; this is {given}.")
                    message = format_lazy(text, sign=node.sign, given=KINDS[type_.kind])
                    raise ExpressionError(message, side.at)
            return BOOL
        return _arithmetic(node, left, right)

    def _in(self, node: syntax.Binary, left: Type, right: Type) -> Type:
        if right.kind not in ("list", "any"):
            raise mismatch(right, list_of(ANY), node.right.at)
        if isinstance(node.right, syntax.ListOf):
            for item in node.right.items:
                _comparable(left, self.type_of(item), syntax.Binary(item.at, "==", node.left, item))
        elif right.of:
            _comparable(left, right.of, syntax.Binary(node.at, "in", node.left, node.right))
        return BOOL

    def _list(self, node: syntax.ListOf) -> Type:
        if len(node.items) > LONGEST_LIST:
            text = _("A list may have no more than {n} items.")
            raise ExpressionError(format_lazy(text, n=LONGEST_LIST), node.at)
        of: Type | None = None
        for item in node.items:
            given = self.type_of(item).plain
            of = given if of is None else _common(of, given, item.at)
        return list_of(of or ANY)

    def _call(self, node: syntax.Call) -> Type:
        if node.name in MACROS and node.target is not None:
            return self._macro(node, node.target)
        if node.name == "has":
            asked = node.args[0] if len(node.args) == 1 else None
            if node.target is not None or not isinstance(asked, syntax.Select) or not dotted(asked):
                text = _("`has` asks for one answer, such as `has(form.email)`.")
                raise ExpressionError(text, node.at)
            self.type_of(asked)
            return BOOL
        if node.name not in SIGNATURES:
            message = format_lazy(_("Unknown function `{name}`."), name=node.name)
            raise ExpressionError(message, node.at, did_you_mean(node.name, [*SIGNATURES, *MACROS, "has"]))
        wanted, result = SIGNATURES[node.name]
        args = (node.target, *node.args) if node.target is not None else node.args
        if len(args) != len(wanted):
            text = _("`{name}` takes {n} values, not {given}.")
            raise ExpressionError(format_lazy(text, name=node.name, n=len(wanted), given=len(args)), node.at)
        given = [self._argument(arg, want) for arg, want in zip(args, wanted, strict=True)]
        _particular(node, args, given)
        return (given[0].of or ANY).plain if result.kind == "any" else result

    def _argument(self, node: syntax.Node, wanted: Type) -> Type:
        if wanted == DATE and isinstance(node, syntax.Literal) and isinstance(node.value, str):
            _date_text(node)
            return DATE
        return self._expect(node, wanted)

    def _macro(self, node: syntax.Call, target: syntax.Node) -> Type:
        of = self._expect(target, list_of(ANY))
        if len(node.args) != 2 or not isinstance(node.args[0], syntax.Name):
            text = _("`{name}` needs a name and a condition, such as `.{name}(x, x > 1)`.")
            raise ExpressionError(format_lazy(text, name=node.name), node.at)
        variable, body = node.args[0].name, node.args[1]
        if variable in self.names:
            text = _("`{name}` already means something else here; choose another name.")
            raise ExpressionError(format_lazy(text, name=variable), node.args[0].at)
        if self.loops >= DEEPEST_LOOP:
            raise ExpressionError(_("Too many lists are gone through inside one another."), node.at)
        inner = Checker({**self.names, variable: of.of or ANY}, self.used, self.loops + 1, self.types)
        given = inner.type_of(body)
        if node.name == "map":
            return list_of(given.plain)
        if not fits(given, BOOL):
            raise mismatch(given, BOOL, body.at)
        return of if node.name == "filter" else BOOL


def dotted(node: syntax.Node) -> str:
    """`form.kind` for a chain of names, or "" for anything else."""
    if isinstance(node, syntax.Name):
        return node.name
    if isinstance(node, syntax.Select) and (before := dotted(node.of)):
        return f"{before}.{node.name}"
    return ""


def _literal(node: syntax.Literal) -> Type:
    value = node.value
    if value is None:
        return NULL
    if isinstance(value, bool):
        return BOOL
    return INT if isinstance(value, int) else NUMBER if isinstance(value, float) else STRING


def _common(one: Type, other: Type, at: int) -> Type:
    if one.kind == "null":
        return other.plain
    if one.kind in _TEXTS and other.kind in _TEXTS and one.kind != other.kind:
        return STRING
    if not fits(other, one):
        if one.kind in _NUMBERS and other.kind in _NUMBERS:
            return NUMBER
        raise mismatch(other, one, at)
    return one.plain


def _comparable(left: Type, right: Type, node: syntax.Binary) -> None:
    for one, other, written in ((left, right, node.right), (right, left, node.left)):
        if not isinstance(written, syntax.Literal) or written.value is None:
            continue
        if one.kind == "date" and isinstance(written.value, str):
            return _date_text(written)
        if one.kind == "time" and isinstance(written.value, str):
            return None
        if one.choices and other.kind == one.kind and written.value not in one.choices:
            message = format_lazy(_("`{value}` is not one of the choices."), value=written.value)
            raise ExpressionError(
                message, written.at, did_you_mean(str(written.value), map(str, one.choices))
            )
    if not fits(left, right) and not fits(right, left):
        text = _("{left} cannot be compared with {right}.")
        message = format_lazy(text, left=KINDS[left.kind], right=KINDS[right.kind])
        raise ExpressionError(message, node.at)
    return None


def _date_text(node: syntax.Literal) -> None:
    try:
        date.fromisoformat(str(node.value))
        if len(str(node.value)) != 10:
            raise ValueError
    except ValueError:
        hint = _("Write year, month and day of the Common Era: '2026-11-23'.")
        message = format_lazy(_("`{value}` is not a date."), value=node.value)
        raise ExpressionError(message, node.at, hint) from None


def _arithmetic(node: syntax.Binary, left: Type, right: Type) -> Type:
    if "any" in (left.kind, right.kind):
        return ANY
    if node.sign == "+" and left.kind == right.kind and left.kind in ("string", "list"):
        return left.plain
    kinds = (left.kind, right.kind)
    if node.sign == "+" and "string" in kinds and all(kind in _TEXTS for kind in kinds):
        return STRING
    for side, type_ in ((node.left, left), (node.right, right)):
        if type_.kind not in _NUMBERS:
            text = _("`{sign}` needs numbers; this is {given}.")
            raise ExpressionError(format_lazy(text, sign=node.sign, given=KINDS[type_.kind]), side.at)
    if left.kind != right.kind:
        hint = _("Write 2.0 instead of 2, or put the whole number into double(…).")
        text = _("`{sign}` cannot mix a whole number and a number with decimals.")
        raise ExpressionError(format_lazy(text, sign=node.sign), node.at, hint)
    if node.sign == "%" and left.kind == "number":
        raise mismatch(left, INT, node.at)
    if node.sign in ("/", "%") and isinstance(node.right, syntax.Literal) and node.right.value == 0:
        raise ExpressionError(_("Nothing can be divided by zero."), node.right.at)
    return left.plain


def _particular(node: syntax.Call, args: tuple[syntax.Node, ...], given: list[Type]) -> None:
    """What single functions ask beyond their types."""
    if node.name == "size" and given[0].kind not in ("string", "list", "any"):
        text = _("`size` counts the letters of a text or the items of a list; this is {given}.")
        raise ExpressionError(format_lazy(text, given=KINDS[given[0].kind]), args[0].at)
    if node.name == "string" and given[0].kind in ("list", "object"):
        raise mismatch(given[0], STRING, args[0].at)
    if node.name == "matches":
        pattern = args[1]
        if not isinstance(pattern, syntax.Literal):
            raise ExpressionError(_("The pattern of `matches` must be written out."), pattern.at)
        match patterns.fault_of(str(pattern.value)):
            case patterns.Fault.BROKEN:
                raise ExpressionError(_("This pattern is not a valid regular expression."), pattern.at)
            case patterns.Fault.BACK:
                text = _(
                    "This pattern looks around or refers back to what it matched, which is not taken here."
                )
                raise ExpressionError(text, pattern.at)
