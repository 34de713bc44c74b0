"""From the text of an expression to its tree: the part of CEL that service files use.

The library that runs CEL gives no tree and no types, so this reads what it also reads: literals, names,
fields, indexes, calls, the operators of CEL, lists. Maps, bytes, unsigned numbers and comments are left out.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from prasan.foundation.expressions.errors import ExpressionError

LONGEST = 2000  # characters
DEEPEST = 20  # levels of brackets, calls and operators inside one another
LONGEST_CHAIN = 100  # of names with dots between, or of parts with operators between; the tree is no deeper


@dataclass(frozen=True)
class Node:
    at: int


@dataclass(frozen=True)
class Literal(Node):
    value: str | int | float | bool | None


@dataclass(frozen=True)
class Name(Node):
    name: str


@dataclass(frozen=True)
class Select(Node):
    of: Node
    name: str


@dataclass(frozen=True)
class Index(Node):
    of: Node
    key: Node


@dataclass(frozen=True)
class Call(Node):
    name: str
    target: Node | None
    args: tuple[Node, ...]


@dataclass(frozen=True)
class Unary(Node):
    sign: str
    of: Node


@dataclass(frozen=True)
class Binary(Node):
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Choose(Node):
    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass
class Tree:
    """The tree, and the source as the CEL engine gets it (`has` and `size` in Prasan's meaning)."""

    root: Node
    engine_source: str


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<float>\d+\.\d+(?:[eE][+-]?\d+)?)
    |(?P<int>\d+)
    |(?P<string>r?'''(?:.|\n)*?'''|r?\"\"\"(?:.|\n)*?\"\"\"|r'[^'\n]*'|r\"[^\"\n]*\"
        |'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\")
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()\[\]])""",
    re.VERBOSE,
)
_WORDS = {"true": True, "false": False, "null": None}
# Functions of CEL that mean something else here, or that its engine cannot do fast enough.
_OWN = {"size": "length", "matches": "matched"}
_LEVELS = (("||",), ("&&",), ("==", "!=", "<", "<=", ">", ">=", "in"), ("+", "-"), ("*", "/", "%"))
_SLIPS = {"=": "==", "&": "&&", "|": "||", "and": "&&", "or": "||", "not": "!", "<>": "!="}


def parse(source: str) -> Tree:
    """The tree of `source`. Raises ExpressionError at the first sign that does not fit."""
    if len(source) > LONGEST:
        raise ExpressionError(format_lazy(_("The expression is longer than {n} characters."), n=LONGEST))
    return _Parser(source).tree()


def _tokens(source: str) -> list[_Token]:
    found, at = [], 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if not match:
            raise _unexpected(source[at], at)
        if match.lastgroup != "space":
            found.append(_Token(str(match.lastgroup), match.group(), at))
        at = match.end()
    return [*found, _Token("end", "", len(source))]


def _unexpected(text: str, at: int) -> ExpressionError:
    if text in ("'", '"'):
        return ExpressionError(_("A text that starts here has no closing quotation mark."), at)
    hint = format_lazy(_("Write `{sign}`."), sign=_SLIPS[text]) if text in _SLIPS else ""
    return ExpressionError(format_lazy(_("`{sign}` does not fit here."), sign=text), at, hint)


def _bounded(root: Node) -> None:
    """Raises ExpressionError where the tree is too deep for those who walk it after this."""
    waiting = [(root, 1)]
    while waiting:
        node, level = waiting.pop()
        if level > LONGEST_CHAIN:
            raise ExpressionError(_("The expression has very many parts in a row; make it shorter."), node.at)
        for part in vars(node).values():
            parts = part if isinstance(part, tuple) else (part,)
            waiting += [(one, level + 1) for one in parts if isinstance(one, Node)]


@dataclass
class _Parser:
    source: str
    tokens: list[_Token] = field(default_factory=list)
    position: int = 0
    depth: int = 0
    edits: list[tuple[int, int, str]] = field(default_factory=list)  # from, to, put instead

    def tree(self) -> Tree:
        self.tokens = _tokens(self.source)
        if self.tokens[0].kind == "end":
            raise ExpressionError(_("The expression is empty."))
        root = self._expression()
        if self._now.kind != "end":
            raise _unexpected(self._now.text, self._now.at)
        _bounded(root)
        source = self.source
        for start, end, put in sorted(self.edits, reverse=True):
            source = source[:start] + put + source[end:]
        return Tree(root, source)

    @property
    def _now(self) -> _Token:
        return self.tokens[self.position]

    def _take(self, *texts: str) -> _Token | None:
        token = self._now
        if token.kind in ("sign", "name") and token.text in texts:
            self.position += 1
            return token
        return None

    def _need(self, text: str) -> _Token:
        if token := self._take(text):
            return token
        at = self._now.at
        raise ExpressionError(format_lazy(_("A `{sign}` is missing here."), sign=text), at)

    def _expression(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError(_("The expression has too many brackets inside one another."), self._now.at)
        condition = self._level(0)
        if token := self._take("?"):
            yes = self._expression()
            self._need(":")
            condition = Choose(token.at, condition, yes, self._expression())
        self.depth -= 1
        return condition

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        left = self._level(level + 1)
        while token := self._take(*_LEVELS[level]):
            left = Binary(token.at, token.text, left, self._level(level + 1))
        return left

    def _unary(self) -> Node:
        if token := self._take("!", "-"):
            self.depth += 1
            if self.depth > DEEPEST:
                raise _unexpected(token.text, token.at)
            of = self._unary()
            self.depth -= 1
            return Unary(token.at, token.text, of)
        return self._member()

    def _member(self) -> Node:
        node = self._primary()
        while True:
            if self._take("."):
                token = self._now
                if token.kind != "name":
                    raise ExpressionError(_("A name is missing after the dot."), token.at)
                self.position += 1
                node = self._call(token, node) if self._take("(") else Select(token.at, node, token.text)
            elif opened := self._take("["):
                node = Index(opened.at, node, self._expression())
                self._need("]")
            else:
                return node

    def _call(self, name: _Token, target: Node | None) -> Node:
        args: list[Node] = []
        while not (closed := self._take(")")):
            if args:
                self._need(",")
            args.append(self._expression())
        if mine := _OWN.get(name.text):
            self.edits.append((name.at, name.at + len(name.text), mine))
        if name.text == "has" and target is None:
            inside = self.source[name.at + 4 : closed.at]
            self.edits.append((name.at, name.at, "("))
            self.edits.append((closed.at, closed.at + 1, f") && {inside} != null)"))
        return Call(name.at, name.text, target, tuple(args))

    def _primary(self) -> Node:
        token = self._now
        self.position += 1
        if token.kind == "int":
            if int(token.text) >= 2**63:
                raise ExpressionError(_("This number is too large."), token.at)
            return Literal(token.at, int(token.text))
        if token.kind == "float":
            return Literal(token.at, float(token.text))
        if token.kind == "string":
            return Literal(token.at, self._text(token))
        if token.kind == "name" and token.text != "in":
            if token.text in _WORDS:
                return Literal(token.at, _WORDS[token.text])
            return self._call(token, None) if self._take("(") else Name(token.at, token.text)
        if token.text == "(":
            node = self._expression()
            self._need(")")
            return node
        if token.text == "[":
            items: list[Node] = []
            while not self._take("]"):
                if items:
                    self._need(",")
                items.append(self._expression())
            return ListOf(token.at, tuple(items))
        if token.kind == "end":
            raise ExpressionError(_("The expression ends too early; something is missing here."), token.at)
        raise _unexpected(token.text, token.at)

    def _text(self, token: _Token) -> str:
        try:
            return str(ast.literal_eval(token.text))
        except (SyntaxError, ValueError):
            raise ExpressionError(
                _("A backslash in this text is not understood."), token.at, _("Write `\\\\` for a backslash.")
            ) from None
